"""A list of events put under its days, as the clocks of the places count them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fedevent.times import wall
from storage.queries.cards import EventCard


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its events. *nearness*: 0 today, 1 tomorrow, else None; *cards* by their start."""

    date: date
    nearness: int | None
    cards: tuple[EventCard, ...]

    @property
    def at(self) -> datetime:
        """The day as a wall-clock time, for showing it."""
        return self.cards[0].starts

    @property
    def zone(self) -> str:
        """The zone whose wall says so."""
        return self.cards[0].timezone


def by_day(cards: Iterable[EventCard], now: datetime, zone: str) -> list[Day]:
    """The events under their days, in order. *zone* is the reader's, for what "today" is."""
    days: dict[date, list[EventCard]] = {}
    for card in cards:
        days.setdefault(card.starts.date(), []).append(card)
    today = wall(now, zone).date()
    near = {today: 0, today + timedelta(days=1): 1}
    return [
        Day(day, near.get(day), tuple(sorted(found, key=lambda c: c.starts_at)))
        for day, found in sorted(days.items())
    ]
