"""One line for each request, under an id: which page, which outcome, how long. Never whose address."""

import logging
import time
import uuid

from aiohttp import web
from aiohttp.typedefs import Handler

from web.keys import REQUEST_ID, REQUEST_STARTED

log = logging.getLogger("web.access")


@web.middleware
async def access(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give the request its id, and write the line when it is answered.

    The path is written as its pattern ("/sign-in/{token}"): the real one may hold a secret.
    """
    ident = request[REQUEST_ID] = uuid.uuid4().hex[:16]
    if started := request.app.get(REQUEST_STARTED):
        started(ident)
    began, status = time.perf_counter(), 500
    try:
        response = await handler(request)
        status = response.status
        return response
    except web.HTTPException as answer:
        status = answer.status
        raise
    finally:
        ms = round((time.perf_counter() - began) * 1000)
        extra = {"request": ident, "status": status, "milliseconds": ms}
        log.info("%s %s", request.method, pattern(request), extra=extra)


def pattern(request: web.Request) -> str:
    """The path of the request as the table of routes writes it; "unknown" when no route matched."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unknown"
