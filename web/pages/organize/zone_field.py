"""The field for a time zone: people type a city, or leave the zone that stands there."""

import asyncio
from dataclasses import dataclass

from fedevent import times
from fedevent.words import N_
from web.forms import Form
from web.zones import ZoneHit, find_zone

FIELD = "zone"
CHOICE = "zone_choice"


@dataclass(frozen=True, slots=True)
class ZoneAnswer:
    """*zone* is an IANA name. *choices* (zone, words): what to ask when the name of a city means several."""

    zone: str
    choices: tuple[tuple[str, str], ...] = ()


async def read(form: Form, default: str) -> ZoneAnswer:
    """The zone that was meant; *default* while that is not clear, with a fault noted in *form*."""
    typed = form.text(FIELD) or default
    zone = typed.replace(" ", "_")
    if not times.check_zone(zone):
        return ZoneAnswer(zone)
    # Reading the table of cities for the first time takes a fifth of a second: not in the event loop.
    hits = await asyncio.to_thread(_meant, typed)
    chosen = form.text(CHOICE)
    if chosen in {hit.zone for hit in hits}:
        return ZoneAnswer(chosen)
    if not hits:
        form.add(FIELD, N_("We know no such city; try a larger one nearby."))
        return ZoneAnswer(default)
    if len({hit.zone for hit in hits}) == 1:
        return ZoneAnswer(hits[0].zone)
    form.add(CHOICE, N_("There are several places of this name; choose one."))
    return ZoneAnswer(default, _choices(hits))


def _meant(typed: str) -> list[ZoneHit]:
    """Cities called just so, if there are any; else those that begin so."""
    hits = find_zone(typed)
    name = typed.partition(",")[0].strip().casefold()
    return [hit for hit in hits if hit.city.casefold() == name] or hits


def _choices(hits: list[ZoneHit]) -> tuple[tuple[str, str], ...]:
    words: dict[str, str] = {}
    for hit in hits:
        place = ", ".join(part for part in (hit.city, hit.country) if part)
        words.setdefault(hit.zone, f"{place} ({hit.zone.replace('_', ' ')})")
    return tuple(words.items())
