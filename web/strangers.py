"""Who is behind an address elsewhere: asked of their server before a group or the chapter follows them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web


@dataclass(frozen=True, slots=True)
class RemoteActor:
    """An actor of another server. *uri* is its ActivityPub id; *name* and *handle* may be empty."""

    uri: str
    name: str = ""
    handle: str = ""


FindActor = Callable[[str], Awaitable[RemoteActor | None]]
FIND_ACTOR = web.AppKey[FindActor]("FIND_ACTOR")
"""Asks the fediverse who "@name@host", "@host" (the server itself) or an actor's web address is.

None when nobody answers to it, or when this instance does not federate. Raises nothing: whatever goes wrong
on the way means that nobody answered. Whoever is found is remembered, so that lists can name them.
"""


async def find(app: web.Application, account: str) -> RemoteActor | None:
    """The actor behind *account*, as ``web.addresses.account`` writes it; None when nobody answers."""
    ask = app.get(FIND_ACTOR)
    return await ask(account) if ask else None
