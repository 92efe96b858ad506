"""The style of the pages: the common sheet without its air, and after it the chapter's own colour."""

import re
from functools import cache
from hashlib import sha256

from aiohttp import web

from web.colour import theme_css
from web.keys import READS
from web.templating import STATIC

KEPT = "public, max-age=300"  # seconds; a new colour is seen by everybody soon


async def show(request: web.Request) -> web.Response:
    """GET /theme.css: the accent in every shade that pages need; empty before the first run."""
    chapter = await request.app[READS].chapter.find()
    css = theme_css(chapter.accent) if chapter else ""
    tag = sha256(css.encode()).hexdigest()[:16]
    if any(known.value == tag for known in request.if_none_match or ()):
        response = web.Response(status=304)
    else:
        response = web.Response(text=css, content_type="text/css")
    response.etag = tag
    response.headers["Cache-Control"] = KEPT
    return response


async def common(request: web.Request) -> web.Response:
    """GET /static/style.css: what every page waits for, so it travels without comments and air."""
    return web.Response(text=_common(), content_type="text/css", charset="utf-8")


@cache
def _common() -> str:
    return without_air((STATIC / "style.css").read_text(encoding="utf-8"))


def without_air(css: str) -> str:
    """*css*, saying the same in fewer bytes. Quoted text in it must hold no comment, brace or semicolon."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}")
    # Only after the name of a property: in a selector, the space before a colon says something.
    return re.sub(r"([{;][a-z-]+): ", r"\1:", css).strip()
