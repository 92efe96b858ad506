"""What a signature claims before anybody has looked up its key, and the reasons not to believe it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Protocol

from activitypub.signatures.keys import PublicKey

MAX_HEADER = 8192
EXPIRY_SLACK = 60.0  # seconds that two clocks may differ; an expiry is short on purpose


class Reason(StrEnum):
    """Why a signature was not accepted."""

    UNSIGNED = "unsigned"
    MALFORMED = "malformed signature"
    UNCOVERED = "a required part is not signed"
    UNKNOWN_ALGORITHM = "unknown algorithm"
    WRONG_HOST = "signed for another host"
    DIGEST_MISMATCH = "the body is not the one that was signed"
    STALE = "signed too long ago"
    FUTURE = "signed in the future"
    EXPIRED = "expired"
    FOREIGN_KEY = "the key is on another host than the actor"
    NO_KEY = "no such key"
    KEY_UNREACHABLE = "the key could not be fetched"
    BAD_SIGNATURE = "the signature does not match"


class Unproven(Exception):
    """Raised while reading a signature; `verify` turns it into an outcome."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
        self.detail = detail


class Claim(Protocol):
    """Somebody says: the holder of *key_id* sent this, at each of these *moments* (Unix time)."""

    @property
    def key_id(self) -> str: ...

    @property
    def moments(self) -> tuple[float, ...]: ...

    @property
    def expires(self) -> float | None: ...

    def holds(self, key: PublicKey) -> bool:
        """Whether the claim is true, given the public half of the key."""
        ...


@dataclass(frozen=True, slots=True)
class OwnedKey:
    """A public key and the actor who agrees that it is theirs."""

    key_id: str
    owner: str
    key: PublicKey


def moment_of(date: str) -> float:
    """The Unix time of an HTTP date. Raises Unproven."""
    try:
        read = parsedate_to_datetime(date)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError) as fault:
        raise Unproven(Reason.MALFORMED, "no date") from fault


def check_clock(claim: Claim, now: datetime, skew: float) -> None:
    """Raises Unproven when the claim is more than *skew* seconds old or ahead of *now*, or has run out."""
    time = now.timestamp()
    for moment in claim.moments:
        if moment < time - skew:
            raise Unproven(Reason.STALE)
        if moment > time + skew:
            raise Unproven(Reason.FUTURE)
    if claim.expires is not None and claim.expires < time - EXPIRY_SLACK:
        raise Unproven(Reason.EXPIRED)
