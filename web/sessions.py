"""Who asks: somebody signed in, somebody who came by their own link, or nobody we know."""

import secrets
from datetime import datetime, timedelta
from urllib.parse import quote

from aiohttp import web

from fedevent.ids import PersonId
from web.keys import CLOCK, CONFIG, GUEST, LINKS, VIEWER
from web.links import fingerprint
from web.viewers import Viewer

SESSION = "session"
GUEST_COOKIE = "guest"
GUEST_LASTS = timedelta(days=60)
LANGUAGE_COOKIE = "language"
LANGUAGE_LASTS = timedelta(days=365)


def viewer(request: web.Request) -> Viewer | None:
    """The account that is signed in, if any."""
    return request.get(VIEWER)


def guest(request: web.Request) -> PersonId | None:
    """The person who opened their own page by a signed link, if any."""
    return request.get(GUEST)


def person(request: web.Request) -> PersonId | None:
    """The person who asks, signed in or by link, if we know."""
    known = viewer(request)
    return known.person if known else guest(request)


def need_viewer(request: web.Request) -> Viewer:
    """The account that is signed in; anybody else is sent to sign in, and comes back afterwards."""
    if known := viewer(request):
        return known
    after = f"?next={quote(request.path_qs, safe='/')}" if request.method in ("GET", "HEAD") else ""
    raise web.HTTPSeeOther(f"/sign-in{after}")


def new_token() -> str:
    """A fresh secret of 256 bits; store only its ``fingerprint``."""
    return secrets.token_urlsafe(32)


def begin(request: web.Request, response: web.StreamResponse, token: str, until: datetime) -> None:
    """Let the browser keep a session's token until it ends."""
    _set(request, response, SESSION, token, until - request.app[CLOCK]())
    forget(request, response, GUEST_COOKIE)


def remember_guest(request: web.Request, response: web.StreamResponse, who: PersonId) -> None:
    """Let the browser remember a person who opened their own link. Only a POST may do this."""
    token = request.app[LINKS].make(GUEST_COOKIE, GUEST_LASTS, person=who)
    _set(request, response, GUEST_COOKIE, token, GUEST_LASTS)


def remember_language(request: web.Request, response: web.StreamResponse, language: str) -> None:
    """Let the browser remember the language chosen."""
    _set(request, response, LANGUAGE_COOKIE, language, LANGUAGE_LASTS)


def end(request: web.Request, response: web.StreamResponse) -> None:
    """Take every cookie back that says who somebody is."""
    forget(request, response, SESSION)
    forget(request, response, GUEST_COOKIE)


def forget(request: web.Request, response: web.StreamResponse, name: str) -> None:
    """Take one cookie back."""
    config = request.app[CONFIG]
    response.del_cookie(config.cookie(name), path="/", secure=config.https, httponly=True, samesite="Lax")


def cookie(request: web.Request, name: str) -> str:
    """What the browser sends under a cookie of ours; "" when it sends none, or none that we ever set."""
    sent = request.cookies.get(request.app[CONFIG].cookie(name), "")
    return sent if sent.isascii() else ""


def session_hash(request: web.Request) -> str:
    """What is stored of the session token that the browser sends; "" when it sends none."""
    token = cookie(request, SESSION)
    return fingerprint(token) if token else ""


def _set(request: web.Request, response: web.StreamResponse, name: str, value: str, lasts: timedelta) -> None:
    config = request.app[CONFIG]
    response.set_cookie(
        config.cookie(name),
        value,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=config.https,
        httponly=True,
        samesite="Lax",
    )
