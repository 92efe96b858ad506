"""What the lists can be narrowed by: read from the address, kept in every link, taken off one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from fedevent.times import instant

PAGE = 20  # rows on one page of a list: with more, a page weighs more than 60 kB with its style
LAST_PAGE = 500
LONGEST = 100  # characters of one filter that we look at


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows any list: *q* is words to look for, *page* counts from 1.

    What cannot be read counts as not asked.
    """

    q: str = ""
    page: int = 1

    @property
    def active(self) -> dict[str, str]:
        """The filters in use, by the name they have in the address; the page is none."""
        found = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value and each.name != "page":
                found[_KEYS.get(each.name, each.name)] = (
                    value.isoformat() if isinstance(value, date) else value
                )
        return found

    @property
    def offset(self) -> int:
        """How many rows stand before this page."""
        return (self.page - 1) * PAGE

    def query(self, without: str = "", page: int = 1) -> str:
        """The address' query for *page* of this list, with one filter taken off; "" when nothing is left."""
        kept = {name: value for name, value in self.active.items() if name != without}
        if page > 1:
            kept["page"] = str(page)
        return f"?{urlencode(kept)}" if kept else ""

    def pages(self, total: int) -> tuple[str, str]:
        """The queries that lead to the page before and after this one; "" where there is none.

        The first page of an unfiltered list has no query at all, so it is written "?".
        """
        before = (self.query(page=self.page - 1) or "?") if self.page > 1 else ""
        return before, self.query(page=self.page + 1) if self.offset + PAGE < total else ""


@dataclass(frozen=True, slots=True)
class EventFilter(Filter):
    """What narrows the list of events. *online* is "yes", "no" or ""; *since* and *until* are whole days."""

    topic: str = ""
    language: str = ""
    online: str = ""
    since: date | None = None
    until: date | None = None

    def bounds(self, zone: str) -> tuple[datetime | None, datetime | None]:
        """The moments between which events start, both days included, as *zone* counts days."""
        first = instant(datetime.combine(self.since, time()), zone) if self.since else None
        after = instant(datetime.combine(self.until + timedelta(1), time()), zone) if self.until else None
        return first, after

    @property
    def from_afar(self) -> bool | None:
        """Whether only events one can join from afar are wanted, or only those with a place."""
        return {"yes": True, "no": False}.get(self.online)


@dataclass(frozen=True, slots=True)
class GroupFilter(Filter):
    """What narrows the list of groups."""

    topic: str = ""
    level: str = ""
    program: str = ""
    language: str = ""


_KEYS = {"since": "from"}


def read_events(query: Mapping[str, str]) -> EventFilter:
    """The filter in the *query* of an address (q, topic, language, online, from, until, page)."""
    online = _text(query, "online")
    return EventFilter(
        q=_text(query, "q"),
        page=_page(query),
        topic=_text(query, "topic"),
        language=_text(query, "language"),
        online=online if online in ("yes", "no") else "",
        since=_day(query, "from"),
        until=_day(query, "until"),
    )


def read_groups(query: Mapping[str, str]) -> GroupFilter:
    """The filter in the *query* of an address (q, topic, level, program, language, page)."""
    return GroupFilter(
        q=_text(query, "q"),
        page=_page(query),
        topic=_text(query, "topic"),
        level=_text(query, "level"),
        program=_text(query, "program"),
        language=_text(query, "language"),
    )


def _text(query: Mapping[str, str], name: str) -> str:
    return " ".join(query.get(name, "").replace("\x00", "").split())[:LONGEST]


def _page(query: Mapping[str, str]) -> int:
    typed = query.get("page", "")
    return min(max(int(typed), 1), LAST_PAGE) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1


def _day(query: Mapping[str, str], name: str) -> date | None:
    try:
        found = date.fromisoformat(query.get(name, ""))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2300 else None
