"""Which consents hold: the latest entry of the log for a person, purpose and scope."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from fedevent.consents import Purpose
from storage.records.fields import AnySelect
from storage.tables.consents import ConsentRow


def latest_consents(person: str) -> AnySelect:
    """The entries that hold for *person*, whatever they say."""
    return _latest(ConsentRow.person_id == person)


def latest_for_event(event: str) -> AnySelect:
    """The entries that hold about messages on *event*, one for each person who ever decided."""
    return _latest(ConsentRow.purpose == Purpose.EVENT_MESSAGES, ConsentRow.event_id == event)


async def consenting(read: AsyncConnection, events: Sequence[str], person: str) -> set[str]:
    """Those of *events* about which the hosts may write to *person*."""
    if not events:
        return set()
    latest = _latest(
        ConsentRow.person_id == person,
        ConsentRow.purpose == Purpose.EVENT_MESSAGES,
        ConsentRow.event_id.in_(events),
    ).subquery()
    return set((await read.scalars(select(latest.c.event_id).where(latest.c.given.is_(True)))).all())


def _latest(*conditions: Any) -> AnySelect:
    # An entry about an event has its group beside it for the record only; the event is the scope.
    scope = func.coalesce(ConsentRow.event_id, ConsentRow.group_id, "")
    order = func.row_number().over(
        partition_by=(ConsentRow.person_id, ConsentRow.purpose, scope),
        order_by=(ConsentRow.at.desc(), ConsentRow.id.desc()),
    )
    ranked = select(ConsentRow.__table__, order.label("age_rank")).where(*conditions).subquery()
    return select(*(c for c in ranked.c if c.name != "age_rank")).where(ranked.c.age_rank == 1)
