"""Delivery decided: which inboxes get a document, and what an answer means for the next attempt. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from activitypub.signatures.sign import Scheme

# From a restart to a long weekend of outage: about eight days in all. An event is often over by then.
_WAITS = (
    *(timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1)),
    *(timedelta(hours=3), timedelta(hours=6), timedelta(hours=12), timedelta(days=1)),
    *(timedelta(days=1), timedelta(days=2), timedelta(days=3)),
)
MAX_RETRY_AFTER = timedelta(days=1)
_LATER = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Peer:
    """Where an actor receives: their own inbox, and the one their server shares among its people."""

    actor: str
    inbox: str
    shared_inbox: str | None = None


def inboxes(peers: Iterable[Peer], *, private: bool) -> list[str]:
    """Each inbox once, in a steady order.

    Public words go once to each server. Private ones go to personal inboxes, as some servers hand what comes
    to the shared one to everybody addressed in any way.
    """
    return sorted({peer.inbox if private else peer.shared_inbox or peer.inbox for peer in peers})


@dataclass(frozen=True, slots=True)
class Delivered:
    """The inbox has it."""


@dataclass(frozen=True, slots=True)
class TryOtherScheme:
    """The signature was not understood: knock once more, at once, signed by *scheme*."""

    scheme: Scheme


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Not now: try again when *wait* has passed."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no such inbox (any more)."""


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It will never be accepted; *why* is for the log and the delivery report."""

    why: str


Judgement = Delivered | TryOtherScheme | RetryAfter | Gone | GiveUp


def retry(attempts: int, jitter: float = 0.0) -> timedelta | None:
    """How long to wait after the *attempts*-th failure (from 1); None gives up.

    *jitter* from 0 to 1 adds up to a fifth, so that a server that comes back is not met by all at once.
    """
    if attempts > len(_WAITS):
        return None
    return _WAITS[max(attempts, 1) - 1] * (1 + jitter / 5)


def judge(
    status: int | None,
    body: bytes = b"",
    *,
    attempts: int,
    scheme: Scheme,
    both_tried: bool = False,
    retry_after: float | None = None,
    jitter: float = 0.0,
) -> Judgement:
    """What the answer to the *attempts*-th attempt (from 1) means.

    *status* is None when there was no answer at all. *body* is its beginning. *scheme* is how the request was
    signed, *both_tried* whether the other one was refused already in this attempt. *retry_after* in seconds.
    """
    if status is None:
        return _later(attempts, jitter, retry_after, "no answer")
    if 200 <= status < 300:
        # Mobilizon answers 200 to everything, and tells a bad signature by this word alone.
        refused = body.strip().strip(b'"').lower() == b"error"
        return _later(attempts, jitter, retry_after, f"{status} error") if refused else Delivered()
    if status in {401, 403} and not both_tried:
        return TryOtherScheme(scheme.other)
    if status in {404, 410}:
        return Gone()
    # A 401 in both schemes may mean that our key could not be fetched; a redirect may be maintenance.
    if status in _LATER or status == 401 or status < 400 or status >= 500:
        return _later(attempts, jitter, retry_after, f"answered {status}")
    return GiveUp(f"answered {status}")


def _later(attempts: int, jitter: float, retry_after: float | None, why: str) -> RetryAfter | GiveUp:
    wait = retry(attempts, jitter)
    if wait is None:
        return GiveUp(why)
    asked = min(timedelta(seconds=min(retry_after or 0.0, 1e6)), MAX_RETRY_AFTER)
    return RetryAfter(max(wait, asked))
