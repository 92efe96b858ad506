"""SQLite's one writer: units of work that come together share one transaction, and one wait for the disk.

Each unit stands behind a savepoint, so that one which fails is undone alone. What a unit commits becomes true
with the transaction: its ``commit`` returns once all of it is on the disk, or raises what kept it from there.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.errors import Clash
from storage.inline import InlineConnection, driver_of


class Writer:
    """Lets units of work in, one after another, in the order in which they came."""

    def __init__(self, engine: AsyncEngine, patience: float) -> None:
        self._engine, self._patience = engine, patience
        # Within this process writers queue here instead of asking the file again and again; writers of
        # other processes are waited for by SQLite's busy timeout.
        self._turn = asyncio.Lock()
        self._open: _Together | None = None
        self._ends: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[AsyncConnection]:
        """One unit's connection. ``Clash`` when its turn does not come."""
        await self._wait()
        together = self._open or self._begin()
        try:
            await together.opened.wait()
            part = Part(self._engine, together)
        except BaseException:
            self._pass_on(together)
            raise
        try:
            yield part
        finally:
            if not part.left:
                part.undo()

    async def close(self) -> None:
        """Wait for what is being committed."""
        if self._ends:
            await asyncio.wait(self._ends)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await self._turn.acquire()
        except TimeoutError:
            raise Clash("the database is busy") from None

    def _begin(self) -> "_Together":
        together = self._open = _Together(self._pass_on)
        task = asyncio.create_task(self._carry(together))
        self._ends.add(task)
        task.add_done_callback(self._ends.discard)
        return together

    def _pass_on(self, together: "_Together") -> None:
        # The end queues for its turn like everybody else: whoever waits already is taken along, and nobody
        # who comes later can put it off.
        together.over.set()
        self._turn.release()

    async def _carry(self, together: "_Together") -> None:
        """The life of one transaction. In a task of its own: whoever opened it may be cancelled."""
        try:
            async with self._engine.connect() as connection:
                await connection.begin()
                await together.begun(connection)
                await together.over.wait()
                async with self._turn:
                    self._open = None
                    await together.end(connection)
        except Exception as error:
            together.error = error
        finally:
            if self._open is together:  # it never opened
                self._open = None
            together.opened.set()
            together.settled.set()


@dataclass(eq=False)
class _Together:
    """A transaction that units of work share."""

    pass_on: "PassOn"
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None
    kept: int = 0

    async def begun(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.driver = await driver_of(connection)
        self.opened.set()
