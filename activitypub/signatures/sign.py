"""Signing what we send, in either scheme. Everything but the signature was computed before (`Prepared`)."""

from datetime import datetime
from email.utils import formatdate
from enum import StrEnum
from functools import lru_cache

from activitypub.guard import Target
from activitypub.signatures import cavage
from activitypub.signatures.keys import Signer
from activitypub.signatures.request import Prepared


class Scheme(StrEnum):
    """How a request is signed."""

    CAVAGE = "draft-cavage"
    RFC9421 = "rfc9421"

    @property
    def other(self) -> "Scheme":
        """What to try when this one was not understood."""
        return Scheme.RFC9421 if self is Scheme.CAVAGE else Scheme.CAVAGE


def sign(
    scheme: Scheme,
    signer: Signer,
    method: str,
    target: Target,
    now: datetime,
    prepared: Prepared | None = None,
) -> dict[str, str]:
    """The headers to send, Host and Date among them. *now*: the moment of sending, as peers allow seconds."""
    created = int(now.timestamp())
    if scheme is Scheme.CAVAGE:
        return cavage.sign(signer, method, target, _http_date(created), prepared)
    from activitypub.signatures import rfc9421  # noqa: PLC0415 its library is heavy, and few peers speak it

    return rfc9421.sign(signer, method, target, _http_date(created), created, prepared)


@lru_cache(maxsize=4)
def _http_date(second: int) -> str:
    return formatdate(second, usegmt=True)
