"""TentativeAccept: "maybe" to an event of ours (Friendica, Hubzilla)."""

from activitypub.incoming.incoming import Incoming, Outcome, World
from activitypub.incoming.verdicts import answer_event
from fedevent.rsvps import Wish


async def handle(incoming: Incoming, world: World) -> Outcome:
    """Maybe."""
    return await answer_event(incoming, world, Wish.MAYBE)
