"""On SQLite, units of work that come together share a transaction: each stands or falls for itself."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database, connect
from storage.errors import Clash
from storage.statements import add
from storage.tables.accounts import SpentLinkRow
from tests.makers import NOW
from tests.storage.conftest import House


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    """A database that is a file."""
    database = connect(sqlite_url)
    yield House(database)
    await database.close()


async def write(database: Database, name: str, *, undone: bool = False) -> None:
    """A unit of work that writes one row, and leaves without a commit where it is to be *undone*."""
    async with database.writing() as connection:
        await put(connection, name)
        if not undone:
            await connection.commit()


async def put(connection: AsyncConnection, name: str) -> None:
    await add(connection, SpentLinkRow, {"nonce": name, "at": NOW})


async def kept(database: Database) -> set[str]:
    async with database.reading() as read:
        return set((await read.scalars(select(SpentLinkRow.nonce))).all())


def begins(sent: list[str]) -> int:
    return sum(statement.startswith("BEGIN") for statement in sent)


async def test_units_that_come_together_are_committed_together(house: House) -> None:
    with house.counting() as sent:
        await asyncio.gather(*(write(house.database, f"n{n}") for n in range(40)))
    assert await kept(house.database) == {f"n{n}" for n in range(40)}
    assert begins(sent) == 1


async def test_units_that_come_one_after_another_wait_for_nobody(house: House) -> None:
    with house.counting() as sent:
        for n in range(3):
            await write(house.database, f"n{n}")
            assert f"n{n}" in await kept(house.database)
    assert begins(sent) == 3


async def test_a_unit_that_is_not_committed_is_undone_alone(house: House) -> None:
    await asyncio.gather(*(write(house.database, f"n{n}", undone=n % 2 == 1) for n in range(10)))
    assert await kept(house.database) == {"n0", "n2", "n4", "n6", "n8"}


async def test_a_unit_that_fails_is_undone_alone(house: House) -> None:
    async def twice() -> None:
        async with house.database.writing() as connection:
            await put(connection, "before")
            await put(connection, "same")
            await connection.commit()

    outcomes = await asyncio.gather(
        write(house.database, "same"), twice(), write(house.database, "after"), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [type(None), IntegrityError, type(None)]
    assert await kept(house.database) == {"same", "after"}


async def test_a_commit_that_returned_is_there_for_other_processes(house: House, sqlite_url: str) -> None:
    async def one(name: str) -> int:
        await write(house.database, name)
        with sqlite3.connect(sqlite_url.split(":///")[1]) as other:
            found = other.execute("SELECT count(*) FROM spent_links WHERE nonce = ?", (name,)).fetchone()
        other.close()
        return int(found[0])

    assert await asyncio.gather(*(one(f"n{n}") for n in range(10))) == [1] * 10


async def test_who_is_cancelled_takes_nobody_along(house: House) -> None:
    inside, never = asyncio.Event(), asyncio.Event()

    async def hesitate() -> None:
        async with house.database.writing() as connection:
            await put(connection, "hesitates")
            inside.set()
            await never.wait()

    first = asyncio.create_task(hesitate())
    await inside.wait()
    waiting = [asyncio.create_task(write(house.database, f"n{n}")) for n in range(3)]
    await asyncio.sleep(0)  # lets them queue
    waiting[1].cancel()
    first.cancel()
    await asyncio.gather(first, *waiting, return_exceptions=True)
    assert await kept(house.database) == {"n0", "n2"}
    await write(house.database, "later")
    assert "later" in await kept(house.database)


async def test_who_is_cancelled_while_the_transaction_begins_takes_nobody_along(house: House) -> None:
    first = asyncio.create_task(write(house.database, "first"))
    await asyncio.sleep(0)  # it has its turn now, and waits for the lock on the file
    second = asyncio.create_task(write(house.database, "second"))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    assert await kept(house.database) == {"second"}


async def test_when_the_database_undoes_everything_everybody_hears_of_it(house: House) -> None:
    async def ruin() -> None:
        async with house.database.writing() as connection:
            await connection.execute(text("ROLLBACK"))

    outcomes = await asyncio.gather(
        write(house.database, "before"), ruin(), write(house.database, "after"), return_exceptions=True
    )
    assert [isinstance(outcome, Clash) for outcome in outcomes] == [True, False, True]
    assert await kept(house.database) == set()
    await write(house.database, "later")
    assert await kept(house.database) == {"later"}


async def test_a_connection_is_nobodys_once_it_was_committed(house: House) -> None:
    async with house.database.writing() as connection:
        await put(connection, "one")
        await connection.commit()
        with pytest.raises(InvalidRequestError):
            await put(connection, "two")
    assert await kept(house.database) == {"one"}


async def test_another_process_at_work_is_waited_for(house: House, sqlite_url: str) -> None:
    other = sqlite3.connect(sqlite_url.split(":///")[1], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(write(house.database, "one"))
    assert await kept(house.database) == set()  # readers wait for nobody
    other.execute("COMMIT")
    other.close()
    await waiting
    assert await kept(house.database) == {"one"}


async def test_a_reader_whose_query_failed_leaves_no_broken_connection_behind(house: House) -> None:
    with pytest.raises(Exception, match="no such table"):
        async with house.database.reading() as read:
            await read.execute(text("SELECT * FROM nowhere"))
    assert await kept(house.database) == set()


async def test_a_slow_query_lets_others_read_meanwhile(house: House) -> None:
    order: list[str] = []
    digits: Any = "(SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5)"

    async def slow() -> None:
        async with house.database.reading(slow=True) as read:
            await read.scalar(text(f"SELECT count(*) FROM {', '.join(f'{digits} d{n}' for n in range(9))}"))
        order.append("slow")

    async def quick() -> None:
        async with house.database.reading() as read:
            await read.scalar(select(func.count()).select_from(SpentLinkRow))
        order.append("quick")

    await asyncio.gather(slow(), quick())
    assert order == ["quick", "slow"]
