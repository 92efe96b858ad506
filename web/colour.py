"""The chapter's colour: one accent, whatever it is, made readable on light and dark paper."""

import re
from dataclasses import dataclass
from math import atan2, cos, hypot, sin

DEFAULT_ACCENT = "#00706b"
TEXT_CONTRAST = 4.5
DARK_TEXT_CONTRAST = 6.0  # more than AA asks: thin coloured text on dark paper looks dimmer than it measures
SHAPE_CONTRAST = 3.0

# The paper and ink of static/style.css; tests/pages/test_style.py keeps the two in step.
LIGHT_PAPER, LIGHT_SHEET, LIGHT_INK = "#f4f3ee", "#fdfcf9", "#1b1a17"
DARK_PAPER, DARK_SHEET, DARK_INK = "#171816", "#20211e", "#efeee8"

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Oklch:
    """A colour by how light (0–1), how strong (0–about 0.37) and which hue (radians); Ottosson's OKLab."""

    lightness: float
    chroma: float
    hue: float


@dataclass(frozen=True, slots=True)
class Accent:
    """What one scheme needs of the chapter's colour; every value is #rrggbb.

    fill: for surfaces; on_fill: text upon it; text: the accent as text or line; wash: a pale ground for ink.
    """

    fill: str
    on_fill: str
    text: str
    wash: str


def normal(colour: str) -> str:
    """`#rrggbb` in small letters from `#abc`, `AABBCC` or the like; ValueError for anything else."""
    found = _HEX.fullmatch(colour.strip())
    if not found:
        raise ValueError("not a colour")
    digits = found[1].lower()
    return "#" + ("".join(2 * digit for digit in digits) if len(digits) == 3 else digits)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green, blue, 0–255."""
    digits = normal(colour)
    return int(digits[1:3], 16), int(digits[3:5], 16), int(digits[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0–1 (WCAG 2.2)."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1–21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_on(ground: str) -> str:
    """Black or white, whichever reads better on `ground`: together they reach 4.5 on every colour."""
    return max("#ffffff", "#000000", key=lambda text: contrast(text, ground))


def readable(colour: str, grounds: tuple[str, ...], ratio: float = TEXT_CONTRAST) -> str:
    """The colour nearest in lightness to `colour` that has `ratio` against all of `grounds`, hue kept."""
    origin = to_oklch(colour)
    steps = sorted((step / 200 for step in range(201)), key=lambda light: abs(light - origin.lightness))
    if all(contrast(colour, ground) >= ratio for ground in grounds):
        return normal(colour)
    for lightness in steps:
        candidate = from_oklch(Oklch(lightness, origin.chroma, origin.hue))
        if all(contrast(candidate, ground) >= ratio for ground in grounds):
            return candidate
    return text_on(grounds[0])


def shade(colour: str, lightness: float, strength: float = 1.0) -> str:
    """The same hue at another lightness (0–1), its chroma times `strength`."""
    origin = to_oklch(colour)
    return from_oklch(Oklch(lightness, origin.chroma * strength, origin.hue))


def accent_on_light(accent: str) -> Accent:
    """The accent on light paper. The wash is checked first, so that the text reads on it, too."""
    fill = normal(accent)
    wash = shade(fill, 0.925, 0.3)
    return Accent(fill, text_on(fill), readable(fill, (LIGHT_PAPER, LIGHT_SHEET, wash)), wash)


def accent_on_dark(accent: str) -> Accent:
    """The accent on dark paper: lifted where it would sink into it."""
    fill = readable(accent, (DARK_PAPER, DARK_SHEET), SHAPE_CONTRAST)
    wash = shade(fill, 0.29, 0.45)
    return Accent(
        fill, text_on(fill), readable(fill, (DARK_PAPER, DARK_SHEET, wash), DARK_TEXT_CONTRAST), wash
    )


def theme_css(accent: str) -> str:
    """The small style sheet that comes after style.css and gives the chapter its colour."""
    dark = _declarations(accent_on_dark(accent))
    return (
        f":root{{{_declarations(accent_on_light(accent))}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"@media print{{:root{{{_declarations(accent_on_light(accent))}}}}}\n"
    )


def to_oklch(colour: str) -> Oklch:
    """sRGB to OKLCH."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Oklch(lightness, hypot(a, b), atan2(b, a))


def from_oklch(colour: Oklch) -> str:
    """OKLCH to sRGB; a colour no screen has loses strength, not hue or lightness."""
    lightness, chroma = min(max(colour.lightness, 0.0), 1.0), colour.chroma
    for _ in range(40):
        parts = _rgb(lightness, chroma * cos(colour.hue), chroma * sin(colour.hue))
        if all(-0.0005 <= part <= 1.0005 for part in parts):
            break
        chroma *= 0.92
    else:
        parts = _rgb(lightness, 0.0, 0.0)
    return "#" + "".join(f"{round(255 * _gamma(min(max(part, 0.0), 1.0))):02x}" for part in parts)


def _rgb(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else float(1.055 * part ** (1 / 2.4) - 0.055)


def _declarations(accent: Accent) -> str:
    surfaces = f"--accent:{accent.fill};--on-accent:{accent.on_fill};--accent-wash:{accent.wash}"
    return f"{surfaces};--accent-text:{accent.text}"
