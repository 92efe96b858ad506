"""A place of ours, as a Place with a PostalAddress."""

import hashlib

from activitypub.urls import Urls
from activitypub.vocabulary import Json
from fedevent.places import Place


def write(place: Place, owner: str, urls: Urls) -> Json:
    """*place* of the thing with the id *owner*.

    Its id changes with its content, because Mobilizon never reads a known ``location.id`` again, and
    coordinates are floats, because it ignores whole numbers (AS/address.ex:46-56).
    """
    address = {
        "streetAddress": place.address,
        "postalCode": place.postal_code,
        "addressLocality": place.locality,
        "addressRegion": place.region,
        "addressCountry": place.country,
    }
    revision = hashlib.sha256(repr(place).encode()).hexdigest()[:16]
    document: Json = {"id": urls.place(owner, revision), "type": "Place", "name": place.name}
    if any(address.values()):
        document["address"] = {"type": "PostalAddress", **{k: v for k, v in address.items() if v}}
    if place.latitude is not None and place.longitude is not None:
        document["latitude"] = float(place.latitude)
        document["longitude"] = float(place.longitude)
    return document
