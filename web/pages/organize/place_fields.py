"""The fields for a place: three lines that fit any country's form of address."""

from dataclasses import replace

from fedevent.places import Place
from web.forms import Form
from web.zones import City, all_cities

_LINES = ("name", "address", "locality", "country")


def read(form: Form, known: Place | None) -> Place | None:
    """The place as typed. What the form does not ask (postcode, coordinates) stays while the lines stay."""
    typed = {line: " ".join(form.text(f"place.{line}").split()) for line in _LINES}
    if not form.has("place.country"):
        typed["country"] = known.country if known else ""
    if not any(typed[line] for line in _LINES[:3]):
        return None
    if known and all(getattr(known, line) == text for line, text in typed.items()):
        return known
    if known and known.address == typed["address"] and known.locality == typed["locality"]:
        return replace(known, name=typed["name"], country=typed["country"], latitude=None, longitude=None)
    return Place(typed["name"], typed["address"], typed["locality"], country=typed["country"])


def values(place: Place | None) -> dict[str, str]:
    """What stands in the fields at first."""
    return {f"place.{line}": getattr(place, line) if place else "" for line in _LINES}


def located(place: Place | None, zone: str) -> Place | None:
    """*place* with the coordinates of its town, so that people nearby find it; as it is when none is known.

    Of towns with one name the largest in the place's own time zone is meant.
    """
    if place is None or place.latitude is not None:
        return place
    city = _city(place.locality or place.name, place.country, zone)
    return replace(place, latitude=city.latitude, longitude=city.longitude) if city else place


def _city(name: str, country: str, zone: str) -> City | None:
    wanted, code = name.strip().casefold(), country.strip().upper()
    found = [city for city in all_cities() if city.name.casefold() == wanted]
    if len(code) == 2:
        found = [city for city in found if city.country == code]
    return next((city for city in found if city.zone == zone), None)
