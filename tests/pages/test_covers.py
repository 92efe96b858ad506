"""Covers: drawn from id, type and colour; the same for ever; with words only where they can be set."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from web.covers import HEIGHT, KINDS, WIDTH, cover_png, cover_svg, motif_name
from web.covers.shapes import Dice

SVG = "{http://www.w3.org/2000/svg}"
SEEDS = ("1", "8f14e45f", "01JD7Z5Q4N")
DATE = ("Donnerstag", "24", "Nov")


def png(title: str, line: str = "", weekday: str = "Tue") -> Image.Image:
    return Image.open(BytesIO(cover_png("7", "talk", "#00706b", title, weekday, "24", "Nov", line)))


def test_the_numbers_behind_a_cover_are_the_same_on_every_machine() -> None:
    dice = Dice("an event")
    assert [dice.number(1000) for _ in range(4)] == [729, 560, 57, 723]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_cover_is_plain_xml_of_shapes_with_a_title(kind: str, seed: str) -> None:
    text = cover_svg(seed, kind, "#c8102e", "Tea & talk")
    root = ElementTree.fromstring(text)
    assert root.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    assert root.findtext(f"{SVG}title") == "Tea & talk"
    assert {child.tag for child in root} <= {f"{SVG}{tag}" for tag in ("title", "rect", "circle", "path")}
    assert len(root) > 8
    assert len(text) < 16_000
    assert "nan" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_event_gets_the_same_cover_and_others_get_others(kind: str) -> None:
    assert cover_svg("1", kind, "#00706b") == cover_svg("1", kind, "#00706b")
    assert len({cover_svg(str(number), kind, "#00706b") for number in range(12)}) == 12


def test_each_type_has_its_own_motif() -> None:
    assert len({cover_svg("1", kind, "#00706b") for kind in KINDS}) == len(KINDS)


def test_a_title_cannot_break_out_of_the_picture() -> None:
    text = cover_svg("1", "talk", "#00706b", "</title><script>alert(1)</script>")
    assert "<script" not in text
    ElementTree.fromstring(text)


@pytest.mark.parametrize("accent", ["", "red", "#12345", '#fff"/><script>'])
def test_what_is_no_colour_draws_no_cover(accent: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        cover_svg("1", "talk", accent)


@pytest.mark.parametrize(
    ("kind", "motif"),
    [
        ("hack", "hack"),
        ("Hack jam", "hack"),
        ("BOOK_CLUBS", "reading"),
        ("FOOD_DRINK", "food"),
        ("MOVEMENTS_POLITICS", "action"),
        ("OUTDOORS_ADVENTURE", "walk"),
        ("Kitchen table", "table"),
        ("", "board"),
        ("something never heard of", "board"),
    ],
)
def test_types_and_categories_of_other_systems_find_a_motif(kind: str, motif: str) -> None:
    assert motif_name(kind) == motif


@pytest.mark.parametrize("kind", KINDS)
def test_the_social_picture_has_the_size_that_sites_expect_and_little_weight(kind: str) -> None:
    data = cover_png("1", kind, "#f2b705", "Open evening", *DATE, "19:00")
    picture = Image.open(BytesIO(data))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert len(data) < 80_000


def test_the_title_changes_the_social_picture() -> None:
    assert png("One evening").tobytes() != png("Another evening").tobytes()


def test_a_title_in_letters_the_font_lacks_leaves_only_the_date() -> None:
    assert png("مختبر الثلاثاء").tobytes() == png("").tobytes()


def test_pictographs_are_left_out_of_a_title_and_the_words_stay() -> None:
    assert png("Soup 🍲 for all").tobytes() == png("Soup for all").tobytes()


def test_a_very_long_word_stays_on_the_sheet() -> None:
    with_word = png("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 3).convert("RGB")
    without = png("x").convert("RGB")
    beyond = (856, 0, 1200, 630)
    assert with_word.crop(beyond).tobytes() == without.crop(beyond).tobytes()
