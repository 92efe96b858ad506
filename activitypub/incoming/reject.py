"""Reject: a no to our Follow or Join, or (Friendica, Hubzilla) "I do not come" to an event of ours."""

from activitypub.incoming.incoming import Incoming, Outcome, World
from activitypub.incoming.verdicts import answer_event, answer_request
from fedevent.remote import AnswerState, FollowState
from fedevent.rsvps import Wish


async def handle(incoming: Incoming, world: World) -> Outcome:
    """A Reject after an Accept counts: the hosts elsewhere changed their mind."""
    outcome = await answer_request(incoming, world, FollowState.REFUSED, AnswerState.REFUSED)
    return outcome or await answer_event(incoming, world, Wish.DECLINED)
