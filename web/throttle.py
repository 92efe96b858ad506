"""Keeps the expensive doors from being run into: so many knocks from one address, and no more."""

from datetime import timedelta

from aiohttp import web

from fedevent.errors import TooMany
from fedevent.words import N_
from web.keys import CONFIG, LIMITER
from web.limits import client, neighbourhood


def address(request: web.Request) -> str:
    """The network address that asks, seen through the proxies we trust. Used for counting; never stored."""
    forwarded = ",".join(request.headers.getall("X-Forwarded-For", []))
    return client(request.remote, forwarded, request.app[CONFIG].trusted_proxies)


def need_calm(request: web.Request, purpose: str, most: int, within: timedelta) -> None:
    """Count one more for *purpose* from this address; ``TooMany`` when *most* per *within* are used up."""
    need_room(request, f"{purpose} {neighbourhood(address(request))}", most, within)


def need_room(request: web.Request, key: str, most: int, within: timedelta) -> None:
    """Count one more of *key*, whoever asks; ``TooMany`` when *most* per *within* are used up."""
    if not request.app[LIMITER].allow(key, most, within):
        raise TooMany(N_("That was a little too often. Wait a few minutes, then try again."))
