"""Events of other servers, read into our records."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from activitypub.translate import remote
from tests.protocol.golden_files import golden
from tests.protocol.shapes import ANY_OBJECT


def event(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = golden("mobilizon", "create-event")["object"] | changes
    return {key: value for key, value in found.items() if value is not None}


def test_an_event_is_read_with_its_wall_clock_zone_and_clean_words() -> None:
    found = remote.read(event())
    assert found is not None
    assert (found.name, found.timezone, found.place) == (
        "Harbour walk",
        "Europe/Paris",
        "Pier, Quai 1, Lille",
    )
    assert found.starts_at == datetime(2030, 4, 1, 17, tzinfo=UTC)
    assert found.content == "<p>Bring shoes</p>"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": None},
        {"startTime": None},
        {"startTime": "tomorrow"},
        {"attributedTo": None},
        {"attributedTo": "https://evil.example/@eve"},
        {"type": "Note"},
        {"id": "https://evil.example/events/9"},
        {"id": None},
    ],
)
def test_what_lacks_an_essential_or_speaks_for_others_is_not_read(changes: dict[str, Any]) -> None:
    assert remote.read(event(**changes)) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "CANCELLED"},
        {"ical:status": "cancelled"},
        {"eventStatus": "https://schema.org/EventCancelled"},
        {"eventStatus": "EventCancelled"},
    ],
)
def test_every_way_of_saying_cancelled_is_understood(changes: dict[str, Any]) -> None:
    found = remote.read(event(**changes))
    assert found is not None and found.cancelled


def test_an_unknown_zone_and_an_end_before_the_start_are_passed_over() -> None:
    found = remote.read(event(timezone="Mars/Base", endTime="2030-03-01T00:00:00Z"))
    assert found is not None
    assert (found.timezone, found.ends_at) == ("UTC", None)


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("Town hall", "Town hall"),
        ([{"name": "A"}, {"name": "B"}], "A"),
        ({"name": "X", "address": "Y 1"}, "X, Y 1"),
    ],
)
def test_a_place_may_have_any_shape(location: object, place: str) -> None:
    found = remote.read(event(location=location))
    assert found is not None and found.place == place


@given(ANY_OBJECT)
def test_no_shape_of_event_makes_the_reader_raise(document: dict[str, Any]) -> None:
    remote.read(
        document | {"type": "Event", "id": "https://a.example/1", "attributedTo": "https://a.example/2"}
    )
