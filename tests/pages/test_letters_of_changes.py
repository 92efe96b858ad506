"""A letter about a change says where the event was and is, and never that it is online when it is not."""

from dataclasses import replace

from tests.pages.notices import CAFE, CHANGED, facts
from web.notifications import dates


def wheres(old: str, **changes: object) -> list[tuple[str, str]]:
    event = replace(CAFE, **changes)
    speech = facts().speech("en")
    rows = dates.differences(replace(CHANGED, old_place=old), event, speech)
    return [(row.old, row.text) for row in rows if row.label == "Where"]


def test_a_place_found_later_was_not_online_before() -> None:
    assert wheres("", online_url="") == [("–", "Hall, Mill Road 1, Bremen")]
    assert wheres("") == [("Online", "Hall, Mill Road 1, Bremen")]


def test_a_place_that_was_lost_is_not_online_now() -> None:
    assert wheres("Old hall", place=None, online_url="") == [("Old hall", "–")]
    assert wheres("Old hall", place=None) == [("Old hall", "Online")]
