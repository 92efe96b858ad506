"""Actors elsewhere: rows to records and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storage.records.fields import AnyRow


@dataclass(frozen=True, slots=True)
class KnownActor:
    """What we keep of an actor elsewhere. *keys* maps key ids to public keys (PEM)."""

    id: str
    type: str
    inbox: str
    username: str
    host: str
    handle: str
    fetched_at: datetime
    shared_inbox: str | None = None
    name: str = ""
    url: str = ""
    keys: Mapping[str, str] = field(default_factory=dict, hash=False)
    also_known_as: tuple[str, ...] = ()
    moved_to: str | None = None
    suspended: bool = False


_PLAIN = (
    "id",
    "type",
    "inbox",
    "username",
    "host",
    "handle",
    "fetched_at",
    "shared_inbox",
    "name",
    "url",
    "moved_to",
    "suspended",
)


def actor_of(row: AnyRow, keys: Mapping[str, str]) -> KnownActor:
    """The actor in *row*."""
    plain = {name: getattr(row, name) for name in _PLAIN}
    return KnownActor(**plain, keys=keys, also_known_as=tuple(row.also_known_as))


def actor_values(actor: KnownActor) -> dict[str, Any]:
    """The columns of *actor*."""
    plain = {name: getattr(actor, name) for name in _PLAIN}
    return {**plain, "also_known_as": list(actor.also_known_as)}
