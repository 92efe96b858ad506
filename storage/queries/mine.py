"""What a person sees of their own: answers, dates, agreements."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, tuple_

from fedevent.consents import Purpose
from fedevent.ids import EventId, GroupId, PersonId
from fedevent.people import Person
from fedevent.rsvps import LISTED, Rsvp
from fedevent.rsvps import Status as Answer
from storage.engine import Database
from storage.queries.calendar import SHOWN
from storage.queries.cards import EventCard, card, party_sizes, select_cards
from storage.queries.latest_consents import consenting, latest_consents
from storage.records.fields import AnyRow
from storage.records.people import person_of
from storage.records.rsvps import rsvp_of
from storage.tables.events import EventRow
from storage.tables.groups import GroupRow
from storage.tables.people import PersonRow
from storage.tables.rsvps import RsvpRow

PAST = 50  # how many past dates a person is shown


@dataclass(frozen=True, slots=True)
class MyDate:
    """An event with one's own answer. *consents*: the hosts may write about it."""

    card: EventCard
    rsvp: Rsvp
    consents: bool


@dataclass(frozen=True, slots=True)
class MyDates:
    """One's dates: what is coming, the next one first, and what is over, the latest first."""

    upcoming: list[MyDate]
    past: list[MyDate]


@dataclass(frozen=True, slots=True)
class ConsentView:
    """What holds for one purpose and scope. *text* is what the person was shown when they said so."""

    purpose: Purpose
    given: bool
    at: datetime
    source: str
    text: str
    event: EventId | None
    event_title: str
    group: GroupId | None
    group_name: str


class Mine:
    """Everything here is about one person, for that person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def person(self, person: PersonId) -> Person | None:
        """The person, or None."""
        async with self._database.reading() as read:
            row = (await read.execute(select(PersonRow.__table__).where(PersonRow.id == person))).first()
        return person_of(row) if row else None

    async def rsvp(self, event: EventId, person: PersonId) -> Rsvp | None:
        """The person's answer to the event, whatever its status, or None."""
        one = select(RsvpRow.__table__).where(RsvpRow.event_id == event, RsvpRow.person_id == person)
        async with self._database.reading() as read:
            row = (await read.execute(one)).first()
        return rsvp_of(row) if row else None

    async def position(self, rsvp: Rsvp) -> int:
        """The place on the waiting list, from 1; 0 for an answer that does not wait."""
        if rsvp.status is not Answer.WAITING:
            return 0
        before = select(func.count()).where(
            RsvpRow.event_id == rsvp.event,
            RsvpRow.status == Answer.WAITING,
            or_(
                RsvpRow.since < rsvp.since,
                tuple_(RsvpRow.since, RsvpRow.id) < tuple_(rsvp.since, rsvp.id),
            ),
        )
        async with self._database.reading() as read:
            return (await read.scalar(before.select_from(RsvpRow)) or 0) + 1

    async def consents_to(self, event: EventId, person: PersonId) -> bool:
        """Whether the hosts may write to the person about the event."""
        async with self._database.reading() as read:
            return bool(await consenting(read, [event], person))

    async def dates(self, person: PersonId, now: datetime) -> MyDates:
        """The events that the person answered: three queries, however many."""
        mine = [column.label(f"rsvp_{column.name}") for column in RsvpRow.__table__.columns]
        page = (
            select_cards()
            .add_columns(*mine)
            .join(RsvpRow, RsvpRow.event_id == EventRow.id)
            .where(RsvpRow.person_id == person, RsvpRow.status.in_(LISTED), EventRow.status.in_(SHOWN))
        )
        coming = page.where(EventRow.over_at > now).order_by(EventRow.starts_at, EventRow.id)
        over = page.where(EventRow.over_at <= now).order_by(EventRow.starts_at.desc()).limit(PAST)
        async with self._database.reading() as read:
            upcoming = (await read.execute(coming)).all()
            past = (await read.execute(over)).all()
            events = [row.id for row in (*upcoming, *past)]
            numbers = await party_sizes(read, events)
            agreed = await consenting(read, events, person)
        dated = [_date(row, numbers, agreed) for row in (*upcoming, *past)]
        return MyDates(dated[: len(upcoming)], dated[len(upcoming) :])

    async def consents(self, person: PersonId) -> list[ConsentView]:
        """What holds now for each purpose and scope that the person ever decided on, the latest first."""
        latest = latest_consents(person).subquery()
        page = (
            select(latest, EventRow.title.label("event_title"), GroupRow.name.label("group_name"))
            .outerjoin(EventRow, EventRow.id == latest.c.event_id)
            .outerjoin(GroupRow, GroupRow.id == latest.c.group_id)
            .order_by(latest.c.at.desc(), latest.c.id.desc())
        )
        async with self._database.reading() as read:
            rows = (await read.execute(page)).all()
        return [_consent(row) for row in rows]


def _date(row: AnyRow, numbers: dict[tuple[str, str], int], agreed: set[str]) -> MyDate:
    return MyDate(card(row, numbers), rsvp_of(row, "rsvp_"), row.id in agreed)


def _consent(row: AnyRow) -> ConsentView:
    return ConsentView(
        purpose=Purpose(row.purpose),
        given=row.given,
        at=row.at,
        source=row.source,
        text=row.text,
        event=EventId(row.event_id) if row.event_id else None,
        event_title=row.event_title or "",
        group=GroupId(row.group_id) if row.group_id else None,
        group_name=row.group_name or "",
    )
