"""Pictures: those people uploaded, and the covers drawn for events without one."""

import asyncio
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256

from aiohttp import web

from fedevent.chapter import Chapter
from fedevent.errors import NotFound
from fedevent.events import Event
from fedevent.ids import PictureId
from fedevent.words import N_
from web.covers import cover_png, cover_svg
from web.keys import PICTURES, READS, TRANSLATOR
from web.pages.events import find
from web.throttle import need_calm

YEAR = 31_536_000  # seconds
HOUR = 3_600
TYPES = {".webp": "image/webp", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
MOST_DRAWN = 240  # in ten minutes for one network address: each is a quarter of a second of work
DRAWN = lru_cache(maxsize=64)(cover_png)  # half a second of work each, and previews ask in crowds


async def uploaded(request: web.Request) -> web.StreamResponse:
    """A picture that somebody uploaded. Its id is made from its bytes, so it never changes."""
    path = request.app[PICTURES].path(PictureId(request.match_info["id"]))
    kind = TYPES.get(path.suffix.lower()) if path else None
    if path is None or kind is None:
        raise NotFound(N_("There is no such picture."))
    kept = {"Cache-Control": f"public, max-age={YEAR}, immutable", "Content-Type": kind}
    # Nothing that was uploaded may run as a page, whatever it pretends to be.
    return web.FileResponse(path, headers=kept | {"Content-Security-Policy": "default-src 'none'; sandbox"})


async def svg(request: web.Request) -> web.Response:
    """The drawn cover, for the page."""
    page, _ = await find(request)
    chapter = await request.app[READS].chapter.find()
    body = cover_svg(page.event.id, _kind(page.event), _accent(chapter), page.event.title).encode()
    return _picture(request, body, "image/svg+xml")


async def png(request: web.Request) -> web.Response:
    """The drawn cover with date and title on it, for previews elsewhere."""
    page, _ = await find(request)
    need_calm(request, "drawn cover", MOST_DRAWN, timedelta(minutes=10))
    event = page.event
    chapter = await request.app[READS].chapter.find()
    fmt = request.app[TRANSLATOR].speech(chapter.language if chapter else None).formats
    where = event.place.name if event.place else ""
    line = ", ".join(part for part in (fmt.time(event.starts, event.timezone), where) if part)
    body = await asyncio.to_thread(
        DRAWN,
        event.id,
        _kind(event),
        _accent(chapter),
        event.title,
        fmt.weekday(event.starts, event.timezone),
        fmt.day(event.starts, event.timezone),
        fmt.month_short(event.starts, event.timezone),
        line,
    )
    return _picture(request, body, "image/png")


def _kind(event: Event) -> str:
    """What the drawing shows: the first topic; without one, whether people meet online."""
    if event.categories:
        return event.categories[0]
    return "online" if event.online_url and not event.place else ""


def _accent(chapter: Chapter | None) -> str:
    return (chapter or Chapter("", "", "UTC", "en")).accent


def _picture(request: web.Request, body: bytes, kind: str) -> web.Response:
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={HOUR}"}
    if tag in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, content_type=kind, headers=headers)
