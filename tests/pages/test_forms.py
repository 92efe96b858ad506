"""Forms: read by type, faults collected, what was typed kept."""

from datetime import datetime
from enum import StrEnum

import pytest
from aiohttp.web import FileField
from multidict import CIMultiDict, CIMultiDictProxy, MultiDict

from fedevent.errors import Invalid
from web.forms import Form, Posted


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def form(*pairs: tuple[str, str]) -> Form:
    posted: Posted = MultiDict[str | bytes | bytearray | FileField](pairs)
    return Form(posted)


def fields(given: Form) -> list[str]:
    return [fault.field for fault in given.faults]


def test_a_text_is_trimmed_and_loses_control_characters_but_keeps_its_lines() -> None:
    assert form(("about", "  one\r\ntwo\x00\x1b \r")).text("about") == "one\ntwo"


def test_a_text_that_was_not_sent_is_empty_and_no_fault() -> None:
    given = form()
    assert given.text("about") == ""
    given.refuse()


def test_a_password_is_taken_exactly_as_typed_and_never_shown_again() -> None:
    given = form(("password", " a b "), ("new_password", "x"), ("name", "Ada"), ("csrf", "t"))
    assert given.secret("password") == " a b "
    assert given.values == {"name": "Ada"}


@pytest.mark.parametrize(("typed", "number"), [("7", 7), ("+7", 7), ("-3", -3), ("", None), (" 12 ", 12)])
def test_a_whole_number_is_read(typed: str, number: int | None) -> None:
    given = form(("count", typed))
    assert given.integer("count") == number
    assert not given.faults


@pytest.mark.parametrize("typed", ["1.5", "seven", "1e3", "9" * 13, "٣x", "0x10", "--1"])
def test_what_is_no_whole_number_is_a_fault_of_its_field(typed: str) -> None:
    given = form(("count", typed))
    assert given.integer("count") is None
    assert fields(given) == ["count"]


@pytest.mark.parametrize(("typed", "good"), [("0", False), ("1", True), ("5", True), ("6", False)])
def test_a_number_stays_within_its_bounds(typed: str, good: bool) -> None:
    given = form(("count", typed))
    assert (given.integer("count", low=1, high=5) is not None) is good
    assert bool(given.faults) is not good


@pytest.mark.parametrize(("typed", "number"), [("52.5", 52.5), ("52,5", 52.5), ("−1", -1.0), ("", None)])
def test_a_number_may_have_a_point_or_a_comma(typed: str, number: float | None) -> None:
    assert form(("latitude", typed)).number("latitude") == number


def test_a_number_that_is_none_is_a_fault() -> None:
    given = form(("latitude", "1.2.3"))
    assert given.number("latitude") is None
    assert fields(given) == ["latitude"]


@pytest.mark.parametrize("clock", ["19:00", "19:00:00"])
def test_a_date_and_a_time_make_a_wall_clock_time_without_offset(clock: str) -> None:
    given = form(("starts_at_date", "2030-03-12"), ("starts_at_time", clock))
    assert given.date_time("starts_at_date", "starts_at_time") == datetime(2030, 3, 12, 19)


@pytest.mark.parametrize(
    ("date", "clock"), [("2030-02-30", "19:00"), ("2030-03-12", ""), ("", "19:00"), ("12.3.30", "7pm")]
)
def test_half_a_time_or_a_wrong_one_is_a_fault_of_the_whole_box(date: str, clock: str) -> None:
    given = form(("starts_at_date", date), ("starts_at_time", clock))
    assert given.date_time("starts_at_date", "starts_at_time") is None
    assert fields(given) == ["starts_at"]


def test_a_time_left_empty_is_no_fault() -> None:
    given = form(("ends_at_date", ""), ("ends_at_time", ""))
    assert given.date_time("ends_at_date", "ends_at_time") is None
    assert not given.faults


def test_a_choice_is_one_of_its_kind_and_anything_else_a_fault() -> None:
    assert form(("colour", "blue")).choice("colour", Colour) is Colour.BLUE
    assert form().choice("colour", Colour, Colour.RED) is Colour.RED
    wrong = form(("colour", "mauve"))
    assert wrong.choice("colour", Colour, Colour.BLUE) is Colour.BLUE
    assert fields(wrong) == ["colour"]
    missing = form()
    missing.choice("colour", Colour)
    assert fields(missing) == ["colour"]


def test_one_of_some_texts_falls_back_to_its_default_only_when_nothing_was_sent() -> None:
    assert form().one_of("language", ("de", "en"), "en") == "en"
    wrong = form(("language", "tlh"))
    assert wrong.one_of("language", ("de", "en"), "en") == "en"
    assert fields(wrong) == ["language"]


def test_ticked_boxes_come_as_a_list_without_doubles_and_gaps() -> None:
    given = form(("days", "mo"), ("days", ""), ("days", "tu"), ("days", "mo"))
    assert given.list("days") == ("mo", "tu")
    assert given.list("weeks") == ()


def test_a_list_written_with_commas_and_lines_is_taken_apart() -> None:
    assert form(("topics", "code,  open   data\nmaps,, code")).words("topics") == (
        "code",
        "open data",
        "maps",
    )


def test_a_box_is_ticked_only_when_it_says_so() -> None:
    given = form(("a", "yes"), ("b", "on"), ("c", "no"))
    assert [given.checked(name) for name in "abcd"] == [True, True, False, False]


def test_a_file_is_not_taken_for_a_text_and_an_empty_file_field_is_no_file() -> None:
    headers = CIMultiDictProxy(CIMultiDict[str]())
    chosen = FileField("picture", "cat.png", open(__file__, "rb"), "image/png", headers)  # noqa: SIM115
    empty = FileField("other", "", chosen.file, "application/octet-stream", headers)
    given = Form(MultiDict[str | bytes | bytearray | FileField]([("picture", chosen), ("other", empty)]))
    with chosen.file:
        assert given.file("picture") is chosen
        assert given.file("other") is None
        assert given.text("picture") == ""
        assert given.values == {}


def test_every_fault_is_told_at_once() -> None:
    given = form(("count", "x"), ("latitude", "y"))
    given.integer("count")
    given.number("latitude")
    given.need("name", "Give a name.")
    with pytest.raises(Invalid) as refused:
        given.refuse()
    assert [fault.field for fault in refused.value.faults] == ["count", "latitude", "name"]


def test_the_trap_catches_who_fills_in_what_nobody_sees() -> None:
    assert form(("website", "https://spam.example")).trapped()
    assert not form(("website", "")).trapped()
