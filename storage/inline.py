"""A SQLite connection for an event loop: short statements run where they stand, slow ones in its thread.

aiosqlite hands every call to a thread, four times for one statement, which costs many times what SQLite
itself needs for a row by its key. So calls run inline, except those that may wait for somebody: taking the
write lock, committing (which waits for the disk), and whatever a reader of long lists marks as slow.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import aiosqlite
from sqlalchemy.ext.asyncio import AsyncConnection

_WAITS = ("BEGIN", "COMMIT", "PRAGMA")


class InlineConnection(aiosqlite.Connection):
    """See the module. *slow* sends every call to the thread while it is true."""

    slow = False
    _away = 0  # calls in the thread; one whose caller was cancelled goes on there

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not (self.slow or self._away or _may_wait(fn, args)):
            return fn(*args, **kwargs)
        self._away += 1

        def call() -> Any:
            try:
                return fn(*args, **kwargs)
            finally:
                self._away -= 1

        return await super()._execute(call)  # type: ignore[no-untyped-call]

    def at_once(self, statement: str) -> None:
        """Run a *statement* that gives no rows and waits for nobody, without any of the machinery above."""
        self._conn.execute(statement)


def _may_wait(fn: Callable[..., Any], args: tuple[Any, ...]) -> bool:
    name = getattr(fn, "__name__", "")
    if name == "execute":
        return bool(args) and args[0].startswith(_WAITS)
    return name in ("commit", "close") and not isinstance(getattr(fn, "__self__", None), sqlite3.Cursor)


async def driver_of(connection: AsyncConnection) -> InlineConnection:
    """The driver's side of *connection*, which must be one of ours."""
    driver = (await connection.get_raw_connection()).driver_connection
    if not isinstance(driver, InlineConnection):
        raise TypeError("not a connection of ours")
    return driver


@contextmanager
def slowly(connection: InlineConnection) -> Iterator[None]:
    """Let everything that *connection* is asked for meanwhile run in its thread."""
    connection.slow = True
    try:
        yield
    finally:
        connection.slow = False


def connector(path: str) -> Callable[..., InlineConnection]:
    """What makes the connections of an engine for the database file *path*."""

    def connect(*_: object, **__: object) -> InlineConnection:
        def open_file() -> sqlite3.Connection:
            # Calls come from the loop's thread and from the connection's own, never two at a time.
            return sqlite3.connect(path, check_same_thread=False, isolation_level=None)

        connection = InlineConnection(open_file, iter_chunk_size=64)
        connection._thread.daemon = True
        return connection

    return connect
