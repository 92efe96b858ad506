"""Which addresses we talk to, and when two URLs belong to one server. Pure rules: no socket is opened here.

Every URL that a stranger can make us fetch passes here, and so does every address its name resolves to.
Python's `is_global` is not enough: it is true for multicast, NAT64, 6to4, site-local and IPv4-mapped
addresses, all of which can lead back into our own network (CVE-2026-50131, CVE-2026-22245).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self
from urllib.parse import quote, urlsplit

from yarl import URL

from activitypub.errors import UnsafeUrl

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MAX_URL = 2048
_DEFAULT_PORTS = {"https": 443, "http": 80}
_NOT_IN_URLS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\\<>\"^`{|}]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._[]?"

_UNICAST_V6 = IPv6Network("2000::/3")  # everything else is local, multicast, translated, or not handed out
_NEVER: tuple[Network, ...] = tuple(
    ip_network(block)
    for block in (
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "2001::/23",  # Teredo, benchmarking, ORCHID
        "2002::/16",  # 6to4: carries any IPv4 address
        "3fff::/20",  # documentation
    )
)


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart. *host* is canonical, *authority* as in `Host`, *path* includes the query."""

    scheme: str
    host: str
    port: int
    authority: str
    path: str
    url: str

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"


@lru_cache(maxsize=8192)
def parse(url: str) -> Target:
    """Take *url* apart without its fragment. Raises UnsafeUrl when two programs could read it differently."""
    if len(url) > MAX_URL or _NOT_IN_URLS.search(url):
        raise UnsafeUrl(url, "not a clean URL")
    try:
        parts = urlsplit(url)
        port, name = parts.port, parts.hostname or ""
    except ValueError as fault:
        raise UnsafeUrl(url, "not a URL") from fault
    if parts.scheme not in _DEFAULT_PORTS:
        raise UnsafeUrl(url, "neither https nor http")
    if "@" in parts.netloc:
        raise UnsafeUrl(url, "user names in a URL mislead")
    host = _hostname(name)
    if not host or port == 0:
        raise UnsafeUrl(url, "no usable host")
    default = _DEFAULT_PORTS[parts.scheme]
    port = port or default
    shown = f"[{host}]" if ":" in host else host
    authority = shown if port == default else f"{shown}:{port}"
    path = quote(parts.path or "/", safe=_PATH_SAFE)
    if parts.query:
        path = f"{path}?{quote(parts.query, safe=_PATH_SAFE)}"
    return Target(parts.scheme, host, port, authority, path, f"{parts.scheme}://{authority}{path}")


def canonical_host(url_or_host: str) -> str:
    """The one spelling of a host: IDNA, lower case, no trailing dot, no default port ("" when unusable).

    Takes a URL, or a host with or without port as in a handle (CVE-2023-42451: two spellings, two servers).
    A port other than the default one stays, as it is another server.
    """
    is_url = "://" in url_or_host
    if not is_url and any(mark in url_or_host for mark in "/?#"):
        return ""
    try:
        url = url_or_host if is_url else f"https://{url_or_host}/"
        return parse(url).authority
    except UnsafeUrl:
        return ""


def same_origin(first: str, second: str) -> bool:
    """Whether two URLs are on one server: scheme, host and port alike. False when either is unusable."""
    try:
        return parse(first).origin == parse(second).origin
    except UnsafeUrl:
        return False


@dataclass(frozen=True, slots=True)
class Guard:
    """The policy of one instance. *allow_networks*: private networks that federation may reach, as in a lab.

    Only inside these networks is plain http spoken, and only there is every port open. Elsewhere it is https
    on 443 or on an unprivileged port: no fediverse server lives on 22, 25 or 587, and we will not be made to
    knock there, while ports from 1024 on are used by real ones.
    """

    allow_networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, networks: Iterable[str]) -> Self:
        """From settings, as `127.0.0.0/8`. Raises ValueError for what is no network."""
        return cls(tuple(ip_network(network, strict=False) for network in networks))

    def check_url(self, url: str) -> Target:
        """*url* taken apart, if it may be asked for as far as one can tell by looking. Raises UnsafeUrl."""
        target = parse(url)
        if not self.allow_networks and not _is_usual(target):
            raise UnsafeUrl(url, "plain http" if target.scheme == "http" else f"port {target.port}")
        # A host that is an address already is never looked up, so no resolver would judge it.
        if _literal(target.host) is not None:
            self.check_addresses(target, [target.host])
        return target

    def check_addresses(self, target: Target, addresses: Iterable[str]) -> None:
        """Raises UnsafeUrl unless *every* address is fine: a name that also points inside is a trap."""
        for text in addresses:
            address = ip_address(text)
            if self._is_allowed(address):
                continue
            if not _is_usual(target):
                raise UnsafeUrl(target.url, f"plain http or an unusual port at {address}")
            if not is_public_address(address):
                raise UnsafeUrl(target.url, f"{address} is no public address")

    def _is_allowed(self, address: Address) -> bool:
        inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        return any((inner or address) in network for network in self.allow_networks)


def is_public_address(address: Address) -> bool:
    """Whether *address* is an ordinary host of the public internet."""
    if isinstance(address, IPv6Address) and (address.scope_id or address not in _UNICAST_V6):
        return False
    if any(address in network for network in _NEVER):
        return False
    return address.is_global and not address.is_multicast


def _is_usual(target: Target) -> bool:
    return target.scheme == "https" and (target.port == 443 or target.port >= 1024)


def _hostname(name: str) -> str:
    """*name* as the wire has it, or "" when it is no host name and no strictly written address."""
    if ":" in name:
        address = _literal(name)
        return str(address) if isinstance(address, IPv6Address) and not address.scope_id else ""
    if not name.isascii():
        try:
            # The same mapping that the HTTP client applies: what is judged is what will be looked up.
            name = URL.build(scheme="https", host=name).raw_host or ""
        except ValueError:
            return ""
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return ""
    if _NUMBER.fullmatch(labels[-1]):  # 127.1 and 0x7f000001 are addresses to some and names to others
        return name if _literal(name) is not None else ""
    return name


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
