"""Asking other servers: the one client for documents, and the way to post to inboxes.

Each request is guarded (which URL, which address), signed when somebody signs, limited in time and size, and
told apart by what came back: a document, or one of the errors of errors.py.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from activitypub.documents import MAX_BYTES, Fetched, Unreadable, decode
from activitypub.errors import (
    BadDocument,
    BadStatus,
    Missing,
    TooLarge,
    TooManyRedirects,
    Unreachable,
    UnsafeUrl,
    WrongMediaType,
    WrongOrigin,
)
from activitypub.guard import Guard, Target, same_origin
from activitypub.resolver import Lookup, Resolver, system_lookup
from activitypub.signatures.keys import Signer
from activitypub.signatures.request import Prepared
from activitypub.signatures.sign import Scheme, sign
from activitypub.transport import Transport
from activitypub.vocabulary import LD_MEDIA_TYPE, MEDIA_TYPE, is_activitypub, media_type

MAX_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BODY_HEAD = 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """What we ask for (*accept*), and which answers may be read as that (*allows*, by content type)."""

    accept: str
    allows: Callable[[str], bool]


def _one_of(*kinds: str) -> Callable[[str], bool]:
    return lambda content_type: media_type(content_type)[0] in kinds


ACTIVITYPUB = Wanted(f"{LD_MEDIA_TYPE}, {MEDIA_TYPE}", is_activitypub)
JRD = Wanted("application/jrd+json, application/json", _one_of("application/jrd+json", "application/json"))
# NodeInfo's entry page is a JRD, and servers made with Fedify say so.
NODEINFO = Wanted(JRD.accept, JRD.allows)
HOST_META = Wanted("application/xrd+xml", _one_of("application/xrd+xml", "application/xml", "text/xml"))
HTML = Wanted("text/html", _one_of("text/html", "application/xhtml+xml"))


@dataclass(frozen=True, slots=True)
class Page:
    """A text and the address it finally came from."""

    text: str
    url: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Posted:
    """What an inbox answered. *retry_after*: seconds it asks us to wait. *body_head*: the first kilobyte."""

    status: int
    retry_after: float | None
    body_head: bytes


@dataclass(frozen=True, slots=True)
class _Raw:
    body: bytes
    target: Target
    status: int
    content_type: str
    charset: str


class Client:
    """Made once per process, inside the running loop; `close` it in the end.

    *user_agent* names this instance and its address. *tls*: the system's trust or `SSL_CERT_FILE` by default.
    *timeout*: seconds for a whole exchange, redirects included.
    """

    def __init__(
        self,
        guard: Guard,
        user_agent: str,
        *,
        tls: ssl.SSLContext | None = None,
        timeout: float = 10.0,
        max_bytes: int = MAX_BYTES,
        lookup: Lookup = system_lookup,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._guard, self._clock = guard, clock
        self._timeout, self._max_bytes = timeout, max_bytes
        self._agent = user_agent
        tls = tls or tls_context()
        self._resolver = Resolver(guard, lookup)
        self._transport = Transport(self._resolver, tls, timeout=timeout)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=_Guarded(self._resolver), use_dns_cache=False, ssl=tls, limit_per_host=4
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": user_agent},
            timeout=aiohttp.ClientTimeout(total=None),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes every connection."""
        await self._transport.close()
        await self._session.close()

    async def get_json(
        self,
        url: str,
        signer: Signer | None = None,
        *,
        wanted: Wanted = ACTIVITYPUB,
        scheme: Scheme = Scheme.CAVAGE,
    ) -> Fetched:
        """The JSON object at *url*. Raises FetchError.

        An ActivityPub document that names an id on another server than the one it came from is WrongOrigin:
        whoever needs that object asks its own server (CVE-2024-23832).
        """
        raw = await self._get(url, signer, wanted, scheme)
        try:
            document = decode(raw.body)
        except Unreadable as fault:
            raise BadDocument(url, str(fault)) from fault
        claimed = document.get("id")
        if wanted is ACTIVITYPUB and isinstance(claimed, str) and not same_origin(claimed, raw.target.url):
            raise WrongOrigin(url, "claims an id on another server")
        return Fetched(document, raw.target.url, raw.status)

    async def get_text(self, url: str, *, wanted: Wanted = HTML, signer: Signer | None = None) -> Page:
        """The text at *url*, as far as it can be decoded. Raises FetchError."""
        raw = await self._get(url, signer, wanted, Scheme.CAVAGE)
        try:
            text = raw.body.decode(raw.charset, errors="replace")
        except LookupError:
            text = raw.body.decode("utf-8", errors="replace")
        return Page(text, raw.target.url, raw.content_type)

    async def post(
        self, inbox: str, prepared: Prepared, signer: Signer, scheme: Scheme = Scheme.CAVAGE
    ) -> Posted:
        """Deliver *prepared* to *inbox*, signed at the moment of sending. Redirects are not followed.

        Raises Unreachable, or UnsafeUrl when the guard forbids the address.
        """
        target = self._guard.check_url(inbox)

        def compose() -> bytes:
            headers = sign(scheme, signer, "POST", target, self._clock(), prepared)
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            return (
                f"POST {target.path} HTTP/1.1\r\n{lines}Content-Length: {len(prepared.body)}\r\n"
                f"Accept: */*\r\nUser-Agent: {self._agent}\r\n\r\n"
            ).encode() + prepared.body

        answer = await self._transport.send(target, compose)
        wait = _seconds(answer.headers.get("retry-after", ""), self._clock())
        return Posted(answer.status, wait, answer.body[:_BODY_HEAD])

    async def _get(self, url: str, signer: Signer | None, wanted: Wanted, scheme: Scheme) -> _Raw:
        target = self._guard.check_url(url)
        try:
            async with asyncio.timeout(self._timeout):
                for _ in range(MAX_REDIRECTS + 1):
                    answer = await self._hop(target, signer, wanted, scheme)
                    if isinstance(answer, _Raw):
                        return answer
                    target = answer
        except TimeoutError as fault:
            raise Unreachable(url, "no answer in time") from fault
        except (aiohttp.ClientError, OSError) as fault:
            raise Unreachable(url, str(fault) or type(fault).__name__) from fault
        raise TooManyRedirects(url, f"more than {MAX_REDIRECTS} redirects")

    async def _hop(
        self, target: Target, signer: Signer | None, wanted: Wanted, scheme: Scheme
    ) -> _Raw | Target:
        """One request: what came back, or where to ask next. Each one is guarded and signed anew."""
        await self._resolver.addresses(target)
        headers = {"Accept": wanted.accept, "Accept-Encoding": "identity"}
        if signer is not None:
            headers |= sign(scheme, signer, "GET", target, self._clock())
        async with self._session.get(
            URL(target.url, encoded=True), headers=headers, allow_redirects=False
        ) as response:
            if response.status in _REDIRECTS:
                return self._next(target, response.headers.get("Location", ""))
            if response.status in {404, 410}:
                raise Missing(target.url, response.status)
            if response.status != 200:
                raise BadStatus(target.url, response.status)
            content_type = response.headers.get("Content-Type", "")
            if not wanted.allows(content_type):
                raise WrongMediaType(target.url, f"is {content_type[:100] or 'of no type'}")
            body = await self._read(target, response)
            return _Raw(body, target, response.status, content_type, response.charset or "utf-8")

    def _next(self, target: Target, location: str) -> Target:
        if not location:
            raise BadStatus(target.url, 302)
        try:
            following = self._guard.check_url(urljoin(target.url, location))
        except ValueError as fault:
            raise UnsafeUrl(target.url, "redirects to no URL") from fault
        if following.scheme != target.scheme:
            raise UnsafeUrl(target.url, f"redirects to {following.scheme}")
        return following

    async def _read(self, target: Target, response: aiohttp.ClientResponse) -> bytes:
        """The body, counted after decompression."""
        body = bytearray()
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > self._max_bytes:
                raise TooLarge(target.url, f"more than {self._max_bytes} bytes")
        return bytes(body)


class _Guarded(AbstractResolver):
    """Gives aiohttp the judged addresses, so that it connects to no other."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        # The scheme was judged by the caller a moment ago; here it is the address that counts.
        target = Target("https", host, port, host, "/", f"https://{host}/")
        return [
            ResolveResult(hostname=host, host=address, port=port, family=_family(address), proto=0, flags=0)
            for address in await self._resolver.addresses(target)
        ]

    async def close(self) -> None:
        """Nothing to close."""


def tls_context() -> ssl.SSLContext:
    """The one context of the process: making one takes 46 ms."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _seconds(retry_after: str, now: datetime) -> float | None:
    """`Retry-After` in seconds: it is a number of them, or a date (RFC 9110 section 10.2.3)."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return float(text)
    try:
        date = parsedate_to_datetime(text)
        wait = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return max(0.0, wait.total_seconds())
