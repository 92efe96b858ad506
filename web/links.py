"""Signed links that go out by mail: what they are for, what they carry, and until when they count."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest

Field = str | int | bool

LONGEST = 4_096  # characters of a token that we look at
SIGNATURE = 20  # bytes kept of the HMAC: 160 bits

# How long a link of each purpose counts. A link to one's own page and to stop mail outlives the season.
LASTS = {
    "confirm": timedelta(days=7),
    "me": timedelta(days=30),
    "sign-in": timedelta(hours=1),
    "reset": timedelta(hours=1),
    "invite": timedelta(days=14),
    "stop": timedelta(days=400),
}


class Links:
    """Makes and reads tokens: a small JSON record and an HMAC-SHA-256 over it, both in URL-safe base64.

    A token says what it is for; one made to sign in opens nothing else. What it carries is signed, not
    hidden: put in nothing that its owner may not read. *secret* is the instance's key.
    """

    def __init__(self, secret: bytes, base_url: str, clock: Callable[[], datetime]) -> None:
        # A key of our own out of the instance's: a token here can never be one of another kind there.
        self._key = hmac_digest(secret, b"fedevent links", "sha256")
        self._base_url = base_url.rstrip("/")
        self._clock = clock

    def make(self, purpose: str, ttl: timedelta | None = None, **fields: Field) -> str:
        """A token for *purpose* that counts for *ttl* (``LASTS`` says how long when not given)."""
        expires = int((self._clock() + (ttl or LASTS[purpose])).timestamp())
        record = json.dumps([purpose, expires, fields], separators=(",", ":"), ensure_ascii=False)
        body = record.encode()
        return f"{_text(body)}.{_text(self._sign(body))}"

    def read(self, purpose: str, token: str) -> dict[str, Field] | None:
        """What a token of *purpose* carries; None when it is no such token, was changed, or is too old."""
        body, signature = _parts(token)
        if not body or not compare_digest(self._sign(body), signature):
            return None
        made_for, expires, fields = json.loads(body)
        if made_for != purpose or expires < self._clock().timestamp():
            return None
        return dict(fields)

    def url(self, path: str) -> str:
        """The absolute address of *path* on this instance."""
        return f"{self._base_url}{path}"

    def _sign(self, body: bytes) -> bytes:
        return hmac_digest(self._key, body, sha256)[:SIGNATURE]


def text(fields: dict[str, Field], name: str) -> str:
    """One field as text; "" when the token has none."""
    return str(fields.get(name, ""))


def number(fields: dict[str, Field], name: str) -> int:
    """One field as a whole number; 0 when the token has none."""
    value = fields.get(name, 0)
    return int(value) if isinstance(value, int) or str(value).isdecimal() else 0


def fingerprint(token: str) -> str:
    """What is stored of a secret that a browser or a client keeps: SHA-256, in hexadecimal digits."""
    return sha256(token.encode(errors="surrogatepass")).hexdigest()


def _parts(token: str) -> tuple[bytes, bytes]:
    body, _, signature = token.partition(".")
    if len(token) > LONGEST or not token.isascii():
        return b"", b""
    try:
        return _bytes(body), _bytes(signature)
    except (NotBase64, ValueError):
        return b"", b""


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
