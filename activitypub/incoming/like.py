"""Like: someone finds an event of ours interesting. It is never an answer."""

from activitypub import reading
from activitypub.incoming.incoming import Incoming, Outcome, World
from activitypub.translate import answers
from fedevent.errors import NotFound
from fedevent.usecases import events


async def handle(incoming: Incoming, world: World) -> Outcome:
    """Counted once for each account."""
    event = answers.event_of(incoming.activity.get("object"), world.urls)
    if event is None:
        return Outcome.NOT_OURS
    try:
        await events.like(
            world.new_work(), event, incoming.actor.id, "like", reading.ident(incoming.activity)
        )
    except NotFound:
        return Outcome.NOT_OURS
    return Outcome.DONE
