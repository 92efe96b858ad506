"""The one adapter to little-boxes: what we take from it, made safe for an asynchronous server.

We take its error hierarchy, its constants, its activity base class for our verbs, the builders of its
Follow, its cleaning of hidden recipients and its reading of collections. It never fetches here: its backend
only echoes ids. Foreign JSON never reaches its constructors; ids do. Its inbox, outbox and URL check stay
unused: the first two fail, the third blocks. It imports nothing of ours, so all of ours may import it.
"""

import logging
from collections.abc import Mapping, Sequence
from copy import deepcopy
from enum import Enum
from functools import cache
from typing import Any

from little_boxes import activitypub as lb
from little_boxes import errors as lb_errors
from little_boxes.utils import parse_collection as lb_parse_collection

AS_PUBLIC: str = lb.AS_PUBLIC
CTX_AS: str = lb.CTX_AS
CTX_SECURITY: str = lb.CTX_SECURITY
MAX_DEPTH = 30
_HIDDEN = ("bto", "bcc")


class FederationError(lb_errors.Error):  # type: ignore[misc]  # little-boxes has no types
    """Root of all that goes wrong between servers: an HTTP status, a message for the log, a payload."""

    status_code: int = 400
    message: str

    def __init__(
        self, message: str, status_code: int | None = None, payload: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(message, status_code, dict(payload or {}))

    def __str__(self) -> str:
        return self.message


class EndlessCollection(FederationError, lb_errors.RecursionLimitExceededError):  # type: ignore[misc]
    """A collection that comes back to a page it had already shown, or has more pages than we follow."""


class Verb(Enum):
    """The activities we speak. The list of little-boxes is closed and lacks Join, Leave and others."""

    ACCEPT = "Accept"
    ADD = "Add"
    ANNOUNCE = "Announce"
    BLOCK = "Block"
    CREATE = "Create"
    DELETE = "Delete"
    FLAG = "Flag"
    FOLLOW = "Follow"
    IGNORE = "Ignore"
    INVITE = "Invite"
    JOIN = "Join"
    LEAVE = "Leave"
    LIKE = "Like"
    MOVE = "Move"
    REJECT = "Reject"
    REMOVE = "Remove"
    TENTATIVE_ACCEPT = "TentativeAccept"
    TENTATIVE_REJECT = "TentativeReject"
    UNDO = "Undo"
    UPDATE = "Update"


class _Echo:
    """The backend little-boxes asks for actors and objects: it confirms every id and knows nothing else."""

    def fetch_iri(self, iri: str) -> dict[str, Any]:
        return {"id": iri, "type": "Person"}


@cache
def _ready() -> None:
    """Give little-boxes its backend, once; keep it from writing whole documents into the log."""
    logging.getLogger("little_boxes").setLevel(logging.WARNING)
    lb.use_backend(_Echo())


@cache
def _class_of(verb: Verb) -> Any:
    return type(lb.BaseActivity)(
        verb.value, (lb.BaseActivity,), {"ACTIVITY_TYPE": verb, "OBJECT_REQUIRED": False}
    )


def build(verb: Verb, actor: str, obj: object, **fields: object) -> dict[str, Any]:
    """An activity without its @context: *actor* does *verb* to *obj*. Fields that are None are left out.

    Raises FederationError when there is no actor.
    """
    _ready()
    if not actor:
        raise FederationError(f"{verb.value} without an actor")
    spoken = _class_of(verb)(actor=actor, object=deepcopy(obj), **deepcopy(_said(fields)))
    return _ordered(spoken.to_dict(embed=True))


def follow(actor: str, target: str, follow_id: str) -> dict[str, Any]:
    """*actor* asks to follow *target*."""
    return _ordered(_follow(actor, target, follow_id).to_dict(embed=True))


def accept_follow(actor: str, target: str, follow_id: str, **fields: object) -> dict[str, Any]:
    """*target* says yes to the Follow *follow_id* of *actor*; *fields* are those of the answer (id, to)."""
    answer = _follow(actor, target, follow_id).build_accept().to_dict(embed=True)
    return _ordered({**answer, **_said(fields)})


def undo_follow(actor: str, target: str, follow_id: str, **fields: object) -> dict[str, Any]:
    """*actor* takes its Follow *follow_id* of *target* back; *fields* are those of the Undo (id, to)."""
    undone = _follow(actor, target, follow_id).build_undo().to_dict(embed=True)
    return _ordered({**undone, **_said(fields)})


def outgoing_gate(document: Mapping[str, Any]) -> dict[str, Any]:
    """What may leave of *document*: a deep copy without `bto` and `bcc` at any depth (ActivityPub §6).

    Raises FederationError when it nests deeper than MAX_DEPTH. The document handed in stays as it was.
    """
    stripped: dict[str, Any] = _strip(document, 0)
    # The cleaner fails on what has no type, and on a Create whose object is an id.
    if "type" in stripped and (stripped["type"] != "Create" or isinstance(stripped.get("object"), dict)):
        stripped = lb.clean_activity(stripped)
    return stripped


def parse_collection(
    start: Mapping[str, Any], pages: Mapping[str, Mapping[str, Any]], max_pages: int = 10
) -> list[Any]:
    """The items of the collection *start*, over *pages* that were fetched before, by their ids.

    *start* holds its items, or has `first` inline; a `next` that is not among *pages* ends the list.
    Raises EndlessCollection for a loop or for more than *max_pages* pages.
    """
    seen: set[str] = set()

    def fetch(page_id: str) -> dict[str, Any]:
        if page_id in seen or len(seen) >= max_pages:
            raise EndlessCollection(f"the collection does not end at {page_id}")
        seen.add(page_id)
        # An empty page ends the walk; little-boxes fails on nothing at all.
        return dict(pages.get(page_id, {"type": "OrderedCollectionPage", "orderedItems": []}))

    try:
        return list(lb_parse_collection(payload=dict(start), fetcher=fetch))
    except EndlessCollection:
        raise
    except (lb_errors.Error, KeyError, TypeError, ValueError, AttributeError) as fault:
        raise FederationError(f"unreadable collection: {fault!r}") from fault


def _follow(actor: str, target: str, follow_id: str) -> Any:
    _ready()
    if not actor or not target:
        raise FederationError("a Follow needs two sides")
    named = {"id": follow_id} if follow_id else {}
    return lb.Follow(actor=actor, object=target, **named)


def _said(fields: Mapping[str, object]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None}


def _ordered(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same, with the keys people look for first in front."""
    first = [key for key in ("id", "type", "actor") if key in document]
    return {key: document[key] for key in (*first, *(key for key in document if key not in first))}


def _strip(value: Any, depth: int) -> Any:
    """A deep copy without what is hidden."""
    if isinstance(value, str):
        return value
    if depth > MAX_DEPTH:
        raise FederationError("the document is nested too deeply")
    if isinstance(value, Mapping):
        return {key: _strip(inner, depth + 1) for key, inner in value.items() if key not in _HIDDEN}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [_strip(inner, depth + 1) for inner in value]
    return value
