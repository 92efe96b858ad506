"""What to pass on once a date is published: the link, a text, the handle, a line for other sites."""

from aiohttp import web
from markupsafe import escape

from fedevent.errors import Conflict
from fedevent.events import Event, Status
from fedevent.words import N_
from web.formats import Formats
from web.keys import URLS
from web.pages.organize.desk import at_event
from web.speech import speech
from web.templating import render


async def page(request: web.Request) -> web.Response:
    """Everything that helps people hear of a date."""
    desk = await at_event(request)
    if desk.event.status is not Status.PUBLISHED:
        raise Conflict(N_("Publish this date first; then there is something to pass on."))
    urls, formats = request.app[URLS], speech(request).formats
    address = urls.event(desk.event.id)
    return render(
        request,
        "organize/recruit.html",
        group=desk.group,
        event=desk.event,
        address=address,
        handle=urls.handle(desk.group.slug),
        share_text=share_text(desk.event, address, formats),
        embed=embed(desk.event, address, formats),
    )


def share_text(event: Event, address: str, formats: Formats) -> str:
    """A few lines for a mail or a chat: what, when, where, and the link last, where chats look for it."""
    when = f"{formats.date(event.starts, event.timezone)}, {formats.clock(event.starts, event.timezone)}"
    where = event.place.line if event.place else ""
    return "\n".join(line for line in (event.title, when, where, event.summary, address) if line)


def embed(event: Event, address: str, formats: Formats) -> str:
    """A line of HTML for other sites: a plain link needs no script and tells nobody who reads it."""
    words = f"{event.title}, {formats.date(event.starts, event.timezone)}"
    return f'<a href="{escape(address)}">{escape(words)}</a>'
