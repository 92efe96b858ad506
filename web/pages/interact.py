"""Where other servers send our people to follow a group or answer an event: the OStatus "interact" page."""

from aiohttp import web

from fedevent.events import web_address
from web import sessions
from web.keys import CLOCK, READS, URLS
from web.templating import render

LONGEST = 2_000
_HERE = {"group": "/groups/{}", "event": "/events/{}", "poll": "/events/{}", "note": "/events/{}"}


async def show(request: web.Request) -> web.Response:
    """What the address is, and what one can do with it from here (GET; it changes nothing)."""
    uri = request.query.get("uri", "").strip()[:LONGEST]
    if (path := _here(request, uri)) is not None:
        raise web.HTTPSeeOther(path)
    # Names such as "acct:lab@elsewhere.example" are for the page that follows and joins to look up.
    usable = web_address(uri) or uri.startswith(("acct:", "@"))
    event = await request.app[READS].remote.event(uri) if usable else None
    return render(
        request,
        "interact/interact.html",
        200 if usable or not uri else 400,
        uri=uri if usable else "",
        wrong=bool(uri) and not usable,
        found=event,
        over=bool(event) and (event.event.ends_at or event.event.starts_at) <= request.app[CLOCK](),
        signed_in=sessions.viewer(request) is not None,
    )


def _here(request: web.Request, uri: str) -> str | None:
    """The path of what *uri* names, where that is ours."""
    named = request.app[URLS].read(uri)
    if named is None:
        return None
    return _HERE[named.kind].format(named.id) if named.kind in _HERE else "/"
