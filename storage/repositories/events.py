"""Events, and who likes or shares them."""

from sqlalchemy import and_, bindparam, delete, false, or_, select, update

from fedevent.errors import NotFound
from fedevent.events import Event
from fedevent.ids import EventId
from fedevent.words import N_
from storage.records.events import event_of, event_tags, event_values
from storage.repositories.repository import Repository
from storage.statements import add_missing, add_new, upsert
from storage.tables.events import EventRow, EventTagRow, InterestRow

_HELD = select(EventRow.__table__).where(EventRow.id == bindparam("id")).with_for_update(key_share=True)
_UNTAGGED = delete(EventTagRow).where(EventTagRow.event_id == bindparam("event"))


class Events(Repository):
    """See ``fedevent.ports.Events``."""

    async def get(self, event: EventId) -> Event:
        """Load in order to change: whoever holds the event decides alone. ``NotFound`` when there is none.

        PostgreSQL holds the row until the work is done, SQLite the file.
        """
        row = await self._first(_HELD, id=event)
        if row is None:
            raise NotFound(N_("There is no such event."))
        return event_of(row)

    async def put(self, event: Event) -> None:
        """Add or change."""
        await upsert(self._connection, EventRow, event_values(event), ["id"])
        await self._connection.execute(_UNTAGGED, {"event": event.id})
        await add_missing(self._connection, EventTagRow, event_tags(event))

    async def interest(self, event: EventId, actor: str, kind: str, activity: str) -> bool:
        """Note a like or a share (*kind*); False when it was known."""
        values = {"event_id": event, "actor": actor, "kind": kind, "activity": activity}
        if await add_new(self._connection, InterestRow, values):
            return True
        same = and_(InterestRow.event_id == event, InterestRow.actor == actor, InterestRow.kind == kind)
        await self._connection.execute(update(InterestRow).where(same).values(activity=activity))
        return False

    async def lose_interest(self, actor: str, activity: str, event: EventId | None, kind: str) -> bool:
        """Take a like or a share back, by its activity or by what it was about; False when there was none."""
        by_activity = InterestRow.activity == activity if activity else false()
        by_subject = and_(InterestRow.event_id == event, InterestRow.kind == kind) if event else false()
        gone = delete(InterestRow).where(InterestRow.actor == actor, or_(by_activity, by_subject))
        return (await self._connection.execute(gone.returning(InterestRow.kind))).first() is not None
