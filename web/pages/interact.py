"""Where other servers send our people to follow a group or answer an event: the OStatus "interact" page."""

from aiohttp import web

from fedevent.events import web_address
from web import sessions
from web.keys import CHAPTER, CLOCK, READS, URLS
from web.pages.remote import CHAPTER_ITSELF, page_of
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
        over=event is not None and (event.event.ends_at or event.event.starts_at) <= request.app[CLOCK](),
        go_on=page_of(uri),
        followers=_followers(request),
    )


def _followers(request: web.Request) -> list[tuple[str, str]]:
    """For whom the viewer may follow somebody elsewhere: their groups, and the chapter where it is theirs."""
    viewer, chapter = sessions.viewer(request), request.get(CHAPTER)
    if viewer is None:
        return []
    own: list[tuple[str, str]] = [(group, name) for group, _, name in viewer.groups]
    return [*own, (CHAPTER_ITSELF, chapter.name)] if viewer.is_admin and chapter else [*own]


def _here(request: web.Request, uri: str) -> str | None:
    """The path of what *uri* names, where that is ours."""
    named = request.app[URLS].read(uri)
    if named is None:
        return None
    return _HERE[named.kind].format(named.id) if named.kind in _HERE else "/"
