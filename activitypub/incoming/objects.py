"""The thing an activity is about: as embedded by whom it belongs to, else as its own server shows it."""

from typing import Any

from activitypub import reading
from activitypub.guard import same_origin
from activitypub.incoming.incoming import Incoming, World
from activitypub.vocabulary import Json
from fedevent.usecases import remote


async def document(incoming: Incoming, world: World, value: Any) -> Json | None:
    """*value* when it is an object; fetched when it is only an id, and None when that may not be.

    Nobody makes us ask a third server but those whom we follow: else a stranger could aim us at anyone.
    """
    if isinstance(value, dict):
        return value
    uri = reading.ident(value)
    near = same_origin(uri, incoming.actor.id)
    if not near and not await remote.listens_to(world.new_work(), incoming.actor.id):
        return None
    return await world.fetch(uri)
