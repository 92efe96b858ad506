"""The log of consents."""

from sqlalchemy import bindparam, select

from fedevent.consents import Consent, Purpose
from fedevent.ids import EventId, GroupId, PersonId
from storage.records.consents import consent_of, consent_values
from storage.repositories.repository import Repository
from storage.statements import add
from storage.tables.consents import ConsentRow

_LATEST = (
    select(ConsentRow.__table__)
    .where(ConsentRow.person_id == bindparam("person"), ConsentRow.purpose == bindparam("purpose"))
    .order_by(ConsentRow.at.desc(), ConsentRow.id.desc())
    .limit(1)
)
_ABOUT_EVENT = _LATEST.where(ConsentRow.event_id == bindparam("event"))
_ABOUT_GROUP = _LATEST.where(
    ConsentRow.event_id.is_(None), ConsentRow.group_id.is_not_distinct_from(bindparam("group"))
)


class Consents(Repository):
    """See ``fedevent.ports.Consents``."""

    async def latest(
        self, person: PersonId, purpose: Purpose, event: EventId | None = None, group: GroupId | None = None
    ) -> Consent | None:
        """What holds. With an *event* that is the scope, whatever *group* says."""
        whose = {"person": person, "purpose": purpose.value}
        if event:
            row = await self._first(_ABOUT_EVENT, **whose, event=event)
        else:
            row = await self._first(_ABOUT_GROUP, **whose, group=group or None)
        return consent_of(row) if row else None

    async def add(self, consent: Consent) -> None:
        """Add an entry."""
        await add(self._connection, ConsentRow, consent_values(consent))
