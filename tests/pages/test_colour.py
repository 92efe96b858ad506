"""The chapter's colour is readable whatever colour it is."""

from itertools import product

import pytest

from web.colour import (
    DARK_INK,
    DARK_PAPER,
    DARK_SHEET,
    LIGHT_INK,
    LIGHT_PAPER,
    LIGHT_SHEET,
    accent_on_dark,
    accent_on_light,
    contrast,
    from_oklch,
    luminance,
    normal,
    text_on,
    theme_css,
    to_oklch,
)

STEPS = ("00", "33", "77", "bb", "ff")
EVERY_COLOUR = ["#" + "".join(channels) for channels in product(STEPS, repeat=3)]


@pytest.mark.parametrize("accent", EVERY_COLOUR)
def test_any_accent_is_readable_on_light_paper(accent: str) -> None:
    light = accent_on_light(accent)
    assert light.fill == accent
    assert contrast(light.on_fill, light.fill) >= 4.5
    assert all(contrast(light.text, ground) >= 4.5 for ground in (LIGHT_PAPER, LIGHT_SHEET, light.wash))
    assert contrast(LIGHT_INK, light.wash) >= 7


@pytest.mark.parametrize("accent", EVERY_COLOUR)
def test_any_accent_is_readable_on_dark_paper(accent: str) -> None:
    dark = accent_on_dark(accent)
    assert contrast(dark.on_fill, dark.fill) >= 4.5
    assert contrast(dark.fill, DARK_PAPER) >= 3
    assert all(contrast(dark.text, ground) >= 4.5 for ground in (DARK_PAPER, DARK_SHEET, dark.wash))
    assert contrast(DARK_INK, dark.wash) >= 7


@pytest.mark.parametrize("colour", EVERY_COLOUR)
def test_a_colour_survives_the_way_to_oklch_and_back(colour: str) -> None:
    assert from_oklch(to_oklch(colour)) == colour


def test_contrast_is_counted_as_the_guidelines_do() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert luminance("#ff0000") == pytest.approx(0.2126)


@pytest.mark.parametrize(
    ("written", "meant"), [("#ABC", "#aabbcc"), ("00706B", "#00706b"), (" #fff ", "#ffffff")]
)
def test_colours_are_understood_as_people_write_them(written: str, meant: str) -> None:
    assert normal(written) == meant


@pytest.mark.parametrize("written", ["", "teal", "#12", "#1234567", "url(x)", "#fff;}body{display:none"])
def test_nothing_but_a_colour_gets_into_the_style_sheet(written: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        theme_css(written)


def test_yellow_keeps_its_fill_and_gets_dark_words() -> None:
    light = accent_on_light("#f2b705")
    assert light.fill == "#f2b705"
    assert light.on_fill == text_on("#ffffff")
    assert luminance(light.text) < luminance(light.fill)


def test_the_theme_gives_each_token_for_light_dark_and_paper() -> None:
    css = theme_css("#00706b")
    for token in ("--accent:", "--on-accent:", "--accent-text:", "--accent-wash:"):
        assert css.count(token) == 3
    assert "prefers-color-scheme:dark" in css
