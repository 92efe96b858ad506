"""The choice of a time zone in a form: a city is typed, its zones are offered; no script is needed."""

import asyncio
from dataclasses import dataclass

from fedevent.times import check_zone
from web.forms import Form
from web.zones import ZoneHit, find_zone, zones_by_region

FOUND, LISTED, CITY = "timezone", "timezone_listed", "timezone_city"


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """What a form offers: zones as (zone, label), the one that is chosen, and all by region.

    *unknown*: nobody knows a city called *city*.
    """

    found: tuple[tuple[str, str], ...]
    chosen: str
    city: str = ""
    unknown: bool = False

    @property
    def regions(self) -> dict[str, list[str]]:
        """Every zone, for whoever does not find a city."""
        return zones_by_region()


async def offer(city: str, chosen: str = "", default: str = "UTC") -> ZoneChoice:
    """The zones of cities called *city*, and *chosen*; without it the first of them, or else *default*."""
    # Reading the table of cities for the first time takes a fifth of a second: not in the event loop.
    hits = await asyncio.to_thread(find_zone, city) if city else []
    found = tuple((hit.zone, _label(hit)) for hit in _first_of_each_zone(hits))
    chosen = chosen or (found[0][0] if found else default)
    if chosen not in dict(found):
        found = ((chosen, chosen.replace("_", " ")), *found)
    return ZoneChoice(found, chosen, city, bool(city) and not hits)


def read(form: Form, default: str = "") -> str:
    """The zone chosen in a form: from the long list if one was picked there, else the one found by city."""
    zone = form.text(LISTED) or form.text(FOUND) or default
    form.faults += check_zone(zone, FOUND)
    return zone


def _first_of_each_zone(hits: list[ZoneHit]) -> list[ZoneHit]:
    return list({hit.zone: hit for hit in reversed(hits)}.values())[::-1]


def _label(hit: ZoneHit) -> str:
    place = f"{hit.city}, {hit.country}" if hit.country else hit.city
    return f"{place} · {hit.zone.replace('_', ' ')}"
