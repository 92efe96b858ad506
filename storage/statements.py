"""Statements that both databases understand, each in its dialect: add, and add or change.

Built once and used with ever new values: to build one costs several times what it costs to run it.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import TableClause, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from storage.tables.base import Table

BATCH = 500  # rows of one statement: far below the limit of parameters, far above the cost of a round trip
Item = TypeVar("Item")


def insert(connection: AsyncConnection, table: type[Table]) -> postgresql.Insert:
    """An INSERT that knows ON CONFLICT. SQLite's has the same methods, so one type stands for both."""
    return _insert(connection.dialect.name, table)


@cache
def _insert(dialect: str, table: type[Table]) -> postgresql.Insert:
    columns = cast(TableClause[Any], table.__table__)
    if dialect == "sqlite":
        return cast(postgresql.Insert, sqlite.insert(columns))
    return postgresql.insert(columns)


async def add(connection: AsyncConnection, table: type[Table], values: dict[str, Any]) -> None:
    """Add the row."""
    await connection.execute(insert(connection, table), values)


async def add_rows(connection: AsyncConnection, table: type[Table], rows: Sequence[dict[str, Any]]) -> None:
    """Add the rows."""
    if rows:
        await connection.execute(insert(connection, table), rows)


async def add_new(connection: AsyncConnection, table: type[Table], values: dict[str, Any]) -> bool:
    """Add the row, unless there is one like it; whether it was added."""
    return bool(await add_new_rows(connection, table, [values]))


async def add_new_rows(
    connection: AsyncConnection, table: type[Table], rows: Sequence[dict[str, Any]]
) -> set[Any]:
    """Add those of *rows* that are not there yet; the first of the key's columns of those that were added."""
    values = rows[0] if len(rows) == 1 else rows
    return set((await connection.scalars(_new(connection.dialect.name, table), values)).all())


@cache
def _new(dialect: str, table: type[Table]) -> ReturningInsert[Any]:
    adding = _insert(dialect, table).on_conflict_do_nothing()
    return adding.returning(*inspect(table).primary_key)


async def upsert(
    connection: AsyncConnection,
    table: type[Table],
    values: dict[str, Any],
    keys: Sequence[str],
    *,
    changing: Iterable[str] = (),
) -> None:
    """Add the row, or change the one that has the same *keys*: *changing*, or all but the keys."""
    changed = tuple(changing) or tuple(name for name in values if name not in keys)
    await connection.execute(_upsert(connection.dialect.name, table, tuple(keys), changed), values)


@cache
def _upsert(
    dialect: str, table: type[Table], keys: tuple[str, ...], changed: tuple[str, ...]
) -> postgresql.Insert:
    adding = _insert(dialect, table)
    news = {name: adding.excluded[name] for name in changed}
    return adding.on_conflict_do_update(index_elements=list(keys), set_=news)


async def add_missing(
    connection: AsyncConnection, table: type[Table], rows: Sequence[dict[str, Any]]
) -> None:
    """Add those of *rows* that are not there yet."""
    if rows:
        await connection.execute(_missing(connection.dialect.name, table), rows)


@cache
def _missing(dialect: str, table: type[Table]) -> postgresql.Insert:
    return _insert(dialect, table).on_conflict_do_nothing()


def batches(items: Iterable[Item], size: int = BATCH) -> Iterable[list[Item]]:
    """*items*, at most *size* at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
