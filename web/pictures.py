"""Uploaded pictures: read with suspicion, turned upright, reduced, written anew without metadata."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Pillow is heavy, and pictures are uploaded rarely
    from PIL import Image

MAX_BYTES = 12 * 1024 * 1024
MAX_IMAGE_PIXELS = 40_000_000
MAX_SIDE = 1600
SMALLEST_SIDE = 16
QUALITY = 82

# Formats whose readers are small and well worn; SVG and PDF are programs, not pictures.
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")


class Refusal(Enum):
    """Why a file is not taken; the page turns it into words."""

    EMPTY = "empty"
    TOO_MANY_BYTES = "too_many_bytes"
    NOT_A_PICTURE = "not_a_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture we made ourselves; width and height in pixels."""

    bytes: bytes
    width: int
    height: int
    mime: str


def clean_picture(data: bytes, max_side: int = MAX_SIDE) -> Picture | Refusal:
    """A WebP of at most `max_side` pixels a side, or the reason why not. Takes CPU: call it in a thread.

    What the camera wrote beside the picture (place, time, device) does not survive: only pixels are kept.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 see above

    if not data:
        return Refusal.EMPTY
    if len(data) > MAX_BYTES:
        return Refusal.TOO_MANY_BYTES
    try:
        source = Image.open(BytesIO(data), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):  # a warning may be an error
        return Refusal.TOO_MANY_PIXELS
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return Refusal.NOT_A_PICTURE
    with source:
        refusal = _size_refusal(*source.size)
        if refusal:
            return refusal
        try:
            return _rewritten(source, max_side)
        except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
            return Refusal.DAMAGED


def _size_refusal(width: int, height: int) -> Refusal | None:
    if width * height > MAX_IMAGE_PIXELS:
        return Refusal.TOO_MANY_PIXELS
    return Refusal.TOO_SMALL if min(width, height) < SMALLEST_SIDE else None


def _rewritten(source: Image.Image, max_side: int) -> Picture:
    from PIL import Image, ImageOps  # noqa: PLC0415 see above

    source.draft("RGB", (max_side, max_side))  # lets JPEG decode at a fraction of the size
    upright = ImageOps.exif_transpose(source)
    transparent = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    flat = upright.convert("RGBA" if transparent else "RGB")
    flat.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    fresh = Image.new(flat.mode, flat.size)
    fresh.paste(flat)
    stored = BytesIO()
    fresh.save(stored, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return Picture(stored.getvalue(), fresh.width, fresh.height, "image/webp")
