"""Before the chapter has a name, every page leads to the one that gives it one."""

from aiohttp import web
from aiohttp.typedefs import Handler

from web.keys import CHAPTER
from web.machines import is_for_machines

OPEN = frozenset({"/setup", "/language"})


@web.middleware
async def first_run(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Send people to /setup while there is no chapter."""
    page = not is_for_machines(request) and request.path not in OPEN
    if page and request.get(CHAPTER) is None:
        raise web.HTTPSeeOther("/setup")
    return await handler(request)
