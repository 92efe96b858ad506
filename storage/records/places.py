"""A place within a row of another record."""

from typing import Any

from fedevent.places import Place
from storage.records.fields import AnyRow


def place_of(row: AnyRow) -> Place | None:
    """The place in *row*, if there is one."""
    if row.place_name is None:
        return None
    return Place(
        name=row.place_name,
        address=row.place_address,
        locality=row.place_locality,
        region=row.place_region,
        postal_code=row.place_postal_code,
        country=row.place_country,
        latitude=row.latitude,
        longitude=row.longitude,
    )


def place_values(place: Place | None) -> dict[str, Any]:
    """The columns of *place*."""
    shown = place or Place("")
    return {
        "place_name": place.name if place else None,
        "place_address": shown.address,
        "place_locality": shown.locality,
        "place_region": shown.region,
        "place_postal_code": shown.postal_code,
        "place_country": shown.country,
        "latitude": shown.latitude,
        "longitude": shown.longitude,
    }
