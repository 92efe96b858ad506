"""Documents on their way to inboxes elsewhere: kept once, with one row for each inbox.

Deliveries are leased like jobs. Documents about one object reach an inbox in turn: while an earlier one is on
its way there, a later one is not claimed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import bindparam, delete, func, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from storage.engine import Database
from storage.records.fields import AnyRow
from storage.statements import add_missing, batches, insert
from storage.tables.actors import ActorRow, HostRow
from storage.tables.base import Moment
from storage.tables.deliveries import DeliveryRow, DocumentRow
from storage.tables.groups import FollowerRow
from storage.tables.messages import DELIVERED, FAILED, RecipientRow

_IS_ANY_DUE = (
    select(DeliveryRow.id)
    .where(DeliveryRow.dead_at.is_(None), DeliveryRow.due_at <= bindparam("now"))
    .limit(1)
)
_STILL_DUE = (
    select(DeliveryRow.__table__)
    .where(
        DeliveryRow.id.in_(bindparam("ids", expanding=True)),
        DeliveryRow.dead_at.is_(None),
        DeliveryRow.due_at <= bindparam("now"),
    )
    .with_for_update(skip_locked=True)
)
_TAKE = (
    update(DeliveryRow)
    .where(DeliveryRow.id.in_(bindparam("ids", expanding=True)))
    .values(due_at=bindparam("until"), attempts=DeliveryRow.attempts + 1)
)
_DOCUMENTS = select(DocumentRow.__table__).where(DocumentRow.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Document:
    """What is sent, byte for byte. *sender* is whose key signs; *object* orders ("" for no order)."""

    id: str
    sender: str
    body: bytes
    digest: str = ""
    private: bool = False
    object: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One document for one inbox, claimed. *attempts* counts this one too."""

    id: int
    document: Document
    inbox: str
    host: str
    attempts: int
    created_at: datetime
    message: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A delivery that did not arrive; *again* is None when it is given up."""

    delivery: Delivery
    error: str
    again: datetime | None
    status: int | None = None


class Outbox:
    """What one unit of work sends: it leaves if, and only if, the work is committed."""

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self.used = False

    async def put(
        self,
        document: Document,
        inboxes: Iterable[str] = (),
        *,
        due: datetime | None = None,
        message: str | None = None,
        person: str | None = None,
    ) -> None:
        """Keep *document* and send it to each of *inboxes* once, at once or when *due* says.

        *message* and *person* tie it to a message's report.
        """
        self.used = True
        await self._keep(document)
        rows = (
            {
                **self._values(document, due),
                "inbox": inbox,
                "host": urlsplit(inbox).netloc.lower(),
                "message_id": message,
                "person_id": person,
            }
            for inbox in dict.fromkeys(inboxes)
        )
        for batch in batches(rows):
            await add_missing(self._connection, DeliveryRow, batch)

    async def put_to_followers(
        self,
        document: Document,
        group: str | None,
        families: Collection[str] | None = None,
        *,
        due: datetime | None = None,
    ) -> None:
        """Keep *document* and send it to the followers of a group, or (None) of the instance.

        One statement, however many: each server's shared inbox once, else each own inbox. *families*: only to
        servers of these dialects; a server that we know nothing of is of the family "unknown".
        """
        self.used = True
        await self._keep(document)
        values = {
            **self._values(document, due),
            "inbox": func.coalesce(ActorRow.shared_inbox, ActorRow.inbox),
            "host": func.min(ActorRow.host),
        }
        source = (
            select(*(_literal(name, value).label(name) for name, value in values.items()))
            .select_from(FollowerRow)
            .join(ActorRow, ActorRow.id == FollowerRow.actor)
            .outerjoin(HostRow, HostRow.host == ActorRow.host)
            .where(FollowerRow.group_id == (group or ""), ActorRow.suspended.is_(False))
            .group_by(func.coalesce(ActorRow.shared_inbox, ActorRow.inbox))
        )
        if families is not None:
            source = source.where(func.coalesce(HostRow.dialect, "unknown").in_(families))
        adding = insert(self._connection, DeliveryRow).from_select(list(values), source)
        await self._connection.execute(adding.on_conflict_do_nothing())

    async def _keep(self, document: Document) -> None:
        row = {
            "id": document.id,
            "sender": document.sender,
            "body": document.body,
            "digest": document.digest,
            "private": document.private,
            "object": document.object,
            "created_at": self._now,
        }
        await add_missing(self._connection, DocumentRow, [row])

    async def told(self, message: str, person: str, *, error: str = "") -> None:
        """Write into the report of *message* that the copy of *person* left by mail, or why it cannot."""
        state = FAILED if error else DELIVERED
        await _report(self._connection, [(message, person)], state, error, self._now)

    def _values(self, document: Document, due: datetime | None) -> dict[str, Any]:
        return {
            "document_id": document.id,
            "object": document.object,
            "due_at": due or self._now,
            "attempts": 0,
            "last_error": "",
            "created_at": self._now,
        }


def _literal(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return literal(value, Moment())
    return literal(value) if isinstance(value, str | int) else value


class Deliveries:
    """The worker's side of what is sent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(
        self,
        limit: int,
        now: datetime,
        lease: timedelta,
        *,
        without: Collection[str] = (),
        per_host: int = 50,
    ) -> list[Delivery]:
        """Take up to *limit* deliveries that are due, grouped by host, for as long as *lease*.

        *without*: hosts that are busy enough. *per_host*: at most so many for one host, so that a slow one
        keeps nobody else waiting.
        """
        async with self._database.reading() as read:
            if await read.scalar(_IS_ANY_DUE, {"now": now}) is None:
                return []
        async with self._database.reading(slow=True) as read:
            ids = (await read.scalars(_candidates(limit, now, without, per_host))).all()
        if not ids:
            return []
        async with self._database.writing() as connection:
            rows = (await connection.execute(_STILL_DUE, {"ids": ids, "now": now})).all()
            taken = {"ids": [row.id for row in rows], "until": now + lease}
            await connection.execute(_TAKE, taken)
            await connection.commit()
        async with self._database.reading() as read:
            wanted = {"ids": list({row.document_id for row in rows})}
            bodies = {row.id: _document(row) for row in (await read.execute(_DOCUMENTS, wanted)).all()}
        claimed = [_delivery(row, bodies[row.document_id]) for row in rows]
        return sorted(claimed, key=lambda delivery: (delivery.host, delivery.id))

    async def settle(self, done: Sequence[Delivery], failed: Sequence[Failure], now: datetime) -> None:
        """Write down what became of claimed deliveries, in one transaction; reports follow."""
        async with self._database.writing() as connection:
            for batch in batches(done):
                ids = [delivery.id for delivery in batch]
                await connection.execute(delete(DeliveryRow).where(DeliveryRow.id.in_(ids)))
            await _tell_reports(connection, done, DELIVERED, "", now)
            for failure in failed:
                await connection.execute(_failing(failure, now))
                if failure.again is None:
                    await _tell_reports(connection, [failure.delivery], FAILED, failure.error, now)
            await connection.commit()

    async def release(self, deliveries: Collection[Delivery], now: datetime) -> None:
        """Give claimed deliveries back untouched, as a worker does that is told to stop."""
        mine = [(delivery.id, delivery.attempts) for delivery in deliveries]
        given = update(DeliveryRow).where(tuple_(DeliveryRow.id, DeliveryRow.attempts).in_(mine))
        await self._change(given.values(due_at=now, attempts=DeliveryRow.attempts - 1))

    async def postpone(self, host: str, until: datetime) -> None:
        """Leave a host in peace: nothing for it is due before *until*."""
        early = (DeliveryRow.host == host, DeliveryRow.due_at < until, DeliveryRow.dead_at.is_(None))
        await self._change(update(DeliveryRow).where(*early).values(due_at=until))

    async def next_due(self) -> datetime | None:
        """When the next delivery is due, leases of running ones included; None when there is none."""
        async with self._database.reading() as read:
            return await read.scalar(
                select(func.min(DeliveryRow.due_at)).where(DeliveryRow.dead_at.is_(None))
            )

    async def counts(self) -> tuple[int, int]:
        """How many wait (or are on their way), and how many were given up."""
        alive = func.count().filter(DeliveryRow.dead_at.is_(None))
        dead = func.count().filter(DeliveryRow.dead_at.is_not(None))
        async with self._database.reading() as read:
            waiting, given_up = (await read.execute(select(alive, dead).select_from(DeliveryRow))).one()
        return waiting, given_up

    async def _change(self, statement: Any) -> None:
        async with self._database.writing() as connection:
            await connection.execute(statement)
            await connection.commit()


