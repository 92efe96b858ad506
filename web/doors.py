"""The way to somebody's own server: where their account can follow a group or answer an event of ours."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web


@dataclass(frozen=True, slots=True)
class RemoteDoor:
    """What another server says of an account. *template* holds ``{uri}`` (OStatus subscribe), or is None.

    *software* is what NodeInfo calls it, where it says so. *handle* is the account as its server writes it.
    """

    template: str | None
    software: str | None
    handle: str

    def url(self, uri: str) -> str:
        """Where the person goes to do something with *uri* of ours; "" when there is no such place."""
        if not self.template or not self.template.startswith(("https://", "http://")):
            return ""
        return self.template.replace("{uri}", quote(uri, safe="")).replace("{object}", quote(uri, safe=""))


Lookup = Callable[[str], Awaitable[RemoteDoor | None]]
LOOKUP = web.AppKey[Lookup]("LOOKUP")
"""Asks the fediverse about "@name@host" or a profile's address. None when nobody answers for it."""


async def find(app: web.Application, account: str) -> RemoteDoor | None:
    """The door of *account*; None when it is unknown, or when this instance does not federate.

    A server alone ("@host") is asked about its own actor, which Mastodon and its kin name like the host.
    """
    lookup = app.get(LOOKUP)
    if lookup is None:
        return None
    bare = account.removeprefix("@")
    alone = "@" not in bare and "://" not in bare
    return await lookup(f"@{bare}@{bare}" if alone else account)
