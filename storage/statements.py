"""Statements that both databases understand, each in its dialect: add, and add or change."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.base import Table

BATCH = 500  # rows of one statement: far below the limit of parameters, far above the cost of a round trip
Item = TypeVar("Item")


def insert(connection: AsyncConnection, table: type[Table]) -> postgresql.Insert:
    """An INSERT that knows ON CONFLICT. SQLite's has the same methods, so one type stands for both."""
    if connection.dialect.name == "sqlite":
        return cast(postgresql.Insert, sqlite.insert(table))
    return postgresql.insert(table)


async def upsert(
    connection: AsyncConnection, table: type[Table], values: dict[str, Any], keys: Sequence[str]
) -> None:
    """Add the row, or change the one that has the same *keys*."""
    adding = insert(connection, table).values(values)
    changed = {name: adding.excluded[name] for name in values if name not in keys}
    await connection.execute(adding.on_conflict_do_update(index_elements=list(keys), set_=changed))


async def add_missing(
    connection: AsyncConnection, table: type[Table], rows: Sequence[dict[str, Any]]
) -> None:
    """Add those of *rows* that are not there yet."""
    if rows:
        await connection.execute(insert(connection, table).on_conflict_do_nothing(), rows)


def batches(items: Iterable[Item], size: int = BATCH) -> Iterable[list[Item]]:
    """*items*, at most *size* at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
