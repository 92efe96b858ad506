"""Leave: someone no longer comes. It may overtake its Join, and may have no id."""

from activitypub import reading
from activitypub.incoming.incoming import Incoming, Outcome, World
from activitypub.translate import answers
from fedevent.errors import NotFound
from fedevent.rsvps import Source
from fedevent.usecases import rsvps_from_afar


async def handle(incoming: Incoming, world: World) -> Outcome:
    """Withdraw, whatever way the answer came."""
    event = answers.event_of(incoming.activity.get("object"), world.urls)
    if event is None:
        return Outcome.NOT_OURS
    asked = incoming.asked(Source.JOIN, reading.ident(incoming.activity))
    try:
        await rsvps_from_afar.withdraw(world.new_work(), event, asked)
    except NotFound:
        return Outcome.NOT_OURS
    return Outcome.DONE
