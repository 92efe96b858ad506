"""What need not be kept any longer, removed in small steps so that nobody waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, inspect, select, tuple_

from fedevent.rsvps import Status
from storage.engine import Database
from storage.tables.accounts import SessionRow, SpentLinkRow
from storage.tables.base import Table
from storage.tables.deliveries import DeliveryRow, DocumentRow
from storage.tables.jobs import JobRow, ReceivedRow
from storage.tables.limits import LimitRow
from storage.tables.rsvps import RsvpRow, WithdrawalRow

STEP = 1_000  # rows of one transaction


@dataclass(frozen=True, slots=True)
class Kept:
    """How long things are kept that nobody needs for long."""

    received: timedelta = timedelta(days=14)  # longer than any peer repeats itself
    documents: timedelta = timedelta(days=1)  # private ones, after the last delivery
    public: timedelta = timedelta(days=400)  # people may still look them up
    dead: timedelta = timedelta(days=30)  # given-up deliveries and jobs
    links: timedelta = timedelta(days=60)  # longer than any link is valid
    limits: timedelta = timedelta(days=2)
    withdrawals: timedelta = timedelta(days=1)
    unconfirmed: timedelta = timedelta(days=30)  # answers by an address that nobody ever proved


async def sweep(database: Database, now: datetime, kept: Kept | None = None) -> dict[str, int]:
    """Remove what is older than *kept* says; how many rows of each table."""
    k = kept or Kept()
    on_its_way = exists().where(DeliveryRow.document_id == DocumentRow.id)
    unproven = (RsvpRow.status == Status.UNCONFIRMED) & (RsvpRow.changed_at < now - k.unconfirmed)
    unneeded = (DocumentRow.created_at < now - k.documents) & DocumentRow.private
    old: list[tuple[type[Table], ColumnElement[bool]]] = [
        (ReceivedRow, ReceivedRow.received_at < now - k.received),
        (DeliveryRow, DeliveryRow.dead_at < now - k.dead),
        (DocumentRow, (unneeded | (DocumentRow.created_at < now - k.public)) & ~on_its_way),
        (JobRow, JobRow.dead_at < now - k.dead),
        (SpentLinkRow, SpentLinkRow.at < now - k.links),
        (SessionRow, SessionRow.until < now),
        (LimitRow, LimitRow.began_at < now - k.limits),
        (WithdrawalRow, WithdrawalRow.at < now - k.withdrawals),
        (RsvpRow, unproven),
    ]
    return {table.__tablename__: await _remove(database, table, condition) for table, condition in old}


async def _remove(database: Database, table: type[Table], condition: ColumnElement[bool]) -> int:
    columns: list[Any] = list(inspect(table).primary_key)
    removed = 0
    while True:
        async with database.reading(slow=True) as read:
            rows = (await read.execute(select(*columns).where(condition).limit(STEP))).all()
        if not rows:
            return removed
        async with database.writing() as connection:
            these = tuple_(*columns).in_([tuple(row) for row in rows])
            await connection.execute(delete(table).where(these, condition))
            await connection.commit()
        removed += len(rows)
