"""Calendar files: what a calendar program makes of them is what we wrote on the page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from icalendar import Event as Component

from fedevent.events import Event, Status
from fedevent.ids import EventId, GroupId
from fedevent.places import Place
from web.ics import Entry, Feed, calendar
from web.vtimezone import turns, vtimezone

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
LAB = Event(
    EventId("0190-lab"),
    GroupId("g1"),
    "Repair; solder, and tea",
    datetime.fromisoformat("2030-03-30T19:00"),
    "Europe/Berlin",
    ends=datetime.fromisoformat("2030-03-31T04:00"),
    description="Bring **one** broken thing.",
    place=Place("Café Ångström", "Hauptstraße 1", "Bremen", latitude=53.07, longitude=8.8),
    online_url="https://meet.example/secret-room",
    categories=("repair", "tea, biscuits"),
    status=Status.PUBLISHED,
    created_at=NOW,
    updated_at=NOW,
    sequence=3,
)
ENTRY = Entry(LAB, "Tinkerers", "https://here.example/groups/tinker", "https://here.example/events/0190-lab")


def only_event(file: bytes) -> Component:
    """The one VEVENT of *file*, as a calendar program reads it."""
    (found,) = Calendar.from_ical(file).walk("VEVENT")
    return found


def test_an_entry_keeps_its_id_and_counts_its_changes() -> None:
    found = only_event(calendar([ENTRY], "here.example"))
    assert found["UID"] == "0190-lab@here.example"
    assert found["SEQUENCE"] == 3
    assert found["STATUS"] == "CONFIRMED"


def test_the_wall_clock_stands_beside_the_name_of_its_zone() -> None:
    file = calendar([ENTRY], "here.example").decode()
    assert "DTSTART;TZID=Europe/Berlin:20300330T190000" in file
    assert "DTEND;TZID=Europe/Berlin:20300331T040000" in file
    assert file.count("BEGIN:VTIMEZONE") == 1


def test_the_zone_is_defined_so_that_the_night_of_the_change_comes_out_right() -> None:
    """The onset of summer time is written as the clock shows it before it is turned (RFC 5545, 3.6.5)."""
    file = vtimezone("Europe/Berlin", 2029, 2031).to_ical().decode()
    assert "DTSTART:20290325T020000" in file
    assert "DTSTART:20291028T030000" in file
    assert "TZOFFSETTO:+0200" in file


@pytest.mark.parametrize(
    "name", ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"]
)
def test_every_moment_of_a_year_has_the_offset_that_the_zone_has(name: str) -> None:
    known = turns(name, 2029, 2030)
    moment = datetime(2029, 1, 1, tzinfo=UTC)
    while moment.year < 2031:
        standing = [turn for turn in known if turn.at <= moment][-1]
        assert standing.after == moment.astimezone(ZoneInfo(name)).utcoffset()
        moment += timedelta(hours=7)


def test_a_zone_without_changes_has_one_definition_and_utc_has_none() -> None:
    kolkata = replace(ENTRY, event=replace(LAB, timezone="Asia/Kolkata"))
    assert calendar([kolkata], "here.example").decode().count("BEGIN:STANDARD") == 1
    utc = calendar([replace(ENTRY, event=replace(LAB, timezone="UTC"))], "here.example").decode()
    assert "VTIMEZONE" not in utc
    assert "DTSTART:20300330T190000Z" in utc


def test_a_cancelled_event_stays_and_says_so_with_its_reason() -> None:
    event = replace(LAB, status=Status.CANCELLED, sequence=4, cancel_reason="The roof leaks.")
    found = only_event(
        calendar([replace(ENTRY, event=event, notes=("Cancelled: The roof leaks.",))], "h.example")
    )
    assert found["STATUS"] == "CANCELLED"
    assert found["SEQUENCE"] == 4
    assert str(found["DESCRIPTION"]).startswith("Cancelled: The roof leaks.")


def test_the_online_link_is_only_there_for_those_who_have_it() -> None:
    assert b"secret-room" not in calendar([ENTRY], "here.example")
    mine = only_event(calendar([replace(ENTRY, online_url=LAB.online_url)], "here.example"))
    assert str(mine["CONFERENCE"]) == "https://meet.example/secret-room"


def test_nobody_is_named_by_a_mail_address() -> None:
    file = calendar([ENTRY], "here.example").decode().lower()
    assert "mailto:" not in file
    assert "organizer" not in file
    assert "attendee" not in file


def test_words_with_commas_and_semicolons_come_back_as_written() -> None:
    found = only_event(calendar([ENTRY], "here.example"))
    assert str(found["SUMMARY"]) == "Repair; solder, and tea"
    assert [str(c) for c in found["CATEGORIES"].cats] == ["repair", "tea, biscuits"]
    assert str(found["LOCATION"]) == "Café Ångström, Hauptstraße 1, Bremen"
    assert "Bring one broken thing." in str(found["DESCRIPTION"])


def test_lines_end_and_fold_as_the_format_wants_it() -> None:
    lines = calendar([ENTRY], "here.example").split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_a_feed_has_a_name_and_says_how_often_to_look_again() -> None:
    feed = Feed("Tinkerers", "https://here.example/groups/tinker.ics", "We mend things.")
    found = Calendar.from_ical(
        calendar([ENTRY, replace(ENTRY, event=replace(LAB, id=EventId("b")))], "h.example", feed)
    )
    assert str(found["X-WR-CALNAME"]) == "Tinkerers"
    assert str(found["SOURCE"]) == feed.url
    assert len(found.walk("VEVENT")) == 2
    assert len(found.walk("VTIMEZONE")) == 1


def test_a_calendar_without_events_is_still_a_calendar() -> None:
    assert Calendar.from_ical(calendar([], "here.example")).walk("VEVENT") == []


def test_two_readings_of_the_same_event_are_the_same_file() -> None:
    assert calendar([ENTRY], "here.example") == calendar([ENTRY], "here.example")
