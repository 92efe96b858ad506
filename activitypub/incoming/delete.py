"""Delete: an account elsewhere is gone, or an event of it."""

from activitypub import reading
from activitypub.guard import same_origin
from activitypub.incoming.incoming import Incoming, Outcome, World
from fedevent.usecases import departures, remote


async def handle(incoming: Incoming, world: World) -> Outcome:
    """Only the account itself may end itself, and an event whoever published it.

    Of anybody else on its server (Mobilizon's moderators speak for their groups) it is believed when the
    event's own address says that it is gone.
    """
    target, sender = reading.ident(incoming.activity.get("object")), incoming.actor.id
    if target == sender:
        await departures.gone(world.new_work(), target)
        return Outcome.DONE
    if await remote.forget(world.new_work(), target, sender):
        return Outcome.DONE
    if not same_origin(target, sender) or not await remote.wanted(world.new_work(), target):
        return Outcome.NOT_OURS
    if not await world.is_gone(target):
        return Outcome.NOT_THEIRS
    await remote.forget(world.new_work(), target, None)
    return Outcome.DONE
