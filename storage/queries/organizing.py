"""What the organizers of a group see of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select

from fedevent.events import Status
from fedevent.ids import EventId, GroupId, PersonId, RsvpId
from fedevent.people import Rank
from fedevent.rsvps import LISTED
from fedevent.rsvps import Status as Answer
from storage.engine import Database
from storage.queries.hosting import HOSTS
from storage.queries.latest_consents import latest_for_event
from storage.records.fields import AnyRow
from storage.tables.accounts import AccountRow
from storage.tables.events import EventRow
from storage.tables.groups import GroupRow, MembershipRow
from storage.tables.people import PersonRow
from storage.tables.rsvps import RsvpRow


@dataclass(frozen=True, slots=True)
class OrganizedGroup:
    """A group one acts for. *role*: "admin" where only the rank gives the right; *requests* are undecided."""

    id: GroupId
    slug: str
    name: str
    role: str
    upcoming: int
    drafts: int
    requests: int


@dataclass(frozen=True, slots=True)
class SignupRow:
    """One answer, as the hosts see it. *email* is "" unless proven; *actor* and *handle* "" without one."""

    rsvp: RsvpId
    person: PersonId
    name: str
    handle: str
    actor: str
    email: str
    status: str
    guests: int
    source: str
    note: str
    name_shown: bool
    stated_at: datetime
    changed_at: datetime | None
    consents: bool
    held_until: datetime | None


class Organizing:
    """Every method is for organizers only; the page checks with `may` first."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def may(self, group: GroupId, person: PersonId) -> bool:
        """Whether the person may act for the group: its owner and organizers, and the instance's admins."""
        role = (
            select(func.count())
            .select_from(MembershipRow)
            .where(
                MembershipRow.group_id == group,
                MembershipRow.person_id == person,
                MembershipRow.role.in_(HOSTS),
            )
        )
        rank = (
            select(func.count())
            .select_from(AccountRow)
            .where(AccountRow.person_id == person, AccountRow.rank == Rank.ADMIN)
        )
        async with self._database.reading() as read:
            return bool(await read.scalar(select(role.scalar_subquery() + rank.scalar_subquery())))

    async def groups(self, person: PersonId, admin: bool) -> list[OrganizedGroup]:
        """The groups the person acts for (all of them for an *admin*), by name; three queries."""
        mine = and_(MembershipRow.group_id == GroupRow.id, MembershipRow.person_id == person)
        page = (
            select(GroupRow.id, GroupRow.slug, GroupRow.name, MembershipRow.role)
            .outerjoin(MembershipRow, mine)
            .where(GroupRow.deleted_at.is_(None))
            .order_by(func.lower(GroupRow.name), GroupRow.id)
        )
        if not admin:
            page = page.where(MembershipRow.role.in_(HOSTS))
        async with self._database.reading() as read:
            rows = (await read.execute(page)).all()
            ids = [row.id for row in rows]
            coming = (EventRow.over_at > self._clock()) & (EventRow.status == Status.PUBLISHED)
            events = await read.execute(
                select(
                    EventRow.group_id,
                    func.sum(case((coming, 1), else_=0)),
                    func.sum(case((EventRow.status == Status.DRAFT, 1), else_=0)),
                )
                .where(EventRow.group_id.in_(ids))
                .group_by(EventRow.group_id)
            )
            numbers = {group: (int(upcoming), int(drafts)) for group, upcoming, drafts in events}
            asked = await read.execute(
                select(EventRow.group_id, func.count())
                .join(RsvpRow, RsvpRow.event_id == EventRow.id)
                .where(EventRow.group_id.in_(ids), coming, RsvpRow.status == Answer.REQUESTED)
                .group_by(EventRow.group_id)
            )
            requests = dict(asked.all())
        return [
            OrganizedGroup(
                GroupId(row.id),
                row.slug,
                row.name,
                row.role if row.role in HOSTS else "admin",
                *numbers.get(row.id, (0, 0)),
                requests.get(row.id, 0),
            )
            for row in rows
        ]

    async def signups(self, event: EventId, status: Answer | str | None = None) -> list[SignupRow]:
        """The answers to an event, first come first; unconfirmed and withdrawn ones are left out."""
        agreed = latest_for_event(event).subquery()
        page = (
            select(
                *RsvpRow.__table__.columns,
                PersonRow.name,
                PersonRow.handle,
                PersonRow.actor,
                case((PersonRow.email_confirmed_at.is_not(None), PersonRow.email)).label("proven_email"),
                agreed.c.given.label("agreed"),
            )
            .join(PersonRow, PersonRow.id == RsvpRow.person_id)
            .outerjoin(agreed, agreed.c.person_id == RsvpRow.person_id)
            .where(RsvpRow.event_id == event, RsvpRow.status.in_(LISTED))
            .order_by(RsvpRow.since, RsvpRow.id)
        )
        if status is not None:
            page = page.where(RsvpRow.status == str(status))
        async with self._database.reading() as read:
            return [_signup(row) for row in (await read.execute(page)).all()]


def _signup(row: AnyRow) -> SignupRow:
    return SignupRow(
        rsvp=RsvpId(row.id),
        person=PersonId(row.person_id),
        name=row.name,
        handle=row.handle or "",
        actor=row.actor or "",
        email=row.proven_email or "",
        status=row.status,
        guests=row.guests,
        source=row.source,
        note=row.note,
        name_shown=row.name_shown,
        stated_at=row.stated_at,
        changed_at=row.changed_at,
        consents=bool(row.agreed),
        held_until=row.held_until,
    )
