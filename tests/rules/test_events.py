"""The life of an event, and what may be written into one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fedevent import events
from fedevent.errors import Conflict, Gone, NotFound
from fedevent.events import JoinMode, Status
from fedevent.places import Place
from tests.makers import NOW, an_event


def test_a_draft_is_published_once() -> None:
    published = events.publish(an_event(status=Status.DRAFT, published_at=None), NOW)
    assert (published.status, published.published_at) == (Status.PUBLISHED, NOW)
    with pytest.raises(Conflict):
        events.publish(published, NOW)


def test_what_is_over_cannot_be_published() -> None:
    with pytest.raises(Conflict):
        events.publish(an_event(status=Status.DRAFT), datetime(2030, 3, 12, 20, 1, tzinfo=UTC))


def test_cancelling_raises_the_sequence_and_keeps_the_reason() -> None:
    cancelled = events.cancel(an_event(sequence=3), " flood ", NOW)
    assert (cancelled.status, cancelled.cancel_reason, cancelled.sequence) == (Status.CANCELLED, "flood", 4)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CANCELLED, Status.DELETED])
def test_only_what_is_published_can_be_cancelled(status: Status) -> None:
    with pytest.raises(Conflict):
        events.cancel(an_event(status=status), "", NOW)


def test_a_tombstone_keeps_no_words() -> None:
    gone = events.delete(an_event(description="secret", online_url="https://meet.example/x"), NOW)
    assert (gone.title, gone.description, gone.online_url, gone.place) == ("", "", "", None)


def test_drafts_and_tombstones_are_not_shown() -> None:
    with pytest.raises(NotFound):
        events.need_visible(an_event(status=Status.DRAFT))
    events.need_visible(an_event(status=Status.DRAFT), organizer=True)
    with pytest.raises(Gone):
        events.need_visible(an_event(status=Status.DELETED), organizer=True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"starts": datetime(1999, 1, 1)}, "starts_at"),
        ({"ends": datetime(2030, 3, 12, 18, 59)}, "ends_at"),
        ({"ends": datetime(2032, 3, 12)}, "ends_at"),
        ({"closes": datetime(2030, 3, 12, 21, 1)}, "closes_at"),
        ({"capacity": 0}, "capacity"),
        ({"guests_max": -1}, "guests_max"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"join_mode": JoinMode.EXTERNAL}, "external_url"),
        ({"languages": ("Deutsch!",)}, "languages"),
        ({"place": Place(" ")}, "place.name"),
        ({"place": Place("x", latitude=91.0, longitude=0.0)}, "place.latitude"),
        ({"place": Place("x", latitude=1.0)}, "place.latitude"),
    ],
)
def test_each_fault_names_its_field(changes: dict[str, Any], field: str) -> None:
    assert field in {fault.field for fault in events.check(an_event(**changes))}


def test_all_faults_are_named_at_once() -> None:
    faults = events.check(an_event(title="", capacity=-1, timezone="x"))
    assert {fault.field for fault in faults} == {"title", "capacity", "timezone"}


def test_a_sound_event_has_no_faults() -> None:
    assert events.check(an_event()) == []


def test_a_wall_clock_time_stays_put_when_the_offset_changes() -> None:
    winter = an_event(starts=datetime(2030, 3, 26, 19), ends=None)
    summer = replace(winter, starts=datetime(2030, 4, 2, 19))
    assert (winter.starts_at.hour, summer.starts_at.hour) == (18, 17)


def test_only_what_misleads_people_matters() -> None:
    event = an_event()
    assert not events.difference(event, replace(event, description="new"))
    assert not events.difference(event, replace(event, capacity=5))
    for changes in (
        {"starts": event.starts + timedelta(hours=1)},
        {"place": None},
        {"title": "Wednesday Lab"},
        {"timezone": "Europe/London"},
    ):
        assert events.difference(event, replace(event, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://meet.example/room", True),
        ("http://localhost:8000/", True),
        ("javascript:alert(1)", False),
        ("//meet.example", False),
        ("https://", False),
        ("https://a b", False),
        ("http://[::1", False),
        ("mailto:a@b.example", False),
    ],
)
def test_a_web_address_is_absolute_and_harmless(text: str, good: bool) -> None:
    assert events.web_address(text) is good
