"""Accept: an answer to our Follow or Join, or (Friendica, Hubzilla) "I come" to an event of ours."""

from activitypub.incoming.incoming import Incoming, Outcome, World
from activitypub.incoming.verdicts import answer_event, answer_request
from fedevent.remote import AnswerState, FollowState
from fedevent.rsvps import Wish


async def handle(incoming: Incoming, world: World) -> Outcome:
    """Whose request the object is decides; of an embedded object only the id is believed."""
    outcome = await answer_request(incoming, world, FollowState.ACCEPTED, AnswerState.ACCEPTED)
    return outcome or await answer_event(incoming, world, Wish.GOING)
