"""Whether a form that changes something was sent from a page of ours (pure rules)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hmac import compare_digest
from hmac import digest as hmac_digest
from urllib.parse import urlsplit

FIELD = "csrf"
LASTS = timedelta(days=7)  # a page may stay open over the weekend
LONGEST = 16  # digits of a moment: there are numbers that no clock can be compared with
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def token(secret: bytes, bound_to: str, now: datetime) -> str:
    """A form's token. *bound_to* is what the browser is known by, "" for a visitor.

    A visitor's request carries no authority of its own, so there is nothing in it to forge; the token keeps
    robots from posting blindly and nothing needs to be stored on the visitor's device.
    """
    at = int(now.timestamp())
    return f"{at:x}.{_sign(secret, bound_to, at)}"


def valid(secret: bytes, bound_to: str, now: datetime, given: str) -> bool:
    """Whether *given* is a token for *bound_to* and not too old."""
    stamp, _, signature = given.partition(".")
    try:
        at = int(stamp[:LONGEST], 16)
    except ValueError:
        return False
    fresh = -60 <= now.timestamp() - at <= LASTS.total_seconds()
    return fresh and compare_digest(_sign(secret, bound_to, at).encode(), signature.encode())


def same_origin(headers: Mapping[str, str], origin: str, host: str) -> bool:
    """Whether the browser says that a page of *origin* (or of the *host* asked) sent this.

    ``Sec-Fetch-Site`` (W3C Fetch Metadata) cannot be set by a page; older browsers send ``Origin``; where
    there is neither, it is no browser that could be tricked, and the token decides.
    """
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    sender = headers.get("Origin")
    if sender is None:
        return True
    return sender.lower() == origin or (sender != "null" and _host(sender) == host.lower())


def _host(sender: str) -> str:
    try:
        return urlsplit(sender).netloc.lower()
    except ValueError:
        return ""


def needs_check(method: str, path: str) -> bool:
    """Whether a request must prove where it was sent from.

    Not the API (a bearer token, which no browser adds by itself), not the inboxes of other servers (signed),
    and not a stop link (RFC 8058 one-click: the token in the address is the proof).
    """
    if method in SAFE:
        return False
    return not (path.startswith(("/api/", "/stop/")) or path == "/inbox" or path.endswith("/inbox"))


def _sign(secret: bytes, bound_to: str, at: int) -> str:
    return hmac_digest(secret, f"form {at:x} {bound_to}".encode(), "sha256").hex()[:40]
