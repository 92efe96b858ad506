"""Where something happens: a named place, in any country's form of address."""

from dataclasses import dataclass

from fedevent.errors import Fault, fault
from fedevent.words import N_

LONGEST = 300  # characters of each line


@dataclass(frozen=True, slots=True)
class Place:
    """A place on earth. Only the name is needed; latitude and longitude are WGS 84 degrees."""

    name: str
    address: str = ""
    locality: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def line(self) -> str:
        """The place in one line, as people write it."""
        parts = (self.name, self.address, " ".join(p for p in (self.postal_code, self.locality) if p))
        return ", ".join(p for p in parts if p)


def check(place: Place, field: str = "place") -> list[Fault]:
    """What is wrong with *place*, if anything."""
    faults: list[Fault] = []
    if not place.name.strip():
        faults.append(fault(f"{field}.name", N_("Give the place a name.")))
    for name in ("name", "address", "locality", "region", "postal_code", "country"):
        if len(getattr(place, name)) > LONGEST:
            faults.append(fault(f"{field}.{name}", N_("Use at most %(count)s characters."), count=LONGEST))
    if (place.latitude is None) != (place.longitude is None):
        faults.append(fault(f"{field}.latitude", N_("Give both latitude and longitude, or neither.")))
    if place.latitude is not None and not -90 <= place.latitude <= 90:
        faults.append(fault(f"{field}.latitude", N_("Latitude lies between −90 and 90 degrees.")))
    if place.longitude is not None and not -180 <= place.longitude <= 180:
        faults.append(fault(f"{field}.longitude", N_("Longitude lies between −180 and 180 degrees.")))
    return faults
