"""Move: an account elsewhere has a new home; the answers it gave move with it."""

from activitypub import reading
from activitypub.incoming.incoming import Incoming, Outcome, World
from fedevent.people import Stranger
from fedevent.usecases import people


async def handle(incoming: Incoming, world: World) -> Outcome:
    """Believed only when the new home lists the old one in ``alsoKnownAs``.

    The new home is asked only for those who answered something here: a stranger must not aim us at anyone.
    """
    if reading.ident(incoming.activity.get("object")) != incoming.actor.id:
        return Outcome.NOT_THEIRS
    if not await people.is_known(world.new_work(), incoming.actor.id):
        return Outcome.NOT_THEIRS
    target = await world.actor(reading.ident(incoming.activity.get("target")), anew=True)
    if target is None or incoming.actor.id not in target.also_known_as:
        return Outcome.NOT_THEIRS
    stranger = Stranger(target.id, target.handle, target.name)
    moved = await people.moved(world.new_work(), incoming.actor.id, stranger)
    return Outcome.DONE if moved else Outcome.NOT_OURS
