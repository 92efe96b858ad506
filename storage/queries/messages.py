"""What was written to the people of an event, and how much of it arrived."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from fedevent.ids import EventId, GroupId, MessageId
from fedevent.messages import Message
from storage.engine import Database
from storage.records.messages import message_of
from storage.tables.events import EventRow
from storage.tables.messages import DELIVERED, FAILED, WAITING, LeftOutRow, RecipientRow
from storage.tables.messages import MessageRow as Row


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message in the list. *total* people get it; *by_channel* and *left_out* count them by value."""

    id: MessageId
    subject: str
    state: str
    event: EventId
    event_title: str
    sent_at: datetime | None
    created_at: datetime | None
    total: int
    by_channel: dict[str, int]
    left_out: dict[str, int]


@dataclass(frozen=True, slots=True)
class HostReport:
    """How it went with one server, or one mail domain."""

    host: str
    channel: str
    delivered: int
    waiting: int
    failed: int
    last_error: str


@dataclass(frozen=True, slots=True)
class MessageReport:
    """One message and where it has got to: how many people's copies arrived, are on the way, or failed."""

    message: Message
    by_channel: dict[str, int]
    left_out: dict[str, int]
    delivered: int
    waiting: int
    failed: int
    per_host: list[HostReport]

    @property
    def total(self) -> int:
        """How many people it goes to."""
        return self.delivered + self.waiting + self.failed


class Messages:
    """Messages by the hosts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_group(self, group: GroupId) -> list[MessageRow]:
        """The messages of a group, the newest first; three queries, however many."""
        page = (
            select(*Row.__table__.columns, EventRow.title.label("event_title"))
            .outerjoin(EventRow, EventRow.id == Row.event_id)
            .where(Row.group_id == group)
            .order_by(Row.created_at.desc(), Row.id.desc())
        )
        async with self._database.reading() as read:
            rows = (await read.execute(page)).all()
            ids = [row.id for row in rows]
            channels = await _by_channel(read, ids)
            missing = await _left_out(read, ids)
        return [
            MessageRow(
                id=MessageId(row.id),
                subject=row.subject,
                state=row.state,
                event=EventId(row.event_id),
                event_title=row.event_title or "",
                sent_at=row.sent_at,
                created_at=row.created_at,
                total=sum(channels[row.id].values()),
                by_channel=channels[row.id],
                left_out=missing[row.id],
            )
            for row in rows
        ]

    async def find(self, message: MessageId) -> Message | None:
        """The message, or None."""
        async with self._database.reading() as read:
            row = (await read.execute(select(Row.__table__).where(Row.id == message))).first()
        return message_of(row) if row else None

    async def report(self, message: MessageId) -> MessageReport | None:
        """The message and where it has got to, or None."""
        async with self._database.reading() as read:
            row = (await read.execute(select(Row.__table__).where(Row.id == message))).first()
            if row is None:
                return None
            channels = (await _by_channel(read, [message]))[message]
            missing = (await _left_out(read, [message]))[message]
            hosts = await _per_host(read, message)
        return MessageReport(
            message=message_of(row),
            by_channel=channels,
            left_out=missing,
            delivered=sum(host.delivered for host in hosts),
            waiting=sum(host.waiting for host in hosts),
            failed=sum(host.failed for host in hosts),
            per_host=hosts,
        )


async def _by_channel(read: AsyncConnection, ids: list[str]) -> dict[str, dict[str, int]]:
    rows = await read.execute(
        select(RecipientRow.message_id, RecipientRow.channel, func.count())
        .where(RecipientRow.message_id.in_(ids))
        .group_by(RecipientRow.message_id, RecipientRow.channel)
    )
    return _nested(rows.all())


async def _left_out(read: AsyncConnection, ids: list[str]) -> dict[str, dict[str, int]]:
    rows = await read.execute(
        select(LeftOutRow.message_id, LeftOutRow.why, LeftOutRow.number).where(LeftOutRow.message_id.in_(ids))
    )
    return _nested(rows.all())


def _nested(rows: Iterable[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for message, key, number in rows:
        found[message][key] = number
    return found


async def _per_host(read: AsyncConnection, message: str) -> list[HostReport]:
    rows = await read.execute(
        select(
            RecipientRow.host,
            RecipientRow.channel,
            RecipientRow.state,
            func.count(),
            func.max(RecipientRow.error),
        )
        .where(RecipientRow.message_id == message)
        .group_by(RecipientRow.host, RecipientRow.channel, RecipientRow.state)
    )
    states: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    errors: dict[tuple[str, str], str] = {}
    for host, channel, state, number, error in rows:
        states[host, channel][state] = number
        errors[host, channel] = error or errors.get((host, channel), "")
    return [
        HostReport(
            host,
            channel,
            numbers.get(DELIVERED, 0),
            numbers.get(WAITING, 0),
            numbers.get(FAILED, 0),
            errors[host, channel],
        )
        for (host, channel), numbers in sorted(states.items())
    ]
