"""Announce: someone shares an event of ours, or somebody we follow passes one on."""

from activitypub import reading
from activitypub.incoming.incoming import Incoming, Outcome, World
from activitypub.translate import answers
from activitypub.translate import remote as remote_events
from fedevent.errors import NotFound
from fedevent.usecases import events, remote


async def handle(incoming: Incoming, world: World) -> Outcome:
    """What is passed on is fetched from its own origin: the sender speaks for others only there.

    Mobilizon's groups embed the object, its relay wraps it in a Create: both lead to the object's id.
    """
    value = incoming.activity.get("object")
    inner = reading.obj(value, "object") if reading.kind(value) in ("Create", "Update") else None
    uri = reading.ident(inner or value)
    if event := answers.event_of(uri, world.urls):
        activity = reading.ident(incoming.activity)
        try:
            await events.like(world.new_work(), event, incoming.actor.id, "share", activity)
        except NotFound:
            return Outcome.NOT_OURS
        return Outcome.DONE
    if not await remote.listens_to(world.new_work(), incoming.actor.id):
        return Outcome.NOT_OURS
    document = await world.fetch(uri)
    kept = remote_events.read(document) if document else None
    if kept is None:
        return Outcome.NOT_UNDERSTOOD
    await remote.keep(world.new_work(), kept, via=incoming.actor.id)
    return Outcome.DONE
