"""SQLite for an event loop: short statements run where they stand, slow ones in the connection's thread.

aiosqlite hands every call to a thread, four times for one statement, and SQLAlchemy gives each a stack of its
own; both cost many times what SQLite needs for a row by its key. So a statement is one call, and it runs
inline, except where it may wait for somebody: taking the write lock, committing (which waits for the disk),
and whatever a reader of long lists marks as slow.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import aiosqlite
from sqlalchemy import CursorResult, Executable
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

    @property
    def leaves(self) -> bool:
        """Whether statements go to the thread now."""
        return self.slow or self._away > 0

    def ask(self, statement: str, parameters: Any, many: bool) -> tuple[sqlite3.Cursor, list[Any]]:
        """Run *statement* inline, from within SQLAlchemy's stack or not; its cursor, and all its rows.

        The cursor is for what it tells about the rows.
        """
        if not self.leaves and not statement.startswith(_WAITS):
            return self._ask(statement, parameters, many)
        there: Any = await_only(self._execute(self._ask, statement, parameters, many))
        return there  # type: ignore[no-any-return]

    def _ask(self, statement: str, parameters: Any, many: bool) -> tuple[sqlite3.Cursor, list[Any]]:
        cursor = self._conn.cursor()
        if many:
            cursor.executemany(statement, parameters)
        else:
            cursor.execute(statement, parameters or ())
        return cursor, cursor.fetchall() if cursor.description else []

    def at_once(self, statement: str) -> None:
        """Run a *statement* that gives no rows and waits for nobody, without any machinery."""
        self._conn.execute(statement)

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if getattr(fn, "__name__", "") == "rollback" and not self.leaves:
            return fn(*args, **kwargs)
        self._away += 1

        def call() -> Any:
            try:
                return fn(*args, **kwargs)
            finally:
                self._away -= 1

        return await super()._execute(call)  # type: ignore[no-untyped-call]


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """SQLAlchemy's view of a statement."""

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
        driver: Any = self._connection
        try:
            self._cursor, rows = driver.ask(operation, parameters, many)
        except Exception as error:
            self._adapt_connection._handle_exception(error)
        self._rows = deque(rows)


class _Adapted(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls = _Cursor


class Inline(AsyncConnection):
    """A view of an open connection that needs no stack of its own for what runs inline."""

    def __init__(self, connection: AsyncConnection, driver: InlineConnection) -> None:
        super().__init__(connection.engine, connection.sync_connection)
        self.driver = driver

    async def execute(
        self, statement: Executable, parameters: Any = None, *, execution_options: Any = None
    ) -> CursorResult[Any]:
        """See ``AsyncConnection.execute``."""
        if self.driver.leaves:
            return await super().execute(statement, parameters, execution_options=execution_options)
        return self._proxied.execute(statement, parameters, execution_options=execution_options)


async def driver_of(connection: AsyncConnection) -> InlineConnection:
    """The driver's side of *connection*, which must be one of ours."""
    driver = (await connection.get_raw_connection()).driver_connection
    if not isinstance(driver, InlineConnection):
        raise TypeError("not a connection of ours")
    return driver


@contextmanager
def slowly(connection: AsyncConnection) -> Iterator[None]:
    """Let everything that *connection* is asked for meanwhile run in its thread, if it is one of ours."""
    if not isinstance(connection, Inline):
        yield
        return
    connection.driver.slow = True
    try:
        yield
    finally:
        connection.driver.slow = False


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
