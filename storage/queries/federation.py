"""What peers are shown of us, and what we know of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select

from fedevent.events import Status, Visibility
from fedevent.ids import EventId, GroupId
from fedevent.rsvps import Status as Answer
from storage.engine import Database
from storage.records.actors import KnownActor, actor_of
from storage.tables.actors import ActorKeyRow, ActorRow, HostRow
from storage.tables.deliveries import DocumentRow
from storage.tables.events import EventRow
from storage.tables.groups import FollowerRow
from storage.tables.rsvps import RsvpRow

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ACTOR = select(ActorRow.__table__).where(ActorRow.id == bindparam("id"))
_ACTORS = select(ActorRow.__table__).where(ActorRow.id.in_(_IDS))
_KEYS_OF = select(ActorKeyRow.__table__).where(ActorKeyRow.actor_id.in_(_IDS))
_KEY = select(ActorKeyRow.__table__).where(ActorKeyRow.id == bindparam("id"))
_HOSTS = select(HostRow.__table__).where(HostRow.host.in_(_IDS))
_ALIVE = (
    select(ActorRow.id, ActorRow.inbox, ActorRow.shared_inbox, ActorRow.host, HostRow.dialect)
    .outerjoin(HostRow, HostRow.host == ActorRow.host)
    .where(ActorRow.suspended.is_(False))
)
_INBOX = _ALIVE.where(ActorRow.id == bindparam("id"))
_INBOXES = _ALIVE.where(ActorRow.id.in_(_IDS))


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A public key (PEM) and whose it is."""

    id: str
    owner: str
    pem: str


@dataclass(frozen=True, slots=True)
class KnownHost:
    """What is known of another server. *scheme*: the signature scheme it was seen to take, "" if unknown."""

    host: str
    software: str
    dialect: str
    scheme: str
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where an actor is reached. *shared* is None where their server has no shared inbox."""

    actor: str
    inbox: str
    shared: str | None
    host: str
    dialect: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people (with a poll: votes) stand behind each answer; guests are not counted."""

    going: int
    maybe: int
    declined: int


class Federation:
    """Reads for ActivityPub."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def actor(self, actor: str) -> KnownActor | None:
        """What is kept of an actor elsewhere, keys included, or None."""
        return (await self.actors([actor])).get(actor)

    async def profile(self, actor: str) -> KnownActor | None:
        """What is kept of an actor elsewhere but its keys, or None; one query."""
        async with self._database.reading() as read:
            row = (await read.execute(_ACTOR, {"id": actor})).first()
        return actor_of(row, {}) if row else None

    async def actors(self, ids: Sequence[str]) -> dict[str, KnownActor]:
        """What is kept of several actors; two queries."""
        async with self._database.reading() as read:
            rows = (await read.execute(_ACTORS, {"ids": list(ids)})).all()
            keys = (await read.execute(_KEYS_OF, {"ids": list(ids)})).all()
        owned: dict[str, dict[str, str]] = {row.id: {} for row in rows}
        for key in keys:
            owned[key.actor_id][key.id] = key.pem
        return {row.id: actor_of(row, owned[row.id]) for row in rows}

    async def by_handle(self, handle: str) -> KnownActor | None:
        """The actor called *handle* ("@name@host"), or None."""
        async with self._database.reading() as read:
            found = await read.scalar(select(ActorRow.id).where(ActorRow.handle == handle).limit(1))
        return await self.actor(found) if found else None

    async def by_key(self, key_id: str) -> KnownKey | None:
        """The public key called *key_id*, or None."""
        async with self._database.reading() as read:
            row = (await read.execute(_KEY, {"id": key_id})).first()
        return KnownKey(row.id, row.actor_id, row.pem) if row else None

    async def inboxes(self, actors: Sequence[str]) -> list[Inbox]:
        """Where these actors are reached, as far as they are known and not gone; one query."""
        async with self._database.reading() as read:
            if len(actors) == 1:  # as most words are: a list of unknown length costs more to ask for
                rows = (await read.execute(_INBOX, {"id": actors[0]})).all()
            else:
                rows = (await read.execute(_INBOXES, {"ids": list(actors)})).all()
        return [Inbox(r.id, r.inbox, r.shared_inbox, r.host, r.dialect or "unknown") for r in rows]

    async def host(self, host: str) -> KnownHost | None:
        """What is known of a server, or None."""
        return (await self.hosts([host])).get(host)

    async def hosts(self, names: Sequence[str]) -> dict[str, KnownHost]:
        """What is known of several servers; one query."""
        async with self._database.reading() as read:
            rows = (await read.execute(_HOSTS, {"ids": list(names)})).all()
        return {r.host: KnownHost(r.host, r.software, r.dialect, r.scheme, r.checked_at) for r in rows}

    async def said(self, uri: str) -> bytes | None:
        """The newest public document whose id, or whose object's id, is *uri*, as it was sent."""
        page = (
            select(DocumentRow.body)
            .where((DocumentRow.id == uri) | (DocumentRow.object == uri), DocumentRow.private.is_(False))
            .order_by(DocumentRow.created_at.desc(), DocumentRow.id.desc())
            .limit(1)
        )
        async with self._database.reading() as read:
            return await read.scalar(page)

    async def outbox(self, group: GroupId, limit: int = 20, offset: int = 0) -> list[EventId]:
        """The public events of a group, the newest published first."""
        page = (
            select(EventRow.id)
            .where(*_published(group))
            .order_by(EventRow.published_at.desc(), EventRow.id.desc())
            .limit(limit)
            .offset(offset)
        )
        async with self._database.reading() as read:
            return [EventId(event) for event in (await read.scalars(page)).all()]

    async def outbox_total(self, group: GroupId) -> int:
        """How many events the outbox of a group holds."""
        number = select(func.count()).select_from(EventRow).where(*_published(group))
        async with self._database.reading() as read:
            return await read.scalar(number) or 0

    async def followers(self, group: GroupId | None, limit: int = 20, offset: int = 0) -> list[str]:
        """The actors that follow a group, or (None) the instance, the newest first."""
        page = (
            select(FollowerRow.actor)
            .where(FollowerRow.group_id == (group or ""))
            .order_by(FollowerRow.since.desc(), FollowerRow.actor)
            .limit(limit)
            .offset(offset)
        )
        async with self._database.reading() as read:
            return list((await read.scalars(page)).all())

    async def followers_count(self, group: GroupId | None) -> int:
        """How many follow a group, or (None) the instance."""
        number = select(func.count()).select_from(FollowerRow).where(FollowerRow.group_id == (group or ""))
        async with self._database.reading() as read:
            return await read.scalar(number) or 0

    async def tally(self, event: EventId) -> Tally:
        """How many answered what."""
        shown = (Answer.GOING, Answer.MAYBE, Answer.DECLINED)
        page = (
            select(RsvpRow.status, func.count())
            .where(RsvpRow.event_id == event, RsvpRow.status.in_(shown))
            .group_by(RsvpRow.status)
        )
        async with self._database.reading() as read:
            rows = await read.execute(page)
            numbers = dict(rows.all())
        return Tally(*(numbers.get(status, 0) for status in shown))


def _published(group: GroupId) -> tuple[ColumnElement[bool], ...]:
    return (
        EventRow.group_id == group,
        EventRow.status.in_((Status.PUBLISHED, Status.CANCELLED)),
        EventRow.visibility == Visibility.PUBLIC,
    )
