"""The database, whichever it is. Writers come one after another; readers wait for nobody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from typing import Any

import msgspec
from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.identifiers import Identifiers
from storage.inline import connector, slowly
from storage.readers import Readers
from storage.writer import Writer

PATIENCE = 30.0  # seconds that a writer waits for its turn


class Database:
    """Two engines, for writing and for reading. Make one with `connect`; end it with `close`."""

    def __init__(self, engine: AsyncEngine, readers: AsyncEngine, pool: int) -> None:
        self.engine = engine
        self.readers = readers
        self.identifiers = Identifiers()
        self._writer = Writer(engine, PATIENCE) if self.is_sqlite else None
        self._reading = Readers(readers, pool) if self.is_sqlite else None
        self._woken = asyncio.Event()

    @property
    def is_sqlite(self) -> bool:
        """Whether records lie in a file beside us."""
        return self.engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def reading(self, *, slow: bool = False) -> AsyncIterator[AsyncConnection]:
        """A connection that only reads: every statement for itself, no lock, nobody waited for.

        *slow*: for lists and searches, which on SQLite leave the event loop alone while they are computed.
        """
        async with self._reading.one() if self._reading else self.readers.connect() as connection:
            with slowly(connection) if slow else nullcontext():
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A connection with a transaction that ends with ``commit()``, or is undone.

        On SQLite the one writer's lock is held from the beginning, and shared with whoever comes meanwhile.
        ``Clash`` when its turn does not come.
        """
        async with self._writer.unit() if self._writer else self._open() as connection:
            yield connection

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[AsyncConnection]:
        async with self.engine.connect() as connection:
            await connection.begin()
            yield connection

    def wake(self) -> None:
        """Say that there is work: whoever sleeps in `rest` looks at once. A hint; polling is the truth."""
        self._woken.set()

    async def rest(self, seconds: float) -> None:
        """Sleep until there is work, at most *seconds*: other processes cannot wake us."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        self._woken.clear()

    async def close(self) -> None:
        """Let go of every connection."""
        if self._writer:
            await self._writer.close()
        if self._reading:
            await self._reading.close()
        await self.engine.dispose()
        await self.readers.dispose()


def connect(url: str, *, pool: int = 10, synchronous: str = "FULL") -> Database:
    """The database at *url* ("sqlite+aiosqlite:///path" or "postgresql+asyncpg://...").

    *pool*: connections kept open. *synchronous* (SQLite): FULL survives a power cut with every commit,
    NORMAL may lose the last ones but never breaks the file.
    """
    options: dict[str, Any] = {"json_serializer": _to_json, "json_deserializer": msgspec.json.decode}
    if not url.startswith("sqlite"):
        engine = create_async_engine(url, pool_size=pool, max_overflow=pool, pool_pre_ping=True, **options)
        return Database(engine, engine.execution_options(isolation_level="AUTOCOMMIT"), pool)
    made = connector(make_url(url).database or "")
    engine = create_async_engine(url, pool_size=2, creator=made, **options)
    # Statements run inline, so hardly two connections are ever in use at once.
    readers = create_async_engine(url, pool_size=pool, max_overflow=0, creator=made, **options)
    for each in (engine, readers):
        _tame(each, synchronous)
    _take_turns(engine)
    return Database(engine, readers, pool)


def _to_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _tame(engine: AsyncEngine, synchronous: str) -> None:
    pragmas = (
        "journal_mode=WAL",
        f"synchronous={'NORMAL' if synchronous == 'NORMAL' else 'FULL'}",
        "foreign_keys=ON",
        f"busy_timeout={int(PATIENCE * 1000)}",
    )

    @event.listens_for(engine.sync_engine, "connect")
    def opened(connection: Any, record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")


def _take_turns(engine: AsyncEngine) -> None:
    # Left alone, the driver opens no transaction before the first write: twenty guests who ask at once
    # all read that one place is free. So a writer takes the lock before it reads.
    @event.listens_for(engine.sync_engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
