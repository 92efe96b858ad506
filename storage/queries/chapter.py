"""The chapter, and how much goes on in it."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from fedevent.chapter import Chapter as ChapterRecord
from fedevent.events import Status, Visibility
from storage.engine import Database
from storage.records.chapters import chapter_of
from storage.tables.accounts import AccountRow, SessionRow
from storage.tables.chapters import ChapterRow
from storage.tables.events import EventRow
from storage.tables.groups import GroupRow

FRESH = 5.0  # seconds; every page and every letter asks for it


@dataclass(frozen=True, slots=True)
class Numbers:
    """What NodeInfo tells: local accounts, groups, public events, and accounts seen in 30 and 180 days."""

    people: int
    groups: int
    events: int
    active_month: int
    active_half_year: int

    @property
    def active(self) -> int:
        """Accounts that signed in within 30 days."""
        return self.active_month


class Chapter:
    """The one record of the instance."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: ChapterRecord | None = None
        self._known_until = 0.0

    async def find(self) -> ChapterRecord | None:
        """The chapter, as it was within the last seconds, or None before the first run."""
        if self._known and time.monotonic() < self._known_until:
            return self._known
        async with self._database.reading() as read:
            row = (await read.execute(select(ChapterRow.__table__))).first()
        self._known, self._known_until = chapter_of(row) if row else None, time.monotonic() + FRESH
        return self._known

    async def numbers(self, now: datetime) -> Numbers:
        """How much goes on; one query."""
        people = select(func.count()).select_from(AccountRow)
        groups = select(func.count()).select_from(GroupRow).where(GroupRow.deleted_at.is_(None))
        events = (
            select(func.count())
            .select_from(EventRow)
            .where(
                EventRow.status.in_((Status.PUBLISHED, Status.CANCELLED)),
                EventRow.visibility == Visibility.PUBLIC,
            )
        )
        seen = select(func.count(func.distinct(SessionRow.person_id)))
        month = seen.where(SessionRow.created_at > now - timedelta(days=30))
        half_year = seen.where(SessionRow.created_at > now - timedelta(days=180))
        every = (people, groups, events, month, half_year)
        async with self._database.reading(slow=True) as read:
            row = (await read.execute(select(*(each.scalar_subquery() for each in every)))).one()
        return Numbers(*(int(number) for number in row))
