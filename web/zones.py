"""Time zones, found as people know them: by the name of a city nearby.

The table in data/cities.tsv.gz is trimmed from GeoNames' cities15000 (geonames.org, CC BY 4.0).
"""

import gzip
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "cities.tsv.gz"
LONGEST = 100  # characters of what was typed that we look at
_REGIONS = (
    "Europe",
    "Africa",
    "Asia",
    "America",
    "Australia",
    "Pacific",
    "Atlantic",
    "Indian",
    "Antarctica",
    "Arctic",
)


@dataclass(frozen=True, slots=True)
class ZoneHit:
    """A city and its time zone. `country` is the two-letter code (ISO 3166-1), `zone` the IANA name."""

    city: str
    country: str
    zone: str


@dataclass(frozen=True, slots=True)
class City:
    """One row of the table, largest city first; latitude and longitude in degrees.

    `names` holds every known name in small letters without accents, each between two line breaks.
    """

    name: str
    country: str
    latitude: float
    longitude: float
    zone: str
    names: str

    def hit(self) -> ZoneHit:
        """What the zone picker shows."""
        return ZoneHit(self.name, self.country, self.zone)


def find_zone(query: str, limit: int = 8) -> list[ZoneHit]:
    """Cities whose name in any language begins with `query`: whole names first, then large before small.

    "Frankfurt, DE" keeps to one country. A zone's own name ("Europe/Berlin", "UTC") is found, too.
    """
    words, _, country = query[:LONGEST].partition(",")
    wanted, country = _folded(words), country.strip().upper()
    if not wanted or limit < 1:
        return []
    cities = [city for city in all_cities() if not country or city.country == country]
    begun = [city for city in cities if f"\n{wanted}" in city.names]
    whole = [city for city in begun if f"\n{wanted}\n" in city.names]
    own = [city for city in begun if city.names.startswith(f"\n{wanted}")]
    within = [city for city in cities if f" {wanted}" in city.names] if len(begun) < limit else []
    found = [city.hit() for city in (*whole, *own, *begun, *within)]
    return list(dict.fromkeys([*_zones_named(query[:LONGEST].strip()), *found]))[:limit]


def zones_by_region() -> dict[str, list[str]]:
    """Every zone that a place has today, by region, for the long list; UTC stands last, alone."""
    regions: dict[str, list[str]] = {region: [] for region in _REGIONS}
    for zone in sorted(_place_zones()):
        regions.setdefault(zone.partition("/")[0], []).append(zone)
    return {region: zones for region, zones in regions.items() if zones} | {"UTC": ["UTC"]}


def nearest_city(latitude: float, longitude: float) -> City | None:
    """The city nearest to a point in degrees, within about 500 km; None on the open sea."""
    narrow = cos(radians(latitude))

    def distance(city: City) -> float:
        across = abs(city.longitude - longitude)
        across = min(across, 360 - across) * narrow
        return float(across**2 + (city.latitude - latitude) ** 2)

    near = min(
        (city for city in all_cities() if abs(city.latitude - latitude) < 4.5), key=distance, default=None
    )
    return near if near is not None and distance(near) < 4.5**2 else None


def zone_at(latitude: float, longitude: float) -> str | None:
    """The time zone of the nearest city: right almost everywhere, and only ever a suggestion."""
    city = nearest_city(latitude, longitude)
    return city.zone if city else None


@cache
def all_cities() -> tuple[City, ...]:
    """The whole table, read on first use (about a fifth of a second)."""
    zones: list[str] = []
    cities: list[City] = []
    with gzip.open(_TABLE, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            if not zones:
                zones = line.split()
                continue
            name, country, latitude, longitude, zone, others = line.rstrip("\n").split("\t")
            names = "\n".join(("", *(_folded(each) for each in (name, *others.split("|"))), ""))
            cities.append(City(name, country, float(latitude), float(longitude), zones[int(zone)], names))
    return tuple(cities)


@cache
def _place_zones() -> frozenset[str]:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    return frozenset(line.split("\t")[2] for line in table.splitlines() if line and not line.startswith("#"))


def _zones_named(query: str) -> list[ZoneHit]:
    if query.upper() == "UTC":
        return [ZoneHit("UTC", "", "UTC")]
    wanted = query.casefold().replace(" ", "_")
    named = [zone for zone in _place_zones() if "/" in wanted and zone.casefold() == wanted]
    return [ZoneHit(zone.rpartition("/")[2].replace("_", " "), "", zone) for zone in named]


def _folded(text: str) -> str:
    """Small letters without accents, one blank between words."""
    if text.isascii():
        return " ".join(text.casefold().split())
    spread = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in spread if not unicodedata.combining(letter)).split())
