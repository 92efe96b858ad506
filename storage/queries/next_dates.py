"""The next date of each of many groups, in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from fedevent.events import Status, Visibility
from storage.tables.events import EventRow


@dataclass(frozen=True, slots=True)
class NextDate:
    """When a group meets next: a wall-clock time in *timezone*."""

    starts: datetime
    timezone: str
    title: str


async def next_dates(read: AsyncConnection, groups: Sequence[str], now: datetime) -> dict[str, NextDate]:
    """The next public date of each group that has one."""
    if not groups:
        return {}
    order = func.row_number().over(partition_by=EventRow.group_id, order_by=(EventRow.starts_at, EventRow.id))
    ranked = (
        select(
            EventRow.group_id, EventRow.starts, EventRow.timezone, EventRow.title, order.label("place_in_row")
        )
        .where(
            EventRow.group_id.in_(groups),
            EventRow.status == Status.PUBLISHED,
            EventRow.visibility == Visibility.PUBLIC,
            EventRow.over_at > now,
        )
        .subquery()
    )
    rows = await read.execute(select(ranked).where(ranked.c.place_in_row == 1))
    return {row.group_id: NextDate(row.starts, row.timezone, row.title) for row in rows}
