"""One line of news for the next page, carried by the browser over a redirect."""

from datetime import timedelta
from typing import Literal

from aiohttp import web

from web import sessions
from web.keys import CONFIG, LINKS

Kind = Literal["good", "note", "warning", "bad"]
COOKIE = "flash"
LASTS = timedelta(minutes=5)


def leave(request: web.Request, response: web.StreamResponse, kind: Kind, text: str) -> None:
    """Show *text* (translated already) on top of the next page that this browser opens."""
    token = request.app[LINKS].make(COOKIE, LASTS, kind=kind, text=text[:500])
    config = request.app[CONFIG]
    response.set_cookie(
        config.cookie(COOKIE),
        token,
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=config.https,
        httponly=True,
        samesite="Lax",
    )


def take(request: web.Request) -> list[tuple[str, str]]:
    """What was left for this page."""
    token = sessions.cookie(request, COOKIE)
    found = request.app[LINKS].read(COOKIE, token) if token else None
    return [(str(found["kind"]), str(found["text"]))] if found else []


def clear(request: web.Request, response: web.StreamResponse) -> None:
    """It was shown: forget it."""
    if sessions.cookie(request, COOKIE):
        sessions.forget(request, response, COOKIE)
