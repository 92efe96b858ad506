"""Times in JSON (RFC 3339), and the wall-clock times that they mean."""

import re
from datetime import UTC, datetime

from fedevent.errors import Fault, fault
from fedevent.times import wall, zone
from fedevent.words import N_

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EXAMPLE = N_("Write a time like 2030-03-12T19:00, or with its offset: 2030-03-12T19:00:00+01:00.")


def read_wall(text: str, zone_name: str, field: str, faults: list[Fault]) -> datetime | None:
    """What the wall in *zone_name* shows at *text*, which is such a time itself or has an offset.

    None, with a fault of *field* in *faults*, when it is no time between the years 2000 and 2200.
    """
    try:
        moment = _parsed(text)
        shown = moment if moment.tzinfo is None else wall(moment, zone_name)
    except (ValueError, OverflowError):
        faults.append(fault(field, _EXAMPLE))
        return None
    if not 2000 <= shown.year <= 2200:
        faults.append(fault(field, N_("Choose a date between the years 2000 and 2200.")))
        return None
    return shown.replace(microsecond=0)


def read_moment(text: str, zone_name: str, field: str, faults: list[Fault]) -> datetime | None:
    """The moment (UTC) that *text* names; a day, or a time without offset, is read in *zone_name*."""
    try:
        moment = _parsed(f"{text}T00:00" if _DAY.fullmatch(text) else text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone(zone_name))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        faults.append(fault(field, _EXAMPLE))
        return None


def _parsed(text: str) -> datetime:
    upper = text.strip().upper()
    if not _TIME.fullmatch(upper):
        raise ValueError(text)
    return datetime.fromisoformat(upper)


def stamp(shown: datetime, zone_name: str) -> str:
    """The wall-clock time *shown* with the offset that holds in *zone_name* then."""
    return shown.replace(tzinfo=zone(zone_name), fold=0).isoformat(timespec="seconds")


def utc(moment: datetime) -> str:
    """A moment in UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def maybe_utc(moment: datetime | None) -> str | None:
    """A moment in UTC, or None."""
    return utc(moment) if moment else None
