"""The card of an event, as every list shows it: one query for a page of cards, one more for their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from fedevent.ids import EventId
from fedevent.rsvps import Status as Answer
from storage.records.fields import AnyRow, AnySelect
from storage.tables.events import EventRow
from storage.tables.groups import GroupRow
from storage.tables.rsvps import RsvpRow


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event in a list.

    *starts* and *ends* are wall-clock times in *timezone*; *starts_at* and *over_at* moments in UTC. *going*
    and *waiting* count people, guests included. *kind* is the first category, "" if there is none. *online*
    says that one can take part from afar; the address itself is not here.
    """

    id: EventId
    title: str
    summary: str
    starts: datetime
    ends: datetime | None
    timezone: str
    starts_at: datetime
    over_at: datetime
    place: str
    locality: str
    online: bool
    group_slug: str
    group_name: str
    status: str
    visibility: str
    going: int
    waiting: int
    capacity: int | None
    join_mode: str
    categories: tuple[str, ...]
    languages: tuple[str, ...]
    kind: str
    picture: str | None
    picture_alt: str

    @property
    def full(self) -> bool:
        """Whether whoever signs up now would have to wait."""
        return self.capacity is not None and (self.waiting > 0 or self.going >= self.capacity)


def select_cards() -> AnySelect:
    """The columns of a card, with its group joined; the caller adds conditions and order."""
    return select(
        EventRow.id,
        EventRow.title,
        EventRow.summary,
        EventRow.starts,
        EventRow.ends,
        EventRow.timezone,
        EventRow.starts_at,
        EventRow.over_at,
        EventRow.place_name,
        EventRow.place_locality,
        EventRow.online_url,
        GroupRow.slug.label("group_slug"),
        GroupRow.name.label("group_name"),
        EventRow.status,
        EventRow.visibility,
        EventRow.capacity,
        EventRow.join_mode,
        EventRow.categories,
        EventRow.languages,
        EventRow.picture,
        EventRow.picture_alt,
    ).join(GroupRow, GroupRow.id == EventRow.group_id)


async def cards(read: AsyncConnection, page: AnySelect) -> list[EventCard]:
    """The cards of *page*, numbers filled in: two queries, however many cards."""
    rows = (await read.execute(page)).all()
    numbers = await party_sizes(read, [row.id for row in rows])
    return [card(row, numbers) for row in rows]


async def party_sizes(read: AsyncConnection, events: Sequence[str]) -> dict[tuple[str, str], int]:
    """How many people (guests included) go and wait, by (event, status)."""
    if not events:
        return {}
    rows = await read.execute(
        select(RsvpRow.event_id, RsvpRow.status, func.sum(1 + RsvpRow.guests))
        .where(RsvpRow.event_id.in_(events), RsvpRow.status.in_((Answer.GOING, Answer.WAITING)))
        .group_by(RsvpRow.event_id, RsvpRow.status)
    )
    return {(event, status): int(number) for event, status, number in rows}


def card(row: AnyRow, numbers: dict[tuple[str, str], int]) -> EventCard:
    """One card from its row."""
    return EventCard(
        id=EventId(row.id),
        title=row.title,
        summary=row.summary,
        starts=row.starts,
        ends=row.ends,
        timezone=row.timezone,
        starts_at=row.starts_at,
        over_at=row.over_at,
        place=row.place_name or "",
        locality=row.place_locality,
        online=bool(row.online_url),
        group_slug=row.group_slug,
        group_name=row.group_name,
        status=row.status,
        visibility=row.visibility,
        going=numbers.get((row.id, Answer.GOING), 0),
        waiting=numbers.get((row.id, Answer.WAITING), 0),
        capacity=row.capacity,
        join_mode=row.join_mode,
        categories=tuple(row.categories),
        languages=tuple(row.languages),
        kind=row.categories[0] if row.categories else "",
        picture=row.picture,
        picture_alt=row.picture_alt,
    )
