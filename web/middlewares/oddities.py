"""Addresses that hold what no text of ours can hold lead nowhere, before anybody looks them up."""

import re

from aiohttp import web
from aiohttp.typedefs import Handler

# PostgreSQL keeps no NUL, and half a character cannot be written down at all.
_ODD = re.compile(r"[\x00\ud800-\udfff]")


@web.middleware
async def oddities(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 404 to a path, and 400 to a query, with a character that means nothing."""
    if _ODD.search(request.path):
        raise web.HTTPNotFound
    if any(_ODD.search(text) for pair in request.query.items() for text in pair):
        raise web.HTTPBadRequest
    return await handler(request)
