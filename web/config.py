"""What the pages need to know of the operator's settings."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class WebConfig:
    """The part of the settings that pages ask for.

    *secret* signs links and form tokens. *languages* are offered to people, as BCP 47 tags; an empty tuple
    offers every language there is a catalogue for. *mail_works* says whether mail can be sent at all.
    """

    base_url: str
    domain: str
    secret: bytes
    registration: str = "closed"  # open, approval, invite or closed
    default_language: str = "en"
    default_timezone: str = "UTC"
    languages: tuple[str, ...] = ()
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    mail_works: bool = False
    federates: bool = True
    version: str = "0"

    @property
    def https(self) -> bool:
        """Whether people reach the site by https; then cookies say so."""
        return self.base_url.startswith("https://")

    @property
    def origin(self) -> str:
        """Scheme and host of the site, as a browser writes it into ``Origin``."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}".lower()

    def cookie(self, name: str) -> str:
        """The full name of a cookie. ``__Host-`` pins it to this host and to https (RFC 6265bis, 4.1.3.2)."""
        return f"__Host-{name}" if self.https else name
