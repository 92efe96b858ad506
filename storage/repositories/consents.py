"""The log of consents."""

from sqlalchemy import and_, select

from fedevent.consents import Consent, Purpose
from fedevent.ids import EventId, GroupId, PersonId
from storage.records.consents import consent_of, consent_values
from storage.repositories.repository import Repository
from storage.statements import insert
from storage.tables.consents import ConsentRow


class Consents(Repository):
    """See ``fedevent.ports.Consents``."""

    async def latest(
        self, person: PersonId, purpose: Purpose, event: EventId | None = None, group: GroupId | None = None
    ) -> Consent | None:
        """What holds. With an *event* that is the scope, whatever *group* says."""
        same_group = ConsentRow.group_id.is_not_distinct_from(group or None)
        of_group = and_(ConsentRow.event_id.is_(None), same_group)
        scope = ConsentRow.event_id == event if event else of_group
        wanted = select(ConsentRow.__table__).where(
            ConsentRow.person_id == person, ConsentRow.purpose == purpose, scope
        )
        row = await self._first(wanted.order_by(ConsentRow.at.desc(), ConsentRow.id.desc()).limit(1))
        return consent_of(row) if row else None

    async def add(self, consent: Consent) -> None:
        """Add an entry."""
        await self._connection.execute(insert(self._connection, ConsentRow).values(consent_values(consent)))
