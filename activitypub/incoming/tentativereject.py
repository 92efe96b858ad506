"""TentativeReject: "rather not" to an event of ours (Hubzilla); a no until something else is said."""

from activitypub.incoming.incoming import Incoming, Outcome, World
from activitypub.incoming.verdicts import answer_event
from fedevent.rsvps import Wish


async def handle(incoming: Incoming, world: World) -> Outcome:
    """No."""
    return await answer_event(incoming, world, Wish.DECLINED)
