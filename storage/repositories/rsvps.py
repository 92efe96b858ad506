"""Answers. Whoever changes them holds their event, so what is counted here stays true until the commit."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, or_, select

from fedevent.errors import NotFound
from fedevent.ids import EventId, PersonId, RsvpId
from fedevent.rsvps import Room, Rsvp, Status
from fedevent.words import N_
from storage.records.rsvps import rsvp_of, rsvp_values
from storage.repositories.repository import Repository
from storage.statements import add, upsert
from storage.tables.base import Moment
from storage.tables.events import EventRow
from storage.tables.people import PersonRow
from storage.tables.rsvps import RsvpRow, WithdrawalRow
from storage.taking import taking

_RSVPS = select(RsvpRow.__table__)
_BY_ID = _RSVPS.where(RsvpRow.id == bindparam("id"))
_OF_PERSON = _RSVPS.where(RsvpRow.event_id == bindparam("event"), RsvpRow.person_id == bindparam("person"))
_BY_REQUEST = _RSVPS.join(PersonRow, PersonRow.id == RsvpRow.person_id).where(
    PersonRow.actor == bindparam("actor"), RsvpRow.asked_by == bindparam("asked_by")
)
_WAITING = _RSVPS.where(
    RsvpRow.event_id == bindparam("event"), RsvpRow.status == Status.WAITING.value
).order_by(RsvpRow.since, RsvpRow.id)
_ROOM = select(
    func.sum(taking(bindparam("now", type_=Moment()))),
    func.count().filter(RsvpRow.status == Status.WAITING.value),
).where(RsvpRow.event_id == bindparam("event"), RsvpRow.person_id != bindparam("without"))
_WITHDRAWN = (
    select(WithdrawalRow.id)
    .where(
        WithdrawalRow.event_id == bindparam("event"),
        WithdrawalRow.actor == bindparam("actor"),
        WithdrawalRow.at >= bindparam("since"),
    )
    # The one that names this very request goes before one that names none.
    .order_by(WithdrawalRow.asked_by.desc(), WithdrawalRow.at)
)
_NAMED = WithdrawalRow.asked_by == bindparam("asked_by")
_WITHDRAWN_BY_NAME = _WITHDRAWN.where(_NAMED)
_WITHDRAWN_EITHER_WAY = _WITHDRAWN.where(or_(_NAMED, WithdrawalRow.asked_by == ""))


class Rsvps(Repository):
    """See ``fedevent.ports.Rsvps``."""

    async def get(self, rsvp: RsvpId) -> Rsvp:
        """The answer; ``NotFound`` when there is none."""
        row = await self._first(_BY_ID, id=rsvp)
        if row is None:
            raise NotFound(N_("There is no such answer."))
        return rsvp_of(row)

    async def find(self, event: EventId, person: PersonId) -> Rsvp | None:
        """A person's answer to an event."""
        row = await self._first(_OF_PERSON, event=event, person=person)
        return rsvp_of(row) if row else None

    async def by_request(self, actor: str, asked_by: str) -> Rsvp | None:
        """The answer of *actor* that the activity *asked_by* made."""
        row = await self._first(_BY_REQUEST, actor=actor, asked_by=asked_by)
        return rsvp_of(row) if row else None

    async def room(self, event: EventId, without: PersonId | None, now: datetime) -> Room:
        """How full the event is without one person; places held by addresses still to be proven count."""
        values = {"event": event, "without": without or "", "now": now}
        taken, waiting = (await self._connection.execute(_ROOM, values)).one()
        return Room(int(taken or 0), waiting)

    async def waiting(self, event: EventId) -> Sequence[Rsvp]:
        """Who waits, first come first."""
        return [rsvp_of(row) for row in await self._connection.execute(_WAITING, {"event": event})]

    async def count(self, event: EventId) -> dict[Status, int]:
        """How many answers stand where."""
        counted = select(RsvpRow.status, func.count()).where(RsvpRow.event_id == event)
        rows = await self._connection.execute(counted.group_by(RsvpRow.status))
        return {Status(status): number for status, number in rows}

    async def put(self, rsvp: Rsvp) -> None:
        """Add or change."""
        await upsert(self._connection, RsvpRow, rsvp_values(rsvp), ["id"])

    async def remember_withdrawal(self, event: EventId, actor: str, asked_by: str, at: datetime) -> None:
        """Keep a Leave or Undo whose request has not arrived yet. *asked_by* may be "" (unknown)."""
        values = {"event_id": event, "actor": actor, "asked_by": asked_by, "at": at}
        await add(self._connection, WithdrawalRow, values)

    async def take_withdrawal(
        self, event: EventId, actor: str, asked_by: str, since: datetime, *, exactly: bool = False
    ) -> bool:
        """Use up one such memory that is not older than *since*; False when there is none.

        *exactly*: only one that names this very request.
        """
        if exactly and not asked_by:
            return False
        wanted = _WITHDRAWN_BY_NAME if exactly else _WITHDRAWN_EITHER_WAY
        row = await self._first(wanted, event=event, actor=actor, asked_by=asked_by, since=since)
        if row is None:
            return False
        await self._connection.execute(delete(WithdrawalRow).where(WithdrawalRow.id == row.id))
        return True

    async def to_come(self, person: PersonId, now: datetime) -> Sequence[EventId]:
        """The events not yet over to which the person has an answer, in a steady order."""
        wanted = (
            select(RsvpRow.event_id)
            .join(EventRow, EventRow.id == RsvpRow.event_id)
            .where(RsvpRow.person_id == person, RsvpRow.status != Status.WITHDRAWN, EventRow.over_at > now)
            .order_by(RsvpRow.event_id)
        )
        return [EventId(event) for event in await self._connection.scalars(wanted)]
