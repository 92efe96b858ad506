"""Delete: an account elsewhere is gone, or an event of it."""

from activitypub import reading
from activitypub.incoming.incoming import Incoming, Outcome, World
from fedevent.usecases import departures, remote


async def handle(incoming: Incoming, world: World) -> Outcome:
    """Only the account itself may end itself; only its own events may it delete."""
    target = reading.ident(incoming.activity.get("object"))
    if target == incoming.actor.id:
        await departures.gone(world.new_work(), target)
        return Outcome.DONE
    gone = await remote.forget(world.new_work(), target, incoming.actor.id)
    return Outcome.DONE if gone else Outcome.NOT_OURS
