"""How the text of one setting becomes a value: each reader gives the value or says what is wrong."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError
from yarl import URL

Network = IPv4Network | IPv6Network

_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_MAIL = re.compile(r"([^<>]*<)?[^@\s<>]+@[^@\s<>]+>?")
_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}


@dataclass(frozen=True, slots=True)
class Listen:
    """Where a socket is opened: *host* as an address or a name, *port* 0 for any free one."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def domain(text: str) -> str:
    """A host name in its ASCII form (IDNA 2008), lower case, with a port only where one is written."""
    host, port = _host_and_port(text)
    if host is None or "/" in text or "@" in text:
        raise ValueError(
            "must be a host name such as events.example.org, without https:// and without a path"
        )
    return f"{host}:{port}" if port is not None else host


def optional_host(text: str) -> str:
    """A host name in its ASCII form, or nothing."""
    host = ascii_host(text) if text else ""
    if host is None:
        raise ValueError("must be a host name such as example.org")
    return host


def base_url(text: str) -> str:
    """An origin, ``scheme://host[:port]``: no path, no query, no trailing slash. Nothing stays nothing."""
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError("must be an address such as https://events.example.org") from None
    host = ascii_host(parts.hostname or "")
    if parts.scheme not in {"http", "https"} or host is None:
        raise ValueError("must be an address such as https://events.example.org")
    if parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username is not None:
        raise ValueError("must be a bare address: no path, no query, no user name")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port is not None else "")


def listen(text: str) -> Listen:
    """``HOST:PORT``; an IPv6 address stands in brackets."""
    host, _, port = text.rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise ValueError("must be HOST:PORT, such as 127.0.0.1:8000 or [::1]:8000")
    bare = host.removeprefix("[").removesuffix("]")
    if not bare or (":" in bare and not host.startswith("[")):
        raise ValueError("must be HOST:PORT, such as 127.0.0.1:8000 or [::1]:8000")
    return Listen(bare, int(port))


def optional_listen(text: str) -> Listen | None:
    """As ``listen``; empty text opens nothing."""
    return listen(text) if text else None


def database_url(text: str) -> str:
    """A database address in the form SQLAlchemy's asynchronous drivers take.

    ``sqlite:///…`` and ``postgresql://…`` (or ``postgres://…``) are what people write; the driver is ours to
    name. libpq's ``sslmode`` is handed on under asyncpg's name for it, ``ssl``. Nothing stays nothing.
    """
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme in {"sqlite", "sqlite+aiosqlite"} and text.startswith(f"{parts.scheme}:///"):
        return f"sqlite+aiosqlite{text[len(parts.scheme) :]}"
    if parts.scheme in {"postgres", "postgresql", "postgresql+asyncpg"} and text.startswith(
        f"{parts.scheme}://"
    ):
        query = urlencode([("ssl" if k == "sslmode" else k, v) for k, v in parse_qsl(parts.query)], safe="/:")
        return urlunsplit(("postgresql+asyncpg", parts.netloc, parts.path, query, ""))
    raise ValueError("must be sqlite:///path/to/file.db or postgresql://user:password@host/name")


def smtp_url(text: str) -> str:
    """``smtp://``, ``smtps://`` with a host, ``file:///folder``, or nothing."""
    try:
        parts = urlsplit(text)
        with_host = parts.scheme in {"smtp", "smtps"} and parts.hostname and parts.port != 0
    except ValueError:
        with_host = False
    if text and not with_host and not text.startswith("file:///"):
        raise ValueError(
            "must be smtp://user:password@host:587, smtps://…, file:///folder, or empty for no mail"
        )
    return text


def mail_address(text: str) -> str:
    """``name@host`` or ``Shown name <name@host>``, or nothing."""
    if text and not _MAIL.fullmatch(text):
        raise ValueError("must be a mail address such as events@example.org")
    return text


def networks(text: str) -> tuple[Network, ...]:
    """Networks or single addresses, separated by commas or spaces."""
    try:
        return tuple(ip_network(word) for word in text.replace(",", " ").split())
    except ValueError as wrong:
        raise ValueError(f"must be networks such as 10.0.0.0/8, 2001:db8::/32 ({wrong})") from None


def language(text: str) -> str:
    """A language tag that Babel knows, such as ``en``, ``pt-BR``."""
    try:
        return str(Locale.parse(text.replace("_", "-"), sep="-")).replace("_", "-")
    except (ValueError, UnknownLocaleError):
        raise ValueError("must be a language tag such as en, de or pt-BR") from None


def timezone(text: str) -> str:
    """A name of the IANA time zone database."""
    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, KeyError):
        raise ValueError("must be a time zone such as Europe/Berlin") from None


def one_of(*choices: str) -> Callable[[str], str]:
    """A reader for one word out of *choices*."""

    def read(text: str) -> str:
        if text.lower() not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return text.lower()

    return read


def yes_or_no(text: str) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off and nothing."""
    if text.lower() not in _YES | _NO:
        raise ValueError("must be yes or no")
    return text.lower() in _YES


def secret(text: str) -> str:
    """A secret key, or nothing; short ones can be guessed."""
    if text and len(text) < 32:
        raise ValueError("must have at least 32 characters; leave it out and one is made for you")
    return text


def plain(text: str) -> str:
    """Any text."""
    return text


def folder(text: str) -> Path:
    """A folder; ``~`` is the home of the user who runs this."""
    return Path(text).expanduser()


def is_loopback(host: str) -> bool:
    """Whether *host* is this machine (RFC 6761 keeps localhost and everything under it)."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def may_be_plain(host: str, allowed: tuple[Network, ...]) -> bool:
    """Whether *host* may be reached without TLS: this machine, a test name (RFC 2606), a lab in *allowed*."""
    if is_loopback(host) or host.endswith(".test"):
        return True
    try:
        return any(ip_address(host) in network for network in allowed)
    except ValueError:
        return False


def ascii_host(text: str) -> str | None:
    """*text* as a lower-case ASCII host or IP address; None when it is neither."""
    try:
        return str(ip_address(text))
    except ValueError:
        pass
    try:
        host = (URL.build(scheme="https", host=text).raw_host or "").lower() if text else ""
    except ValueError:
        return None
    return host if _HOST.fullmatch(host) and len(host) <= 253 else None


def _host_and_port(text: str) -> tuple[str | None, int | None]:
    try:
        parts = urlsplit(f"//{text}")
        return ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        return None, None
