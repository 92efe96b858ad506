"""Update: an event elsewhere changed, or an actor's profile did."""

from activitypub import reading
from activitypub.actors import ACTOR_TYPES
from activitypub.incoming import create, objects
from activitypub.incoming.incoming import Incoming, Outcome, World


async def handle(incoming: Incoming, world: World) -> Outcome:
    """An event is kept as its Create would be; a profile is read anew from its own address, not from here."""
    document = await objects.document(incoming, world, incoming.activity.get("object"))
    if document is None:
        return Outcome.NOT_UNDERSTOOD
    if reading.kind(document) == "Event":
        return await create.keep(incoming, world, document)
    if reading.kind(document) in ACTOR_TYPES:
        if reading.ident(document) != incoming.actor.id:
            return Outcome.NOT_THEIRS
        return Outcome.DONE if await world.actor(incoming.actor.id, anew=True) else Outcome.NOT_UNDERSTOOD
    return Outcome.NOT_UNDERSTOOD
