"""Whole events for feeds and calendar files: what a card leaves out, for many events at once."""

from collections.abc import Sequence

from sqlalchemy import select

from fedevent.events import Event
from fedevent.groups import Group
from fedevent.ids import EventId
from storage.engine import Database
from storage.records.events import event_of
from storage.records.groups import group_of
from storage.tables.events import EventRow
from storage.tables.groups import GroupRow

MOST = 500  # events one feed holds at most; also far below any database's limit of parameters


class Feeds:
    """Events with their groups, in the order asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def events(self, ids: Sequence[EventId]) -> list[tuple[Event, Group]]:
        """The events called *ids* (at most ``MOST``) with their groups; two queries, however many."""
        wanted = list(ids)[:MOST]
        if not wanted:
            return []
        async with self._database.reading() as read:
            rows = (await read.execute(select(EventRow.__table__).where(EventRow.id.in_(wanted)))).all()
            owners = {row.group_id for row in rows}
            groups = (await read.execute(select(GroupRow.__table__).where(GroupRow.id.in_(owners)))).all()
        known = {row.id: group_of(row) for row in groups}
        found = {row.id: (event_of(row), known[row.group_id]) for row in rows}
        return [found[event] for event in wanted if event in found]
