"""Covers for events without a photograph: drawn from the event's id, its type and the chapter's colour."""

from web.covers.picture import cover_png
from web.covers.shapes import HEIGHT, WIDTH
from web.covers.svg import cover_svg
from web.covers.types import KINDS, motif_name

__all__ = ["HEIGHT", "KINDS", "WIDTH", "cover_png", "cover_svg", "motif_name"]
