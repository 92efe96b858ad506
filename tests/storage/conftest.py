"""A database in its right shape, and records that belong together, for every test of storage."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from fedevent.groups import Membership, Role
from fedevent.ids import PersonId
from fedevent.people import Account, Person, Rank
from storage import migrate
from storage.engine import Database, connect
from storage.queries.reads import Reads, reads
from storage.queue import Job
from storage.unit_of_work import SqlUnitOfWork
from tests.makers import NOW, a_group, a_person, an_event

GRACE = PersonId("p0")


@dataclass
class House:
    """A database with a clock that stands until it is moved."""

    database: Database
    now: datetime = NOW

    def clock(self) -> datetime:
        """The time it is in this house."""
        return self.now

    def later(self, **span: float) -> datetime:
        """Move the clock on."""
        self.now += timedelta(**span)
        return self.now

    def work(self, job: Job | None = None) -> SqlUnitOfWork:
        """A fresh unit of work."""
        return SqlUnitOfWork(self.database, self.clock, job)

    @property
    def reads(self) -> Reads:
        """All queries."""
        return reads(self.database, self.clock)

    async def settle_in(self, *people: Person, capacity: int | None = None) -> None:
        """A group with its owner Grace, an event of it, and *people*."""
        grace = a_person(id=GRACE, name="Grace", actor=None, handle=None, email="grace@chapter.example")
        async with self.work() as work:
            await work.people.put(grace)
            await work.accounts.put(Account(GRACE, "grace", Rank.ORGANIZER, created_at=NOW))
            await work.groups.put(a_group())
            await work.groups.put_membership(Membership(a_group().id, GRACE, Role.OWNER, NOW))
            await work.events.put(an_event(capacity=capacity))
            for person in people:
                await work.people.put(person)
            await work.commit()

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The statements that are sent meanwhile."""
        sent: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            sent.append(statement)

        engines = [self.database.engine.sync_engine]
        if self.database.is_sqlite:  # on PostgreSQL, readers are the same engine by another name
            engines.append(self.database.readers.sync_engine)
        for engine in engines:
            event.listen(engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            for engine in engines:
                event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database, SQLite and PostgreSQL in turn."""
    if await migrate.current(database_url) is None:
        await migrate.upgrade(database_url)
    opened = connect(database_url, pool=30)
    yield opened
    await opened.close()


@pytest.fixture
def house(database: Database) -> House:
    """A database with a clock."""
    return House(database)
