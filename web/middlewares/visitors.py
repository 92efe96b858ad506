"""Who asks, in which language, and at which chapter: found out once for each request that shows a page."""

from aiohttp import web
from aiohttp.typedefs import Handler

from fedevent.ids import PersonId
from web import sessions
from web.keys import CHAPTER, CLOCK, GUEST, LINKS, READS, VIEWER
from web.machines import is_for_machines
from web.viewers import Viewer


@web.middleware
async def visitors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Load the viewer and the chapter. Requests of programs have neither session nor page: no query."""
    if not is_for_machines(request):
        await _load(request)
    return await handler(request)


async def _load(request: web.Request) -> None:
    if chapter := await request.app[READS].chapter.find():
        request[CHAPTER] = chapter
    if viewer := await _viewer(request):
        request[VIEWER] = viewer
    elif guest := _guest(request):
        request[GUEST] = guest


async def _viewer(request: web.Request) -> Viewer | None:
    session = sessions.session_hash(request)
    if not session:
        return None
    found = await request.app[READS].accounts.viewer(session, request.app[CLOCK]())
    if found is None:
        return None
    return Viewer(
        person=found.person,
        name=found.name,
        username=found.username,
        email=found.email,
        rank=found.rank,
        epoch=found.epoch,
        session=session,
        language=found.language,
        timezone=found.timezone,
        groups=found.groups,
    )


def _guest(request: web.Request) -> PersonId | None:
    token = sessions.cookie(request, sessions.GUEST_COOKIE)
    fields = request.app[LINKS].read(sessions.GUEST_COOKIE, token) if token else None
    return PersonId(str(fields["person"])) if fields else None
