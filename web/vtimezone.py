"""The VTIMEZONE of an IANA zone: what its clocks do in the years around some dates (RFC 5545, 3.6.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from fedevent.times import zone

if TYPE_CHECKING:  # icalendar is heavy, and nobody may ever ask for a file
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """A moment (UTC) from which clocks show *after* in place of *before*; *name* is the new short name."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool

    @property
    def onset(self) -> datetime:
        """What the clock shows at that moment if nobody turns it: RFC 5545 writes onsets so."""
        return (self.at + self.before).replace(tzinfo=None)


def vtimezone(name: str, first_year: int, last_year: int) -> Timezone:
    """The definition of zone *name* from the first day of *first_year* to the last of *last_year*.

    Written here and not by icalendar's own ``Timezone.from_tzid``, because that (7.3.0) writes the onset
    of summer time an hour late.
    """
    from icalendar import Timezone  # noqa: PLC0415 see above

    found = Timezone()
    found.add("tzid", name)
    for observance in _observances(name, first_year, last_year):
        found.add_component(observance)
    return found


def _observances(name: str, first_year: int, last_year: int) -> Iterator[TimezoneStandard | TimezoneDaylight]:
    from icalendar import TimezoneDaylight, TimezoneStandard  # noqa: PLC0415 see above

    kinds: dict[tuple[timedelta, timedelta, str, bool], list[Turn]] = {}
    for turn in turns(name, first_year, last_year):
        kinds.setdefault((turn.before, turn.after, turn.name, turn.summer), []).append(turn)
    for (before, after, short, summer), same in kinds.items():
        observance = TimezoneDaylight() if summer else TimezoneStandard()
        observance.add("dtstart", same[0].onset)
        for later in same[1:]:
            observance.add("rdate", later.onset)
        observance.add("tzname", short)
        observance.add("tzoffsetfrom", before)
        observance.add("tzoffsetto", after)
        yield observance


@lru_cache(maxsize=200)
def turns(name: str, first_year: int, last_year: int) -> tuple[Turn, ...]:
    """How the clock stands when *first_year* begins, and every time it turns until *last_year* ends."""
    moment, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    found = [_turn(name, moment, _state(name, moment)[0])]
    while moment < end:
        if _state(name, moment) != _state(name, moment + _DAY):
            at = _between(name, moment, moment + _DAY)
            found.append(_turn(name, at, _state(name, moment)[0]))
        moment += _DAY
    return tuple(found)


def _turn(name: str, at: datetime, before: timedelta) -> Turn:
    offset, short, summer = _state(name, at)
    return Turn(at, before, offset, short, summer)


def _state(name: str, moment: datetime) -> tuple[timedelta, str, bool]:
    local = moment.astimezone(zone(name))
    return local.utcoffset() or timedelta(), local.tzname() or name, bool(local.dst())


def _between(name: str, old: datetime, new: datetime) -> datetime:
    """The first moment after *old*, to the second, at which the clock stands as at *new*."""
    wanted = _state(name, new)
    while new - old > _SECOND:
        middle = old + timedelta(seconds=int((new - old).total_seconds()) // 2)
        if _state(name, middle) == wanted:
            new = middle
        else:
            old = middle
    return new
