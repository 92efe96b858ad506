"""Brings a database to the shape that this version of the code needs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

if TYPE_CHECKING:
    from storage.migrations.runner import Runner


HEAD = "0001"  # said here so that a start need not load Alembic to learn that there is nothing to do


async def upgrade(database_url: str, revision: str = "head") -> None:
    """Run every migration that is missing. Of two who start at once, the second waits.

    Each step is a transaction of its own: one that fails leaves all as it was after the step before.
    """
    if revision in ("head", HEAD) and await current(database_url) == HEAD:
        return
    async with _open(database_url) as connection:
        await connection.run_sync(_runner().upgrade, revision)


async def current(database_url: str) -> str | None:
    """The revision that the database is at; None for an empty one."""
    async with _open(database_url) as connection:
        try:
            found: str | None = await connection.scalar(text("SELECT version_num FROM alembic_version"))
        except DBAPIError:  # no step has ever been run
            return None
        return found


def head() -> str:
    """The revision that this version of the code needs."""
    return HEAD


def _runner() -> "type[Runner]":
    from storage.migrations.runner import Runner  # noqa: PLC0415 Alembic is heavy, and needed at a start only

    return Runner


@asynccontextmanager
async def _open(database_url: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(database_url)
    if engine.dialect.name == "sqlite":
        # SQLite changes a table by copying it and dropping the old one; with foreign keys on, that
        # would fail, or take along whatever refers to it.
        @event.listens_for(engine.sync_engine, "connect")
        def opened(connection: Any, record: object) -> None:
            connection.isolation_level = None
            for pragma in ("journal_mode=WAL", "foreign_keys=OFF", "busy_timeout=60000"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine.sync_engine, "begin")
        def begun(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()
