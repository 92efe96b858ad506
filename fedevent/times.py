"""Wall-clock times: what the clock on the wall of a place says, whatever its government decides later."""

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fedevent.errors import Fault, fault
from fedevent.words import N_


@lru_cache(maxsize=600)
def zone(name: str) -> ZoneInfo:
    """The IANA zone called *name*; ``ValueError`` when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no such time zone: {name!r}") from error


def check_zone(name: str, field: str = "timezone") -> list[Fault]:
    """What is wrong with *name* as a zone, if anything."""
    try:
        zone(name)
    except ValueError:
        return [fault(field, N_("There is no such time zone; choose one from the list."))]
    return []


def instant(wall: datetime, zone_name: str) -> datetime:
    """The moment (UTC) at which the wall in *zone_name* shows *wall* (without offset).

    A time that the spring change skips is read with the offset before the change, and an hour that comes
    twice in autumn is the first of the two (PEP 495, ``fold=0``).
    """
    return wall.replace(tzinfo=zone(zone_name), fold=0).astimezone(UTC)


def wall(moment: datetime, zone_name: str) -> datetime:
    """What the wall in *zone_name* shows at *moment*, without offset."""
    return moment.astimezone(zone(zone_name)).replace(tzinfo=None, fold=0)
