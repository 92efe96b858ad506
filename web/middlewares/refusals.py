"""What goes wrong, put into words: a page for people, problem+json for programs."""

import logging

from aiohttp import web
from aiohttp.typedefs import Handler

from fedevent.errors import Refused
from storage.errors import Clash
from web.pages import errors
from web.templating import status_of

log = logging.getLogger("web")


@web.middleware
async def refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer refusals and failures; redirects and answers that have their own body pass."""
    try:
        return await handler(request)
    except Refused as no:
        return errors.refused(request, no, status_of(no))
    except web.HTTPException as answer:
        if answer.status < 400 or answer.content_type != "text/plain":
            raise
        return errors.failed(request, answer.status, dict(answer.headers))
    except Clash:
        log.warning("the database was too busy for a request")
        return errors.failed(request, 503)
    except Exception:
        log.exception("a request failed")
        return errors.failed(request, 500)
