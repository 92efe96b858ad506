"""Whose key is this? Public keys of other servers: kept in memory, loaded from storage, fetched when new.

A key id may name an actor's document by a fragment (`#main-key`), a document of its own (`/main-key`), or the
bare actor. Whatever it names, the actor has the last word: the key counts only when the owner's own document
lists it.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from activitypub.actors import RemoteActor, key_owner, read_actor
from activitypub.documents import Fetched
from activitypub.errors import FetchError
from activitypub.guard import canonical_host, same_origin
from activitypub.signatures.claims import OwnedKey, Reason
from activitypub.signatures.keys import BadKey, load_public

RENEW_AFTER = 60.0  # seconds between two fetches of one key: a bad signature must not make us a hammer
FORGET_MISSING = 300.0
FORGET_UNREACHABLE = 60.0
FAILED_WITHIN = 60.0
MOST_FAILED = 300  # fetches in vain from one server in that time: made-up key ids must not aim us at anybody


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key as storage keeps it."""

    key_id: str
    owner: str
    pem: str


T = TypeVar("T")
Load = Callable[[str], Awaitable[StoredKey | None]]
Fetch = Callable[[str], Awaitable[Fetched]]
Remember = Callable[[RemoteActor], Awaitable[None]]


class KeyRing:
    """Keys by their id.

    *load* asks storage for a key; *fetch* gets the document at a URL, signed by the instance actor;
    *remember* is given each actor whose document was fetched for a key. *size* bounds each table in memory.
    """

    def __init__(
        self,
        *,
        load: Load,
        fetch: Fetch,
        remember: Remember,
        clock: Callable[[], float] = time.monotonic,
        size: int = 10_000,
    ) -> None:
        self._load, self._fetch_document, self._remember = load, fetch, remember
        self._clock = clock
        self._parsed = _Recent[OwnedKey](size)
        self._missing = _Recent[tuple[float, Reason]](size)
        self._fetched = _Recent[float](size)
        self._failed = _Recent[tuple[float, int]](size)  # by host: since when, and how many
        self._pending: dict[str, asyncio.Task[OwnedKey | Reason]] = {}

    async def find(self, key_id: str) -> OwnedKey | Reason:
        """The key, or why there is none: NO_KEY, or KEY_UNREACHABLE which may pass."""
        if (known := self._parsed.get(key_id)) is not None:
            return known
        until, reason = self._missing.get(key_id) or (0.0, Reason.NO_KEY)
        if until > self._clock():
            return reason
        stored = await self._load(key_id)
        known = _parse(key_id, stored.owner, stored.pem) if stored is not None else None
        if known is None:
            return await self._fetch_once(key_id)
        self._parsed.put(key_id, known)
        return known

    async def renew(self, key_id: str) -> OwnedKey | Reason:
        """The key as its owner shows it now; NO_KEY when that was looked up a moment ago."""
        last = self._fetched.get(key_id)
        if last is not None and last + RENEW_AFTER > self._clock():
            return Reason.NO_KEY
        return await self._fetch_once(key_id)

    def forget(self, key_id: str) -> None:
        """Storage knows better: the next `find` asks there."""
        self._parsed.drop(key_id)
        self._missing.drop(key_id)

    async def _fetch_once(self, key_id: str) -> OwnedKey | Reason:
        """One fetch for all who wait for the same key; none while its server answers nothing but nonsense."""
        if self._failures(canonical_host(key_id))[1] >= MOST_FAILED:
            return Reason.KEY_UNREACHABLE
        task = self._pending.get(key_id)
        if task is None:
            task = self._pending[key_id] = asyncio.create_task(self._fetch(key_id))
        return await asyncio.shield(task)

    async def _fetch(self, key_id: str) -> OwnedKey | Reason:
        self._fetched.put(key_id, self._clock())
        try:
            found = await self._ask(key_id)
        except FetchError as fault:
            found = Reason.NO_KEY if fault.lasting else Reason.KEY_UNREACHABLE
        finally:
            del self._pending[key_id]
        if not isinstance(found, OwnedKey):
            since, number = self._failures(host := canonical_host(key_id))
            self._failed.put(host, (since, number + 1))
        if isinstance(found, OwnedKey):
            self._parsed.put(key_id, found)
            self._missing.drop(key_id)
        elif self._parsed.get(key_id) is None:  # a key that could not be renewed stays good
            wait = FORGET_UNREACHABLE if found is Reason.KEY_UNREACHABLE else FORGET_MISSING
            self._missing.put(key_id, (self._clock() + wait, found))
        return found

    def _failures(self, host: str) -> tuple[float, int]:
        since, number = self._failed.get(host) or (self._clock(), 0)
        return (since, number) if self._clock() - since < FAILED_WITHIN else (self._clock(), 0)

    async def _ask(self, key_id: str) -> OwnedKey | Reason:
        """Key document to owner, owner to key (CVE-2025-54888: a key whose owner never heard of it)."""
        fetched = await self._fetch_document(key_id.partition("#")[0])
        actor = read_actor(fetched.document, fetched.url)
        if actor is None or not _pem(actor, key_id):
            owner = key_owner(fetched.document, fetched.url)
            if not owner or not same_origin(owner, key_id):
                return Reason.NO_KEY
            fetched = await self._fetch_document(owner)
            actor = read_actor(fetched.document, fetched.url)
            if actor is None or actor.id != owner:
                return Reason.NO_KEY
        key = _parse(key_id, actor.id, _pem(actor, key_id))
        if key is None:
            return Reason.NO_KEY
        await self._remember(actor)
        return key


def _parse(key_id: str, owner: str, pem: str) -> OwnedKey | None:
    try:
        return OwnedKey(key_id, owner, load_public(pem))
    except BadKey:
        return None


def _pem(actor: RemoteActor, key_id: str) -> str:
    """The actor's key of this id, on the actor's own origin; a bare actor (gathio) means the first key."""
    if key_id == actor.id:
        return next(iter(actor.public_keys.values()), "")
    return actor.public_keys.get(key_id, "")


class _Recent(Generic[T]):
    """The entries used last, so that no flood of made-up key ids fills the memory."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._entries: OrderedDict[str, T] = OrderedDict()

    def get(self, key: str) -> T | None:
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
        return entry

    def put(self, key: str, entry: T) -> None:
        self._entries[key] = entry
        self._entries.move_to_end(key)
        if len(self._entries) > self._size:
            self._entries.popitem(last=False)

    def drop(self, key: str) -> None:
        self._entries.pop(key, None)
