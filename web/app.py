"""The aiohttp application: what the pages are handed, what happens to every request, and all addresses."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from activitypub.urls import Urls
from fedevent.ports import UnitOfWork
from storage.pictures import Pictures
from storage.queries.reads import Reads
from web import keys
from web.config import WebConfig
from web.i18n import Languages
from web.limits import Limiter
from web.links import Links
from web.middlewares.access import access
from web.middlewares.first_run import first_run
from web.middlewares.forgery import forgery
from web.middlewares.headers import prepare
from web.middlewares.oddities import oddities
from web.middlewares.refusals import refusals
from web.middlewares.visitors import visitors
from web.passwords import Passwords
from web.pictures import MAX_BYTES
from web.routes import ROUTES
from web.templating import STATIC, environment

BIGGEST = MAX_BYTES + 1024 * 1024  # bytes of a request: a picture and the form around it


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the composition root hands to the pages."""

    unit_of_work: Callable[[], UnitOfWork]
    reads: Reads
    config: WebConfig
    clock: Callable[[], datetime]
    urls: Urls
    pictures: Pictures
    translator: Languages = field(default_factory=Languages)
    passwords: Passwords = field(default_factory=Passwords)
    limiter: Limiter = field(default_factory=Limiter)
    request_started: Callable[[str], object] | None = None


def build(parts: Parts) -> web.Application:
    """The application, ready to be served. More keys may be put in until it starts."""
    app = web.Application(
        middlewares=[access, refusals, oddities, visitors, first_run, forgery],
        client_max_size=BIGGEST,
    )
    _hand_over(app, parts)
    app.on_response_prepare.append(prepare)
    app.cleanup_ctx.append(_passwords)
    app.add_routes(ROUTES)
    app.router.add_static("/static", STATIC)
    return app


def _hand_over(app: web.Application, parts: Parts) -> None:
    config = parts.config
    app[keys.UNIT_OF_WORK] = parts.unit_of_work
    app[keys.READS] = parts.reads
    app[keys.CONFIG] = config
    app[keys.CLOCK] = parts.clock
    app[keys.URLS] = parts.urls
    app[keys.TRANSLATOR] = parts.translator
    app[keys.PICTURES] = parts.pictures
    app[keys.LINKS] = Links(config.secret, config.base_url, parts.clock)
    app[keys.PASSWORDS] = parts.passwords
    app[keys.LIMITER] = parts.limiter
    app[keys.TEMPLATES] = environment()
    if parts.request_started:
        app[keys.REQUEST_STARTED] = parts.request_started


async def _passwords(app: web.Application) -> AsyncIterator[None]:
    yield
    app[keys.PASSWORDS].close()
