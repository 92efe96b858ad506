"""The chapter's own colour, as the style sheet that follows the common one."""

from hashlib import sha256

from aiohttp import web

from web.colour import theme_css
from web.keys import READS

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
