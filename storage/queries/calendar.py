"""The calendar: what is still to come and what is over, filtered and page by page."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, literal_column, select

from fedevent.events import Status, Visibility
from fedevent.ids import GroupId
from storage import search
from storage.engine import Database
from storage.queries.cards import EventCard, cards, select_cards
from storage.tables.events import EventRow, EventTagRow

SHOWN = (Status.PUBLISHED, Status.CANCELLED)


class Calendar:
    """Lists of events. Times given are moments (aware); every list costs two queries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def upcoming(
        self,
        now: datetime,
        *,
        group: GroupId | None = None,
        q: str = "",
        category: str = "",
        language: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        online: bool | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> list[EventCard]:
        """Public events (published or cancelled) that are not over at *now*, the next one first.

        *q*: every word must occur in title, summary, description or place. *since* and *until* bound the
        start. *online*: True for events one can join from afar, False for those with a place.
        """
        found = _filters(now, group, q, category, language, since, until, online)
        return await self._page(found, (EventRow.starts_at, EventRow.id), limit, offset)

    async def count(
        self,
        now: datetime,
        *,
        group: GroupId | None = None,
        q: str = "",
        category: str = "",
        language: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        online: bool | None = None,
    ) -> int:
        """How many events `upcoming` would list in all."""
        found = _filters(now, group, q, category, language, since, until, online)
        async with self._database.reading(slow=True) as read:
            return await read.scalar(select(func.count()).select_from(EventRow).where(*found)) or 0

    async def past(
        self, now: datetime, *, group: GroupId | None = None, limit: int = 20, offset: int = 0
    ) -> list[EventCard]:
        """Public events that are over at *now*, the latest first."""
        found = [*_public(group), EventRow.over_at <= now]
        return await self._page(found, (EventRow.over_at.desc(), EventRow.id.desc()), limit, offset)

    async def of_group(self, group: GroupId, *, limit: int = 50, offset: int = 0) -> list[EventCard]:
        """What the hosts see of their group: published and cancelled, unlisted too; the latest first."""
        found = [EventRow.group_id == group, EventRow.status.in_(SHOWN)]
        return await self._page(found, (EventRow.starts_at.desc(), EventRow.id.desc()), limit, offset)

    async def drafts(self, group: GroupId) -> list[EventCard]:
        """The drafts of a group, the next one first."""
        page = select_cards().where(EventRow.group_id == group, EventRow.status == Status.DRAFT)
        async with self._database.reading(slow=True) as read:
            return await cards(read, page.order_by(EventRow.starts_at, EventRow.id))

    async def categories(self, now: datetime) -> list[str]:
        """The categories of upcoming public events, for the filter."""
        return await self._labels("category", now)

    async def languages(self, now: datetime) -> list[str]:
        """The languages of upcoming public events, for the filter."""
        return await self._labels("language", now)

    async def _page(
        self, found: list[ColumnElement[bool]], order: tuple[Any, ...], limit: int, offset: int
    ) -> list[EventCard]:
        # Which events, first: that is sorted by the index alone. Their columns are read for one page only.
        chosen = select(EventRow.id).where(*found).order_by(*order).limit(limit).offset(offset)
        async with self._database.reading(slow=True) as read:
            return await cards(read, select_cards().where(EventRow.id.in_(chosen)).order_by(*order))

    async def _labels(self, kind: str, now: datetime) -> list[str]:
        labels = (
            select(EventTagRow.label)
            .join(EventRow, EventRow.id == EventTagRow.event_id)
            .where(EventTagRow.kind == kind, *_public(None), EventRow.over_at > now)
            .distinct()
            .order_by(EventTagRow.label)
        )
        async with self._database.reading(slow=True) as read:
            return list((await read.scalars(labels)).all())


def _public(group: GroupId | None) -> list[ColumnElement[bool]]:
    # Word for word as in the partial index: a bound value would keep the database from using it.
    found: list[ColumnElement[bool]] = [
        EventRow.visibility == literal_column(f"'{Visibility.PUBLIC}'"),
        EventRow.status.in_([literal_column(f"'{status}'") for status in SHOWN]),
    ]
    return [*found, EventRow.group_id == group] if group is not None else found


def _filters(
    now: datetime,
    group: GroupId | None,
    q: str,
    category: str,
    language: str,
    since: datetime | None,
    until: datetime | None,
    online: bool | None,
) -> list[ColumnElement[bool]]:
    found = [*_public(group), EventRow.over_at > now, *search.matches(EventRow.search, q)]
    if category:
        found.append(_tagged("category", category))
    if language:
        found.append(_tagged("language", language))
    if since is not None:
        found.append(EventRow.starts_at >= since)
    if until is not None:
        found.append(EventRow.starts_at < until)
    if online is not None:
        found.append(EventRow.online_url != "" if online else EventRow.place_name.is_not(None))
    return found


def _tagged(kind: str, value: str) -> Any:
    return exists().where(
        EventTagRow.event_id == EventRow.id, EventTagRow.kind == kind, EventTagRow.value == search.fold(value)
    )
