"""SQLite's one writer: units of work that come together share one transaction, and one wait for the disk.

Each unit stands behind a savepoint, so that one which fails is undone alone. What a unit commits becomes true
with the transaction: its ``commit`` returns once all of it is on the disk, or raises what kept it from there.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.errors import Clash, Unavailable
from storage.inline import Inline, driver_of


class Writer:
    """Lets units of work in one after another, in the order in which they come."""

    def __init__(self, engine: AsyncEngine, patience: float) -> None:
        self._engine, self._patience = engine, patience
        # Within this process writers queue here instead of asking the file again and again; writers of
        # other processes are waited for by SQLite's busy timeout.
        self._turn = asyncio.Lock()
        self._together: _Together | None = None
        self._living: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[AsyncConnection]:
        """One unit's connection. ``Clash`` when its turn does not come."""
        await self._wait()
        together = self._together
        if together is None or together.ended:
            together = self._together = self._begin()
        try:
            await together.opened.wait()
            part = _Part(together)
        except BaseException:
            together.pass_on()
            raise
        try:
            yield part
        finally:
            part.leave()

    async def close(self) -> None:
        """Wait for what is being committed."""
        if self._living:
            await asyncio.wait(self._living)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await self._turn.acquire()
        except TimeoutError:
            raise Clash("the database is busy") from None

    def _begin(self) -> "_Together":
        together = _Together(self._turn)
        # A task of its own: whoever comes first may be cancelled, and the others must not suffer for it.
        task = asyncio.create_task(together.live(self._engine))
        self._living.add(task)
        task.add_done_callback(self._living.discard)
        return together


class _Together:
    """A transaction that units share. *error* is why it did not come true, once it is *settled*."""

    def __init__(self, turn: asyncio.Lock) -> None:
        self._turn = turn
        self._over = asyncio.Event()
        self.opened, self.settled = asyncio.Event(), asyncio.Event()
        self.ended = False
        self.kept = 0
        self.error: Exception | None = Unavailable("the transaction was cut short")

    async def live(self, engine: AsyncEngine) -> None:
        """From its beginning to its end, which waits for its turn like every unit.

        So whoever queues already is taken along, and nobody who comes later can put it off.
        """
        try:
            async with engine.connect() as connection:
                await connection.begin()
                self.connection, self.driver = connection, await driver_of(connection)
                self.opened.set()
                await self._over.wait()
                async with self._turn:
                    self.ended = True
                    await self._end()
            self.error = None
        except Exception as error:
            self.error = error
        finally:
            self.ended = True
            self.opened.set()
            self.settled.set()

    async def _end(self) -> None:
        if not self.driver.in_transaction:  # a full disk, for one, makes SQLite undo everything
            raise Unavailable("the database undid the transaction")
        await (self.connection.commit() if self.kept else self.connection.rollback())

    def pass_on(self) -> None:
        """The unit whose turn it was is done."""
        self._over.set()
        self._turn.release()


class _Part(Inline):
    """What one unit sees of a shared transaction: a connection that can be committed once, or is undone."""

    def __init__(self, together: _Together) -> None:
        if together.ended:
            raise together.error or RuntimeError("a transaction that has ended takes nobody in")
        super().__init__(together.connection, together.driver)
        self._together, self._left = together, False
        if not self.driver.in_transaction:
            raise Unavailable("the database undid the transaction")
        self.driver.at_once("SAVEPOINT unit")

    async def commit(self) -> None:
        """Returns when it is true for ever. ``Clash`` when it cannot be."""
        together = self._together
        try:
            self.driver.at_once("RELEASE unit")
        except sqlite3.Error as error:
            raise Unavailable("the database undid the transaction") from error
        together.kept += 1
        self._go()
        await together.settled.wait()
        if together.error:
            raise together.error

    def leave(self) -> None:
        """Undo what was not committed, and let the next one in."""
        if self._left:
            return
        with suppress(sqlite3.Error):  # there is nothing left to undo: the end will tell everybody
            self.driver.at_once("ROLLBACK TO unit")
            self.driver.at_once("RELEASE unit")
        self._go()

    def _go(self) -> None:
        self._left = True
        self.sync_connection = None  # from now on it is somebody else's
        self._together.pass_on()
