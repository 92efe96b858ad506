"""What several nouns share in JSON: places, pictures, people, and lists of words."""

from typing import Annotated, TypeVar

from aiohttp import web
from msgspec import UNSET, Meta, Struct, UnsetType

from activitypub.urls import Urls
from fedevent.groups import Group
from fedevent.ids import PictureId
from fedevent.places import Place
from fedevent.words import N_
from storage.queries.hosting import Host
from web.keys import URLS

T = TypeVar("T")

Line = Annotated[str, Meta(max_length=300)]
Address = Annotated[str, Meta(max_length=2_000)]
Word = Annotated[str, Meta(max_length=40)]
Words = Annotated[list[Word], Meta(max_length=20)]
Languages = Annotated[list[Word], Meta(max_length=20, description="Codes such as de or pt-BR.")]

NO_GROUP = N_("There is no such group.")
NO_EVENT = N_("There is no such event.")


class PlaceShape(Struct, kw_only=True):
    """A place on earth; latitude and longitude are WGS 84 degrees, both or neither."""

    name: Line
    address: Line | None = ""
    locality: Line | None = ""
    region: Line | None = ""
    postal_code: Word | None = ""
    country: Line | None = ""
    latitude: float | None = None
    longitude: float | None = None


class PictureShape(Struct):
    """A picture, and what it shows in words."""

    url: str
    alt: str


class GroupRef(Struct):
    """A group, named in passing."""

    id: str
    slug: str
    name: str
    url: str


class PersonShape(Struct, kw_only=True):
    """A person. *actor* and *handle* are of their account elsewhere; *email* is told to hosts only."""

    name: str
    id: str | UnsetType = UNSET
    actor: str | UnsetType = UNSET
    handle: str | UnsetType = UNSET
    email: str | UnsetType = UNSET


class HostShape(Struct):
    """Somebody who acts for a group."""

    name: str
    url: str | None
    handle: str | None


def given(value: T | UnsetType | None, otherwise: T) -> T:
    """*value* where it was said; null and silence mean *otherwise*."""
    return otherwise if value is UNSET or value is None else value


def changed(value: T | UnsetType | None, before: T, empty: T) -> T:
    """*value* as a change to *before*: silence keeps it, null empties it."""
    if value is UNSET:
        return before
    return empty if value is None else value


def read_place(place: PlaceShape) -> Place:
    """The place that was said."""
    return Place(
        name=_line(place.name),
        address=_line(place.address),
        locality=_line(place.locality),
        region=_line(place.region),
        postal_code=_line(place.postal_code),
        country=_line(place.country),
        latitude=place.latitude,
        longitude=place.longitude,
    )


def write_place(place: Place | None) -> PlaceShape | None:
    """The place as JSON."""
    if place is None:
        return None
    return PlaceShape(
        name=place.name,
        address=place.address,
        locality=place.locality,
        region=place.region,
        postal_code=place.postal_code,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def brief_place(name: str, locality: str) -> PlaceShape | None:
    """The part of a place that lists know."""
    return PlaceShape(name=name, locality=locality) if name else None


def read_words(words: list[str] | UnsetType | None, before: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The words of a list, each once (case makes no difference), in their order."""
    found: dict[str, str] = {}
    for word in changed(words, list(before), []):
        if text := _line(word).lstrip("#"):
            found.setdefault(text.casefold(), text)
    return tuple(found.values())


def write_picture(urls: Urls, picture: PictureId | str | None, alt: str) -> PictureShape | None:
    """Where a picture is served."""
    return PictureShape(urls.picture(picture), alt) if picture else None


def write_hosts(urls: Urls, hosts: tuple[Host, ...]) -> list[HostShape]:
    """Those who act for a group."""
    return [
        HostShape(host.name, urls.person(host.username) if host.username else None, host.handle or None)
        for host in hosts
    ]


def group_ref(request: web.Request, group: Group) -> GroupRef:
    """The group, named in passing."""
    return GroupRef(group.id, group.slug, group.name, request.app[URLS].group(group.slug))


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
