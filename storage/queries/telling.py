"""Whom to tell: the guests of an event and the recipients of a message, with the way each is reached."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, select

from fedevent.events import Status as EventStatus
from fedevent.events import Visibility
from fedevent.groups import Role
from fedevent.ids import EventId, GroupId, MessageId, PersonId, RsvpId
from fedevent.messages import Channel
from fedevent.people import Account, Person, Rank
from fedevent.rsvps import OPEN, Rsvp, Status
from storage.engine import Database
from storage.queries.accounts import account_columns
from storage.records.people import account_of, person_of
from storage.records.rsvps import rsvp_of
from storage.tables.accounts import AccountRow
from storage.tables.actors import ActorRow, HostRow
from storage.tables.events import EventRow
from storage.tables.groups import MembershipRow
from storage.tables.messages import RecipientRow
from storage.tables.people import PersonRow
from storage.tables.rsvps import RsvpRow

MOST_ANNOUNCED = 100  # how many events to come a new follower of the instance is told of

_RSVP = select(RsvpRow.__table__).where(RsvpRow.id == bindparam("id"))
_PERSON = (
    select(PersonRow.__table__, *account_columns())
    .outerjoin(AccountRow, AccountRow.person_id == PersonRow.id)
    .where(PersonRow.id == bindparam("id"))
)


@dataclass(frozen=True, slots=True)
class GuestView:
    """Someone whose answer stands. *actor* is "" without an account elsewhere; *email* is proven."""

    person: PersonId
    name: str
    actor: str
    handle: str
    email: str
    language: str | None
    family: str  # the dialect of their server, "unknown" if it is
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class RecipientView:
    """Someone who gets a message, by the one way that was chosen."""

    person: PersonId
    name: str
    actor: str
    handle: str
    email: str
    language: str | None
    channel: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody of ours who can be mailed."""

    person: PersonId
    name: str
    email: str
    language: str | None


class Telling:
    """Reads for notices and messages; no query per person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def rsvp(self, rsvp: RsvpId) -> Rsvp | None:
        """One answer by its id."""
        async with self._database.reading() as read:
            row = (await read.execute(_RSVP, {"id": rsvp})).first()
        return rsvp_of(row) if row else None

    async def person(self, person: PersonId) -> tuple[Person, Account | None] | None:
        """A person, and their account here if they have one; one query."""
        async with self._database.reading() as read:
            row = (await read.execute(_PERSON, {"id": person})).first()
        if row is None:
            return None
        return person_of(row), account_of(row, "account_") if row.account_person_id else None

    async def guests(self, event: EventId, statuses: Collection[Status] = OPEN) -> list[GuestView]:
        """Everyone whose answer to *event* stands at one of *statuses*."""
        page = (
            select(
                PersonRow.id,
                PersonRow.name,
                PersonRow.actor,
                PersonRow.handle,
                PersonRow.email,
                PersonRow.email_confirmed_at,
                PersonRow.language,
                HostRow.dialect,
                RsvpRow.status,
                RsvpRow.source,
            )
            .join(RsvpRow, RsvpRow.person_id == PersonRow.id)
            .outerjoin(ActorRow, ActorRow.id == PersonRow.actor)
            .outerjoin(HostRow, HostRow.host == ActorRow.host)
            .where(RsvpRow.event_id == event, RsvpRow.status.in_(statuses), PersonRow.erased_at.is_(None))
            .order_by(RsvpRow.since, RsvpRow.id)
        )
        async with self._database.reading() as read:
            rows = (await read.execute(page)).all()
        return [
            GuestView(
                PersonId(r.id),
                r.name,
                r.actor or "",
                r.handle or "",
                r.email if r.email and r.email_confirmed_at else "",
                r.language,
                r.dialect or "unknown",
                r.status,
                r.source,
            )
            for r in rows
        ]

    async def recipients(self, message: MessageId, channel: Channel) -> list[RecipientView]:
        """Who gets *message* by *channel*."""
        page = (
            select(
                PersonRow.id,
                PersonRow.name,
                PersonRow.actor,
                PersonRow.handle,
                PersonRow.email,
                PersonRow.language,
                RecipientRow.channel,
            )
            .join(RecipientRow, RecipientRow.person_id == PersonRow.id)
            .where(RecipientRow.message_id == message, RecipientRow.channel == channel)
            .where(PersonRow.erased_at.is_(None))
            .order_by(PersonRow.id)
        )
        async with self._database.reading() as read:
            rows = (await read.execute(page)).all()
        return [
            RecipientView(
                PersonId(r.id), r.name, r.actor or "", r.handle or "", r.email or "", r.language, r.channel
            )
            for r in rows
        ]

    async def hosts(self, group: GroupId) -> list[Mailbox]:
        """The hosts of a group who can be mailed."""
        roles = (Role.OWNER, Role.ORGANIZER)
        of_group = MembershipRow.group_id == group
        return await self._mailboxes(
            select(PersonRow.id, PersonRow.name, PersonRow.email, PersonRow.language)
            .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
            .where(of_group, MembershipRow.role.in_(roles))
        )

    async def admins(self) -> list[Mailbox]:
        """The people who run the chapter."""
        return await self._mailboxes(
            select(PersonRow.id, PersonRow.name, PersonRow.email, PersonRow.language)
            .join(AccountRow, AccountRow.person_id == PersonRow.id)
            .where(AccountRow.rank == Rank.ADMIN)
        )

    async def _mailboxes(self, page: Select[str, str, str | None, str | None]) -> list[Mailbox]:
        proven = page.where(PersonRow.email_confirmed_at.is_not(None))
        async with self._database.reading() as read:
            rows = (await read.execute(proven.order_by(PersonRow.id))).all()
        return [Mailbox(PersonId(r.id), r.name, r.email or "", r.language) for r in rows]

    async def upcoming(self, now: datetime) -> Sequence[EventId]:
        """The public events still to come, the next first."""
        page = (
            select(EventRow.id)
            .where(
                EventRow.status == EventStatus.PUBLISHED,
                EventRow.visibility == Visibility.PUBLIC,
                EventRow.over_at > now,
            )
            .order_by(EventRow.starts_at, EventRow.id)
            .limit(MOST_ANNOUNCED)
        )
        async with self._database.reading() as read:
            return [EventId(event) for event in (await read.scalars(page)).all()]
