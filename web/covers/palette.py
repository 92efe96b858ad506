"""The inks of a cover: one colour, its tints, black and paper, arranged in three ways."""

from web.colour import LIGHT_INK, LIGHT_SHEET, normal, shade, to_oklch
from web.covers.shapes import Dice, Ink

Palette = dict[Ink, str]


def palette(accent: str, dice: Dice) -> Palette:
    """Light ground, the colour itself as ground, or its deep shade; the seed says which."""
    colour = normal(accent)
    lightness = to_oklch(colour).lightness
    # A very pale or very dark accent would vanish on its own tints: covers use it moved towards the middle.
    body = shade(colour, min(max(lightness, 0.42), 0.80))
    light = to_oklch(body).lightness > 0.68
    pale, mid = (
        (shade(body, 0.955, 0.4), shade(body, 0.90, 0.6))
        if light
        else (shade(body, 0.93, 0.35), shade(body, 0.82, 0.65))
    )
    deep = shade(body, 0.32, 0.8)
    arrangements: tuple[Palette, ...] = (
        {"ground": pale, "first": body, "second": LIGHT_INK, "third": mid, "fourth": LIGHT_SHEET},
        {"ground": body, "first": LIGHT_SHEET, "second": deep, "third": mid, "fourth": LIGHT_INK},
        {"ground": deep, "first": mid, "second": LIGHT_SHEET, "third": body, "fourth": LIGHT_INK},
        {"ground": mid, "first": deep, "second": LIGHT_SHEET, "third": body, "fourth": LIGHT_INK},
    )
    return dice.pick(arrangements)
