"""Who calls: the person behind a bearer token (RFC 6750), and what the token allows."""

from aiohttp import web

from fedevent.words import N_
from storage.queries.accounts import TokenHolder
from web.api.refusals import Unfit
from web.keys import READS
from web.links import fingerprint

ENOUGH = {
    "read": frozenset({"read", "write", "admin"}),
    "write": frozenset({"write", "admin"}),
    "admin": frozenset({"admin"}),
}
"""For what a call needs, the scopes that allow it: each holds the smaller ones within it."""


async def holder(request: web.Request, scope: str) -> TokenHolder | None:
    """The person behind the request's token; None when it has none and *scope* is "" (open to all).

    Raises ``Unfit`` with 401 where the token is missing or unknown, with 403 where it does not reach *scope*.
    """
    token = _bearer(request)
    if not token:
        if scope:
            raise _unauthorized("", N_("Send a token: “Authorization: Bearer …”."))
        return None
    found = await request.app[READS].accounts.token(fingerprint(token))
    if found is None:
        raise _unauthorized("invalid_token", N_("There is no such token."))
    if not ENOUGH[scope or "read"].intersection(found.scopes):
        challenge = f'Bearer error="insufficient_scope", scope="{scope or "read"}"'
        message = N_("The token lacks the scope “%(scope)s”.")
        raise Unfit(403, message, {"WWW-Authenticate": challenge}, scope=scope or "read")
    return found


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _unauthorized(error: str, message: str) -> Unfit:
    challenge = 'Bearer realm="api"' + (f', error="{error}"' if error else "")
    return Unfit(401, message, {"WWW-Authenticate": challenge})
