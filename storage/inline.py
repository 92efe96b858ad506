"""SQLite for an event loop: short statements run where they stand, slow ones in the connection's thread.

aiosqlite hands every call to a thread, four times for one statement, which costs many times what SQLite
itself needs for a row by its key. So a statement is one call, and it runs inline, except where it may wait for
somebody: taking the write lock, committing (which waits for the disk), and whatever a reader of long lists
marks as slow.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import aiosqlite
from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_connection
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    SQLiteDialect_aiosqlite,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.util import EMPTY_DICT
from sqlalchemy.util.concurrency import await_only

_WAITS = ("BEGIN", "COMMIT", "PRAGMA")


class InlineConnection(aiosqlite.Connection):
    """See the module. *slow* sends every call to the thread while it is true."""

    slow = False
    _away = 0  # calls in the thread; one whose caller was cancelled goes on there

    async def ask(self, statement: str, parameters: Any, *, many: bool) -> tuple[sqlite3.Cursor, list[Any]]:
        """Run *statement*; its cursor, for what it tells about the rows, and all the rows."""
        if self._must_leave(statement.startswith(_WAITS)):
            return await self._execute(self._ask, statement, parameters, many)  # type: ignore[no-any-return]
        return self._ask(statement, parameters, many)

    def _ask(self, statement: str, parameters: Any, many: bool) -> tuple[sqlite3.Cursor, list[Any]]:
        cursor = self._conn.cursor()
        if many:
            cursor.executemany(statement, parameters)
        else:
            cursor.execute(statement, parameters or ())
        return cursor, cursor.fetchall() if cursor.description else []

    def at_once(self, statement: str) -> None:
        """Run a *statement* that gives no rows and waits for nobody, without any of the machinery above."""
        self._conn.execute(statement)

    def _must_leave(self, waits: bool) -> bool:
        return waits or self.slow or self._away > 0

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not self._must_leave(getattr(fn, "__name__", "") != "rollback"):
            return fn(*args, **kwargs)
        self._away += 1

        def call() -> Any:
            try:
                return fn(*args, **kwargs)
            finally:
                self._away -= 1

        return await super()._execute(call)  # type: ignore[no-untyped-call]


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """SQLAlchemy's view of a statement: it crosses between the worlds once, not four times."""

    __slots__ = ()
    _awaitable_cursor_close = False

    def __init__(self, adapt_connection: AsyncAdapt_dbapi_connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._soft_closed_memoized = EMPTY_DICT
        self._cursor: Any = None
        self._rows = deque()

    def execute(self, operation: Any, parameters: Any = None) -> None:
        self._ask(operation, parameters, many=False)

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        self._ask(operation, seq_of_parameters, many=True)

    def _ask(self, operation: str, parameters: Any, *, many: bool) -> None:
        connection: Any = self._connection
        try:
            self._cursor, rows = await_only(connection.ask(operation, parameters, many=many))
        except Exception as error:
            self._adapt_connection._handle_exception(error)
        self._rows = deque(rows)


class _Adapted(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls = _Cursor


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


def connector(path: str) -> Callable[[], AsyncAdapt_aiosqlite_connection]:
    """What makes the connections of an engine for the database file *path*."""
    driver = SQLiteDialect_aiosqlite.import_dbapi()

    def open_file() -> sqlite3.Connection:
        # Calls come from the loop's thread and from the connection's own, never two at a time.
        return sqlite3.connect(path, check_same_thread=False, isolation_level=None)

    def connect() -> AsyncAdapt_aiosqlite_connection:
        connection = InlineConnection(open_file, iter_chunk_size=64)
        connection._thread.daemon = True
        return _Adapted(driver, await_only(connection))  # type: ignore[arg-type]

    return connect
