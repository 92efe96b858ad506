"""What lists are narrowed by, as it stands in the address."""

from datetime import UTC, date, datetime

import pytest

from web.filters import EventFilter, GroupFilter, read_events, read_groups


def test_what_is_read_from_an_address_is_written_back_the_same() -> None:
    asked = read_events({"q": " solder  iron ", "topic": "repair", "from": "2030-03-01", "online": "yes"})
    assert asked == EventFilter("solder iron", 1, "repair", "", "yes", date(2030, 3, 1))
    assert asked.query() == "?q=solder+iron&topic=repair&online=yes&from=2030-03-01"


def test_one_filter_is_taken_off_and_the_others_stay_with_the_page_back_at_the_first() -> None:
    asked = read_groups({"q": "night", "topic": "books", "page": "3"})
    assert asked == GroupFilter("night", 3, "books")
    assert asked.query(without="topic") == "?q=night"
    assert read_groups({"q": "night"}).query(without="q") == ""


@pytest.mark.parametrize(
    ("page", "total", "expected"),
    [(1, 20, ("", "")), (1, 21, ("", "?page=2")), (2, 50, ("?", "?page=3")), (3, 50, ("?page=2", ""))],
)
def test_pages_lead_to_the_one_before_and_the_one_after(
    page: int, total: int, expected: tuple[str, str]
) -> None:
    assert EventFilter(page=page).pages(total) == expected


def test_days_are_counted_by_the_clock_of_the_place_both_ends_included() -> None:
    asked = EventFilter(since=date(2030, 3, 31), until=date(2030, 3, 31))
    assert asked.bounds("Europe/Berlin") == (
        datetime(2030, 3, 30, 23, tzinfo=UTC),
        datetime(2030, 3, 31, 22, tzinfo=UTC),
    )
    assert EventFilter().bounds("Europe/Berlin") == (None, None)


@pytest.mark.parametrize(
    "query",
    [
        {"from": "soon"},
        {"online": "maybe"},
        {"page": "٣"},
        {"page": "0"},
        {"until": "9999-12-31"},
        {"q": "\x00"},
    ],
)
def test_what_cannot_be_read_counts_as_not_asked(query: dict[str, str]) -> None:
    assert read_events(query) == EventFilter()
