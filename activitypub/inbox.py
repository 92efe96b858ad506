"""The pipeline every incoming activity takes. One named verdict comes out, and nothing else is believed.

size, media type, JSON, shape -> Delete of a stranger -> block -> signature -> signer is the actor -> origin
of everything embedded -> seen before
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from activitypub.documents import MAX_BYTES, Unreadable, decode
from activitypub.guard import parse, same_origin
from activitypub.origin import Forged, keep_own
from activitypub.reading import ident, kind
from activitypub.signatures.claims import Reason
from activitypub.signatures.request import SignedRequest
from activitypub.signatures.verify import Outcome, Refused
from activitypub.vocabulary import Json, is_activitypub

# What we answer, or what is undone by its id, must have one.
_NEEDS_ID = frozenset({"Follow", "Invite", "Join"})


class Why(StrEnum):
    """Why an activity was not taken in; for the log, and safe to tell the sender."""

    TOO_LARGE = "too large"
    WRONG_MEDIA_TYPE = "not ActivityPub"
    NOT_JSON = "not a JSON object"
    NOT_AN_ACTIVITY = "not an activity"
    BLOCKED = "blocked"
    SIGNED_BY_ANOTHER = "signed by another"
    FORGED = "speaks for another server"
    STRANGER_DELETED = "an actor unknown here is gone"
    SEEN_BEFORE = "seen before"


_STATUS = {Why.TOO_LARGE: 413, Why.WRONG_MEDIA_TYPE: 415, Why.NOT_JSON: 400, Why.NOT_AN_ACTIVITY: 400}


@dataclass(frozen=True, slots=True)
class SeenKey:
    """What makes an activity the same one: Mobilizon reuses one id for a Create and all its Updates."""

    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class Received:
    """*signer* said *activity*, proven.

    *refetch*: an embedded object was not the signer's to vouch for and stands there as its bare id. If it is
    ours, the id is all that is needed; if not, it is to be fetched from its own server, and believed only so.
    """

    activity: Json
    signer: str
    key_id: str
    seen: SeenKey
    refetch: bool = False


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing to do; the sender is told that all is well."""

    why: Why


@dataclass(frozen=True, slots=True)
class Rejected:
    """Not accepted; *status* is for the sender."""

    status: int
    why: Why | Reason
    detail: str = field(default="", compare=False)


Verdict = Received | Ignored | Rejected


class Verify(Protocol):
    """`signatures.verify.Verifier` in the running instance."""

    async def __call__(self, request: SignedRequest, actor: str = "") -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Gate:
    """What the pipeline asks of the instance.

    *is_known*: do we hold this actor; *is_blocked*: may nobody on this host name speak to us (suspended, or
    not listed where only listed hosts may); *was_seen*: did we take this very activity in already.
    """

    verify: Verify
    is_known: Callable[[str], Awaitable[bool]]
    is_blocked: Callable[[str], bool]
    was_seen: Callable[[SeenKey], Awaitable[bool]]


async def receive(request: SignedRequest, gate: Gate) -> Verdict:
    """What to do with *request*. Never raises for anything a sender can send."""
    activity = _read(request)
    if isinstance(activity, Why):
        return _rejected(activity)
    actor = ident(activity["actor"])
    if _deletes_itself(activity, actor) and not await gate.is_known(actor):
        return Ignored(Why.STRANGER_DELETED)  # before any fetch: these come in floods, and the key is gone
    if gate.is_blocked(parse(actor).host):
        return _rejected(Why.BLOCKED)
    outcome = await gate.verify(request, actor)
    if isinstance(outcome, Refused):
        return _unproven(outcome)
    if outcome.actor != actor:
        return _rejected(Why.SIGNED_BY_ANOTHER)
    try:
        believed = keep_own(activity, actor)
    except Forged as fault:
        return Rejected(403, Why.FORGED, str(fault))
    seen = _seen_key(request, ident(activity.get("id")))
    if await gate.was_seen(seen):
        return Ignored(Why.SEEN_BEFORE)
    return Received(believed, actor, outcome.key_id, seen, refetch=believed != activity)


def _seen_key(request: SignedRequest, named: str) -> SeenKey:
    """Two Leaves of Mobilizon have no id and are alike to the letter; their signatures tell them apart."""
    signature = "" if named else request.headers.get("signature", "")
    return SeenKey(named, sha256(request.body + signature.encode(errors="surrogateescape")).hexdigest())


def _read(request: SignedRequest) -> Json | Why:
    if len(request.body) > MAX_BYTES:
        return Why.TOO_LARGE
    if not is_activitypub(request.headers.get("content-type", "")):
        return Why.WRONG_MEDIA_TYPE
    try:
        activity = decode(request.body)
    except Unreadable:
        return Why.NOT_JSON
    return activity if _is_activity(activity) else Why.NOT_AN_ACTIVITY


def _is_activity(document: Json) -> bool:
    """Has it the shape: a type, an actor with a usable address, and an id where one is needed?"""
    types = document.get("type")
    if isinstance(types, list):
        well_typed = bool(types) and all(isinstance(one, str) for one in types)
    else:
        well_typed = isinstance(types, str)
    actor, named = ident(document.get("actor")), document.get("id")
    if not well_typed or not kind(document) or not same_origin(actor, actor):
        return False
    if named is None:  # Mobilizon leaves it out of Leave and Remove
        return kind(document) not in _NEEDS_ID
    return isinstance(named, str) and bool(ident(named))


def _deletes_itself(activity: Json, actor: str) -> bool:
    return kind(activity) == "Delete" and ident(activity.get("object")) == actor


def _rejected(why: Why) -> Rejected:
    return Rejected(_STATUS.get(why, 403), why)


def _unproven(refused: Refused) -> Rejected:
    # 503 makes the sender come back; its key may be reachable by then.
    status = 503 if refused.reason is Reason.KEY_UNREACHABLE else 401
    return Rejected(status, refused.reason, refused.detail)
