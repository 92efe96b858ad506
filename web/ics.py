"""Events as iCalendar: one entry per event, in its own time zone, under an id that never changes.

RFC 5545, and RFC 7986 for the calendar's name and the conference link. Nothing private is written: no
address of a person ever, and the online link only for those who signed up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from fedevent import richtext
from fedevent.events import Event, Status
from fedevent.times import zone
from web.vtimezone import vtimezone

if TYPE_CHECKING:  # icalendar is heavy, and nobody may ever ask for a file
    from icalendar import Calendar
    from icalendar import Event as Component

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//fedevent//fedevent//EN"
REFRESH = timedelta(hours=1)  # how often a subscriber is asked to look again
FRESH = timedelta(days=366)  # VTIMEZONEs cover so much around the dates


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as a calendar shows it. *url* is its page; *online_url* is "" unless the reader may have it.

    *notes* are lines for the top of the description, translated: why it is cancelled, until when to answer.
    """

    event: Event
    group_name: str
    group_url: str
    url: str
    online_url: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar that people subscribe to. *url* is its own address."""

    name: str
    url: str
    description: str = ""


def calendar(entries: Iterable[Entry], domain: str, feed: Feed | None = None) -> bytes:
    """The calendar file with *entries*; *domain* ends their ids and never changes in an instance's life."""
    from icalendar import Calendar  # noqa: PLC0415 see above

    listed = list(entries)
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    if feed:
        _describe(found, feed)
    for name, years in sorted(_zones(entry.event for entry in listed).items()):
        found.add_component(vtimezone(name, min(years), max(years)))
    for entry in listed:
        found.add_component(_component(entry, domain))
    return bytes(found.to_ical())


def _describe(found: Calendar, feed: Feed) -> None:
    found.add("name", feed.name)
    found.add("x-wr-calname", feed.name)
    if feed.description:
        found.add("description", feed.description)
    found.add("source", feed.url, parameters={"VALUE": "URI"})
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT1H")


def _zones(events: Iterable[Event]) -> dict[str, set[int]]:
    """Every zone used but UTC, with the years that its definition must cover."""
    zones: dict[str, set[int]] = {}
    for event in events:
        if not _is_utc(event.timezone):
            years = {(event.starts - FRESH).year, ((event.ends or event.starts) + FRESH).year}
            zones.setdefault(event.timezone, set()).update(years)
    return zones


def _is_utc(name: str) -> bool:
    return name in ("UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal")


def _component(entry: Entry, domain: str) -> Component:
    from icalendar import Event as Component  # noqa: PLC0415 see above

    event, found = entry.event, Component()
    found.add("uid", f"{event.id}@{domain}")
    found.add("sequence", event.sequence)
    changed = event.updated_at or event.published_at or event.starts_at
    found.add("dtstamp", changed.astimezone(UTC))
    found.add("last-modified", changed.astimezone(UTC))
    if event.created_at:
        found.add("created", event.created_at.astimezone(UTC))
    found.add("dtstart", _local(event.starts, event.timezone))
    if event.ends:
        found.add("dtend", _local(event.ends, event.timezone))
    found.add("summary", event.title)
    found.add("status", "CANCELLED" if event.status is Status.CANCELLED else "CONFIRMED")
    _add_words(found, entry)
    _add_place(found, entry)
    return found


def _local(wall: datetime, zone_name: str) -> datetime:
    return wall.replace(tzinfo=UTC if _is_utc(zone_name) else zone(zone_name))


def _add_words(found: Component, entry: Entry) -> None:
    event = entry.event
    about = richtext.plain(richtext.render(event.description)) if event.description else ""
    parts = (*entry.notes, event.summary, about, entry.url)
    found.add("description", "\n\n".join(part for part in parts if part))
    found.add("url", entry.url)
    # CONTACT and not ORGANIZER: that wants a mail address, and makes some calendars ask it for answers.
    found.add("contact", f"{entry.group_name}, {entry.group_url}")
    if event.categories:
        found.add("categories", list(event.categories))


def _add_place(found: Component, entry: Entry) -> None:
    place = entry.event.place
    if place:
        found.add("location", place.line)
        if place.latitude is not None and place.longitude is not None:
            found.add("geo", (place.latitude, place.longitude))
    if entry.online_url:
        found.add("conference", entry.online_url, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
        if not place:
            found.add("location", entry.online_url)
