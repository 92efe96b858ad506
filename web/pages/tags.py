"""Where the hashtags in our posts lead: to the dates under that topic."""

from urllib.parse import urlencode

from aiohttp import web

from web.keys import CLOCK, READS


async def show(request: web.Request) -> web.Response:
    """GET /tags/{tag}: on to the list. A tag has no spaces, so the topic is found again by its letters."""
    tag = request.match_info["tag"]
    topics = await request.app[READS].calendar.categories(request.app[CLOCK]())
    named = next((topic for topic in topics if _letters(topic) == _letters(tag)), None)
    wanted = {"topic": named} if named else {"q": tag}
    raise web.HTTPSeeOther(f"/events?{urlencode(wanted)}")


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum() or c == "_")
