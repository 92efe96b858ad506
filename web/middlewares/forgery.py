"""Nothing changes by a form that another site sent (cross-site request forgery)."""

from aiohttp import web
from aiohttp.typedefs import Handler

from fedevent.errors import NotAllowed
from fedevent.words import N_
from web import bodies, csrf
from web.keys import CLOCK, CONFIG
from web.templating import bound_to


@web.middleware
async def forgery(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what a browser says came from elsewhere, and what carries no token of ours."""
    if csrf.needs_check(request.method, request.path):
        await _check(request)
    return await handler(request)


async def _check(request: web.Request) -> None:
    config = request.app[CONFIG]
    if not csrf.same_origin(request.headers, config.origin, request.host):
        raise NotAllowed(N_("This form was sent from another site; nothing was changed."))
    given = (await bodies.posted(request)).get(csrf.FIELD, "")
    if not isinstance(given, str) or not csrf.valid(
        config.secret, bound_to(request), request.app[CLOCK](), given
    ):
        raise NotAllowed(N_("This form is too old. Go back, load the page again and send it once more."))