def _candidates(limit: int, now: datetime, without: Collection[str], per_host: int) -> Any:
    """The deliveries to claim next: due, in turn, and not too many of one host."""
    earlier = aliased(DeliveryRow)
    has_earlier = (
        select(earlier.id)
        .where(
            earlier.inbox == DeliveryRow.inbox,
            earlier.object == DeliveryRow.object,
            earlier.id < DeliveryRow.id,
            earlier.dead_at.is_(None),
        )
        .exists()
    )
    due = (
        select(DeliveryRow.id, DeliveryRow.host, DeliveryRow.due_at)
        .where(
            DeliveryRow.dead_at.is_(None),
            DeliveryRow.due_at <= now,
            DeliveryRow.host.not_in(without),
            (DeliveryRow.object == "") | ~has_earlier,
        )
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
        .limit(4 * limit)
        .subquery()
    )
    turn = func.row_number().over(partition_by=due.c.host, order_by=(due.c.due_at, due.c.id)).label("turn")
    ranked = select(due.c.id, due.c.due_at, turn).subquery()
    in_order = tuple_(ranked.c.due_at, ranked.c.id)
    return select(ranked.c.id).where(ranked.c.turn <= per_host).order_by(*in_order).limit(limit)


def _failing(failure: Failure, now: datetime) -> Any:
    values: dict[str, Any] = {
        "last_status": failure.status,
        "last_error": failure.error[:1_000],
        "due_at": failure.again or now,
    }
    if failure.again is None:
        values["dead_at"] = now
    # A worker that was too slow must not undo what the one after it has done.
    mine = (DeliveryRow.id == failure.delivery.id, DeliveryRow.attempts == failure.delivery.attempts)
    return update(DeliveryRow).where(*mine).values(values)


async def _tell_reports(
    connection: AsyncConnection, deliveries: Sequence[Delivery], state: str, error: str, now: datetime
) -> None:
    told = [(each.message, each.person) for each in deliveries if each.message and each.person]
    await _report(connection, told, state, error, now)


async def _report(
    connection: AsyncConnection, told: Sequence[tuple[str, str]], state: str, error: str, now: datetime
) -> None:
    for batch in batches(told):
        these = tuple_(RecipientRow.message_id, RecipientRow.person_id).in_(batch)
        values = {"state": state, "error": error[:1_000], "told_at": now}
        await connection.execute(update(RecipientRow).where(these).values(values))


def _document(row: AnyRow) -> Document:
    return Document(row.id, row.sender, row.body, row.digest, row.private, row.object)


def _delivery(row: AnyRow, document: Document) -> Delivery:
    return Delivery(
        id=row.id,
        document=document,
        inbox=row.inbox,
        host=row.host,
        attempts=row.attempts + 1,
        created_at=row.created_at,
        message=row.message_id,
        person=row.person_id,
    )
