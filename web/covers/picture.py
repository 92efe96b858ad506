"""A cover as PNG: the picture other sites show, with the torn-off date and the title on a sheet."""

from __future__ import annotations

import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from web.colour import LIGHT_INK, LIGHT_SHEET, accent_on_light
from web.covers.palette import Palette
from web.covers.shapes import HEIGHT, WIDTH, Disc, Patch, Pie, Ring, Shape, Slab, Wire
from web.covers.svg import drawing

if TYPE_CHECKING:  # Pillow is heavy, and these pictures are asked for rarely
    from PIL import ImageDraw, ImageFont

_FONT = Path(__file__).parent.parent / "data" / "display.ttf"
_SCALE = 2  # drawn twice as large, then reduced: Pillow's own edges are not smooth


def cover_png(
    seed: str, kind: str, accent: str, title: str, weekday: str, day: str, month: str, line: str = ""
) -> bytes:
    """The social picture, 1200 × 630: motif, date block, title, and one line (time and place).

    Words the font has no letters for (it knows Latin) are left out rather than shown as empty boxes.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 see above

    inks, shapes = drawing(seed, kind, accent)
    picture = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), inks["ground"])
    draw = ImageDraw.Draw(picture)
    for shape in shapes:
        _draw(draw, shape, inks)
    picture = picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    draw = ImageDraw.Draw(picture)
    _sheet(
        draw,
        accent,
        _settable(title),
        tuple(_settable(word) for word in (weekday, day, month)),
        _settable(line),
    )
    stored = BytesIO()
    picture.quantize(160, Image.Quantize.FASTOCTREE).save(stored, "PNG", optimize=True)
    return stored.getvalue()


def _draw(draw: ImageDraw.ImageDraw, shape: Shape, inks: Palette) -> None:
    ink, s = inks[shape.ink], _SCALE
    match shape:
        case Disc(x, y, radius, _):
            draw.ellipse(_around(x, y, radius), ink)
        case Ring(x, y, radius, width, _):
            draw.ellipse(_around(x, y, radius + width / 2), outline=ink, width=round(width * s))
        case Pie(x, y, radius, start, sweep, _):
            draw.pieslice(_around(x, y, radius), start, start + sweep, ink)
        case Slab(x, y, width, height, _):
            draw.rectangle((x * s, y * s, (x + width) * s - 1, (y + height) * s - 1), ink)
        case Patch(points, _):
            draw.polygon([(x * s, y * s) for x, y in points], ink)
        case Wire(points, width, _):
            draw.line([(x * s, y * s) for x, y in points], ink, round(width * s), joint="curve")
            for x, y in (points[0], points[-1]):
                draw.ellipse(_around(x, y, width / 2), ink)


def _around(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return (x - radius) * _SCALE, (y - radius) * _SCALE, (x + radius) * _SCALE, (y + radius) * _SCALE


def _sheet(draw: ImageDraw.ImageDraw, accent: str, title: str, date: tuple[str, ...], line: str) -> None:
    """The sheet pinned on the drawing. A long title makes it wide; without words there is only the date."""
    left, top, bottom = 60, 55, 575
    right = 850 if title or line else 310
    draw.rectangle((left, top, right, bottom if title or line else 330), LIGHT_SHEET, LIGHT_INK, 3)
    _date_block(draw, left + 34, top + 34, accent, date)
    if line:
        _fit(draw, line, (left + 240, top + 34, right - 34, top + 224), 40, "ls_bottom")
    if title:
        _fit(draw, title, (left + 34, top + 262, right - 34, bottom - 28), 108, "top")


def _date_block(draw: ImageDraw.ImageDraw, x: int, y: int, accent: str, date: tuple[str, ...]) -> None:
    weekday, day, month = date
    tones, width = accent_on_light(accent), 176
    draw.rounded_rectangle((x, y, x + width, y + 206), 7, LIGHT_SHEET, LIGHT_INK, 3)
    draw.rounded_rectangle(
        (x + 2, y + 2, x + width - 2, y + 58), 6, tones.fill, corners=(True, True, False, False)
    )
    for hole in (x + 40, x + width - 40):
        draw.ellipse((hole - 6, y + 8, hole + 6, y + 20), LIGHT_SHEET)
    for dash in range(x + 4, x + width - 4, 12):
        draw.line((dash, y + 58, dash + 6, y + 58), LIGHT_INK, 2)
    middle = x + width / 2
    _centred(draw, weekday, middle, y + 49, 29, width - 16, tones.on_fill)
    _centred(draw, day, middle, y + 156, 106, width - 20, LIGHT_INK)
    _centred(draw, month, middle, y + 193, 32, width - 20, LIGHT_INK)


def _centred(
    draw: ImageDraw.ImageDraw, text: str, x: float, baseline: float, size: int, room: float, ink: str
) -> None:
    while size > 12 and _font(size).getlength(text) > room:
        size -= 1
    draw.text((x, baseline), text, ink, _font(size), "ms")


def _fit(draw: ImageDraw.ImageDraw, text: str, box: tuple[int, int, int, int], size: int, where: str) -> None:
    """Set `text` as large as `box` allows, at most `size`; what is still too long ends in an ellipsis."""
    left, top, right, bottom = box
    lines = _lines(text, size, right - left)
    while size > 34 and (len(lines) * size * 1.04 > bottom - top or _widest(lines, size) > right - left):
        size -= 2
        lines = _lines(text, size, right - left)
    rows = max(1, int((bottom - top) / (size * 1.04)))
    if len(lines) > rows:
        lines = [*lines[: rows - 1], _shortened(lines[rows - 1], size, right - left)]
    start = top if where == "top" else bottom - len(lines) * size * 1.04
    for row, words in enumerate(lines):
        draw.text((left, start + row * size * 1.04), words, LIGHT_INK, _font(size), "la")


def _lines(text: str, size: int, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        together = f"{lines[-1]} {word}" if lines else word
        if lines and _font(size).getlength(together) <= room:
            lines[-1] = together
        else:
            lines += _broken(word, size, room)
    return lines


def _broken(word: str, size: int, room: float) -> list[str]:
    """A word too long even for the smallest size is cut with a hyphen."""
    pieces: list[str] = []
    while size <= 48 and len(word) > 8 and _font(size).getlength(word) > room:
        cut = next(
            n for n in range(len(word), 0, -1) if _font(size).getlength(word[:n] + "-") <= room or n == 1
        )
        pieces.append(word[:cut] + "-")
        word = word[cut:]
    return [*pieces, word]


def _shortened(text: str, size: int, room: float) -> str:
    while text and _font(size).getlength(text + " …") > room:
        text = text[:-1]
    return text.rstrip() + " …"


def _widest(lines: list[str], size: int) -> float:
    return max((_font(size).getlength(line) for line in lines), default=0)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 see above

    return ImageFont.truetype(str(_FONT), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has(letter: str) -> bool:
    return bytes(_font(40).getmask(letter)) != bytes(_font(40).getmask("\uffff"))


def _settable(text: str) -> str:
    """The text without pictographs; nothing at all when the font lacks one of its letters or digits."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if any(unicodedata.category(letter)[0] in "LMN" and not _has(letter) for letter in plain):
        return ""
    return " ".join("".join(letter for letter in plain if letter == " " or _has(letter)).split())
