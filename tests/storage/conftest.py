"""A database in its right shape, and records that belong together, for every test of storage."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from fedevent.groups import Membership, Role
from fedevent.people import Account, Person, Rank
from storage import migrate
from storage.engine import Database, connect
from storage.queries.reads import Reads, reads
from storage.queue import Job
from storage.unit_of_work import SqlUnitOfWork
from tests.makers import NOW, a_group, a_person, an_event


@dataclass
class House:
    """A database with a clock that stands until it is moved."""

    database: Database
    now: datetime = NOW
    statements: list[str] = field(default_factory=list)

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
        """A group with its owner Grace ("p0"), an event of it, and *people*."""
        async with self.work() as work:
            await work.people.put(
                a_person(id="p0", name="Grace", actor=None, handle=None, email="g@c.example")
            )
            await work.accounts.put(Account(a_person(id="p0").id, "grace", Rank.ORGANIZER, created_at=NOW))
            await work.groups.put(a_group())
            await work.groups.put_membership(Membership(a_group().id, a_person(id="p0").id, Role.OWNER, NOW))
            await work.events.put(an_event(capacity=capacity))
            for person in people:
                await work.people.put(person)
            await work.commit()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database, SQLite and PostgreSQL in turn."""
    if await migrate.current(database_url) is None:
        await migrate.upgrade(database_url)
    opened = connect(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def house(database: Database) -> House:
    """A database with a clock."""
    return House(database)


def guests(number: int) -> list[Person]:
    """So many people with accounts elsewhere: "p1", "p2" and so on."""
    return [
        a_person(
            id=f"p{n}",
            name=f"Guest {n}",
            actor=f"https://social{n % 7}.example/users/{n}",
            handle=f"@{n}@social{n % 7}.example",
        )
        for n in range(1, number + 1)
    ]


Counting = Callable[[], list[str]]
