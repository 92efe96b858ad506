"""One event, with all that its page shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from fedevent.events import Event, Status, Visibility
from fedevent.groups import Group
from fedevent.ids import EventId, GroupId
from fedevent.rsvps import LISTED
from fedevent.rsvps import Status as Answer
from storage.engine import Database
from storage.queries.cards import EventCard, cards, select_cards
from storage.queries.hosting import Host, hosts_of
from storage.records.events import event_of
from storage.records.groups import group_of
from storage.tables.base import Moment
from storage.tables.events import EventRow, InterestRow
from storage.tables.groups import GroupRow
from storage.tables.people import PersonRow
from storage.tables.rsvps import RsvpRow
from storage.taking import taking

NAMES = 200  # how many names a page shows at most

_EVENT = select(EventRow.__table__).where(EventRow.id == bindparam("id"))
_GROUP = select(GroupRow.__table__).where(GroupRow.id == bindparam("id"))
_NUMBERS = (
    select(RsvpRow.status, func.count(), func.sum(taking(bindparam("now", type_=Moment()))))
    .where(RsvpRow.event_id == bindparam("id"))
    .group_by(RsvpRow.status)
)
_NAMES = (
    select(PersonRow.name)
    .join(RsvpRow, RsvpRow.person_id == PersonRow.id)
    .where(RsvpRow.event_id == bindparam("id"), RsvpRow.status == Answer.GOING.value)
    .where(RsvpRow.name_shown.is_(True), PersonRow.erased_at.is_(None))
    .order_by(RsvpRow.since, RsvpRow.id)
    .limit(NAMES)
)
_INTEREST = (
    select(InterestRow.kind, func.count())
    .where(InterestRow.event_id == bindparam("id"))
    .group_by(InterestRow.kind)
)


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event and what surrounds it.

    *counts*: answers by status value, without unconfirmed and withdrawn ones. *taken*: places gone, guests
    and places held for unproven addresses included. *going_names*: only of those who let their name be shown.
    """

    event: Event
    group: Group
    hosts: tuple[Host, ...]
    counts: dict[str, int]
    taken: int
    going_names: tuple[str, ...]
    likes: int
    shares: int


class Events:
    """Single events. *clock* tells which held places still count."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def find(self, event: EventId) -> EventPage | None:
        """The event, whatever its status (drafts and tombstones too: the page decides), or None."""
        async with self._database.reading() as read:
            row = (await read.execute(_EVENT, {"id": event})).first()
            if row is None:
                return None
            group = (await read.execute(_GROUP, {"id": row.group_id})).one()
            counts, taken = await self._numbers(read, event)
            interest = await _interest(read, event)
            return EventPage(
                event=event_of(row),
                group=group_of(group),
                hosts=await hosts_of(read, GroupId(row.group_id)),
                counts=counts,
                taken=taken,
                going_names=await _names(read, event),
                likes=interest.get("like", 0),
                shares=interest.get("share", 0),
            )

    async def brief(self, event: EventId) -> tuple[Event, Group] | None:
        """The event and its group without any numbers."""
        async with self._database.reading() as read:
            row = (await read.execute(_EVENT, {"id": event})).first()
            if row is None:
                return None
            group = (await read.execute(_GROUP, {"id": row.group_id})).one()
        return event_of(row), group_of(group)

    async def more(
        self, group: GroupId, now: datetime, without: EventId | None = None, limit: int = 6
    ) -> list[EventCard]:
        """What else the group has coming, the next one first."""
        page = select_cards().where(
            EventRow.group_id == group,
            EventRow.status == Status.PUBLISHED,
            EventRow.visibility == Visibility.PUBLIC,
            EventRow.over_at > now,
            EventRow.id != (without or ""),
        )
        async with self._database.reading() as read:
            return await cards(read, page.order_by(EventRow.starts_at, EventRow.id).limit(limit))

    async def _numbers(self, read: AsyncConnection, event: EventId) -> tuple[dict[str, int], int]:
        rows = await read.execute(_NUMBERS, {"id": event, "now": self._clock()})
        counted = {status: (int(answers), int(places)) for status, answers, places in rows}
        counts = {s.value: counted.get(s, (0, 0))[0] for s in Answer if s in LISTED}
        return counts, sum(places for _, places in counted.values())


async def _names(read: AsyncConnection, event: EventId) -> tuple[str, ...]:
    return tuple((await read.scalars(_NAMES, {"id": event})).all())


async def _interest(read: AsyncConnection, event: EventId) -> dict[str, int]:
    return dict((await read.execute(_INTEREST, {"id": event})).all())
