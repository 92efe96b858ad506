"""Join: someone asks to come to an event of ours."""

from activitypub import reading
from activitypub.incoming.incoming import Incoming, Outcome, World
from activitypub.translate import answers
from activitypub.translate.announcement import CONSENT
from fedevent import richtext
from fedevent.errors import NotFound
from fedevent.rsvps import Source, Wish
from fedevent.usecases import rsvps_from_afar


async def handle(incoming: Incoming, world: World) -> Outcome:
    """Mobilizon may add a word to the hosts in ``participationMessage``."""
    event = answers.event_of(incoming.activity.get("object"), world.urls)
    if event is None:
        return Outcome.NOT_OURS
    note = richtext.plain(reading.text(incoming.activity, "participationMessage")[:4000])[:1000]
    asked = incoming.asked(Source.JOIN, reading.ident(incoming.activity), note)
    try:
        await rsvps_from_afar.answer(world.new_work(), event, asked, Wish.GOING, CONSENT)
    except NotFound:
        return Outcome.NOT_OURS
    return Outcome.DONE
