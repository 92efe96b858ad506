"""The link under mail by hosts that ends such mail: one press for people, one POST for mail programs."""

from aiohttp import web

from fedevent.errors import NotFound
from fedevent.ids import EventId, PersonId
from fedevent.usecases import consents
from fedevent.words import N_
from web.keys import LINKS, READS, UNIT_OF_WORK
from web.links import Field, text
from web.speech import say
from web.templating import render

PAGE = "me/stop.html"
SENTENCE = N_("The hosts of this event shall not write to me about it.")


async def show(request: web.Request) -> web.Response:
    """GET /stop/{token}: what will end, and the button. Opening the link alone does nothing."""
    fields = request.app[LINKS].read("stop", request.match_info["token"])
    return await _page(request, fields, "ask" if fields else "old")


async def stop(request: web.Request) -> web.Response:
    """POST /stop/{token}: the button, or RFC 8058's one click. The token is the proof."""
    fields = request.app[LINKS].read("stop", request.match_info["token"])
    if not fields:
        return await _page(request, None, "old")
    person, event = PersonId(text(fields, "person")), EventId(text(fields, "event"))
    try:
        work = request.app[UNIT_OF_WORK]()
        await consents.choose(work, person, event, False, "email", say(request, SENTENCE))
    except NotFound:
        # The event is gone: then nobody writes about it either.
        return await _page(request, fields, "done")
    return await _page(request, fields, "done")


async def _page(request: web.Request, fields: dict[str, Field] | None, state: str) -> web.Response:
    found = await request.app[READS].events.find(EventId(text(fields, "event"))) if fields else None
    title = found.event.title if found else ""
    return render(
        request, PAGE, 410 if state == "old" else 200, state=state, title=title, action=request.path
    )
