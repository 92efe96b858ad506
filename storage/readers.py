"""Connections that read from SQLite: opened when first needed, and kept open.

A pool that takes each connection back after each use rolls it back, and waits for that in a task of its own,
which costs more than the reading. Reading here leaves nothing behind: every statement is fetched to its end.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.inline import Inline, driver_of


class Readers:
    """At most *most* connections; the one used last is taken first, so that few are open."""

    def __init__(self, engine: AsyncEngine, most: int) -> None:
        self._engine = engine
        self._places = asyncio.Semaphore(most)
        self._idle: list[Inline] = []

    @asynccontextmanager
    async def one(self) -> AsyncIterator[Inline]:
        """A connection. It is closed, not kept, when what it is used for fails."""
        async with self._places:
            connection = self._idle.pop() if self._idle else await self._open()
            try:
                yield connection
            except (Exception, asyncio.CancelledError):
                await connection.close()
                raise
            self._idle.append(connection)

    async def _open(self) -> Inline:
        connection = await self._engine.connect()
        return Inline(connection, await driver_of(connection))

    async def close(self) -> None:
        """Close those that are idle."""
        while self._idle:
            await self._idle.pop().close()
