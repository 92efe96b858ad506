"""What a cover is made of: a few flat shapes in the inks of one palette, before anyone draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, TypeVar

WIDTH, HEIGHT = 1200, 630

Ink = Literal["ground", "first", "second", "third", "fourth"]
Point = tuple[float, float]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Disc:
    """A full circle."""

    x: float
    y: float
    radius: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle's line, `width` thick, half of it inside `radius`."""

    x: float
    y: float
    radius: float
    width: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Pie:
    """A half or quarter of a circle, from `start` clockwise over `sweep` degrees; 0 is to the right."""

    x: float
    y: float
    radius: float
    start: int
    sweep: int
    ink: Ink


@dataclass(frozen=True, slots=True)
class Slab:
    """An upright rectangle."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Patch:
    """A polygon."""

    points: tuple[Point, ...]
    ink: Ink


@dataclass(frozen=True, slots=True)
class Wire:
    """A line through points, `width` thick."""

    points: tuple[Point, ...]
    width: float
    ink: Ink


Shape = Disc | Ring | Pie | Slab | Patch | Wire


class Dice:
    """Numbers that follow from a seed alone: the same on every machine and Python, for ever."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._rolls = 0

    def number(self, below: int) -> int:
        """A whole number from 0 to `below` - 1."""
        self._rolls += 1
        digest = sha256(f"{self._seed}/{self._rolls}".encode()).digest()
        return int.from_bytes(digest[:6]) % below

    def between(self, low: float, high: float) -> float:
        """A number from `low` to `high`, in 1000 steps."""
        return low + (high - low) * self.number(1001) / 1000

    def pick(self, choices: Sequence[T]) -> T:
        """One of `choices`."""
        return choices[self.number(len(choices))]

    def chance(self, percent: int) -> bool:
        """True in `percent` of a hundred rolls."""
        return self.number(100) < percent
