"""A migrated database is what the tables say, and migrating again does no harm."""

import asyncio
import sys

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import create_async_engine

from storage import migrate
from storage.tables.everything import metadata


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _indexes(connection: Connection) -> dict[str, set[tuple[str, tuple[str | None, ...]]]]:
    inspector = inspect(connection)
    return {
        table: {(str(index["name"]), tuple(index["column_names"])) for index in inspector.get_indexes(table)}
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


async def test_the_migrations_make_exactly_the_tables_of_the_code(empty_database_url: str) -> None:
    await migrate.upgrade(empty_database_url)
    engine = create_async_engine(empty_database_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
        migrated = await connection.run_sync(_indexes)
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
        assert migrated == await connection.run_sync(_indexes)
    await engine.dispose()


async def test_an_empty_database_is_at_no_revision_and_a_migrated_one_at_the_head(
    empty_database_url: str,
) -> None:
    assert await migrate.current(empty_database_url) is None
    await migrate.upgrade(empty_database_url)
    assert await migrate.current(empty_database_url) == migrate.head() == "0001"


async def test_two_processes_that_start_at_once_migrate_once(empty_database_url: str) -> None:
    program = "import asyncio, sys; from storage.migrate import upgrade; asyncio.run(upgrade(sys.argv[1]))"
    starting = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", program, empty_database_url)
        for _ in range(2)
    ]
    assert [await process.wait() for process in starting] == [0, 0]
    assert await migrate.current(empty_database_url) == migrate.head()
