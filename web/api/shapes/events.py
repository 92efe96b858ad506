"""Events in JSON."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from activitypub.urls import Urls
from fedevent import times
from fedevent.errors import Fault, refuse
from fedevent.events import JoinMode, Visibility
from fedevent.usecases.events import Plan
from storage.queries.cards import EventCard
from storage.queries.events import EventPage
from web.api.moments import maybe_utc, read_wall, stamp
from web.api.paging import Paged
from web.api.shapes.common import (
    Address,
    GroupRef,
    HostShape,
    Languages,
    PictureShape,
    PlaceShape,
    Words,
    brief_place,
    changed,
    given,
    read_place,
    read_words,
    write_hosts,
    write_picture,
    write_place,
)

Time = Annotated[str, Meta(description="RFC 3339 with an offset, or the local time in `timezone`.")]
_TIMES = (("starts_at", "starts"), ("ends_at", "ends"), ("closes_at", "closes"))


class EventChange(Struct, kw_only=True):
    """What may be changed of an event. What is left out stays; null empties.

    A new *timezone* alone keeps the time that the clock on the wall shows.
    """

    title: str | UnsetType = UNSET
    starts_at: Time | UnsetType = UNSET
    ends_at: Time | UnsetType | None = UNSET
    timezone: str | UnsetType | None = UNSET
    summary: str | UnsetType | None = UNSET
    description: Annotated[str, Meta(description="Markdown")] | UnsetType | None = UNSET
    place: PlaceShape | UnsetType | None = UNSET
    online_url: Address | UnsetType | None = UNSET
    capacity: int | UnsetType | None = UNSET
    join_mode: JoinMode | UnsetType = UNSET
    external_url: Address | UnsetType | None = UNSET
    guests_max: int | UnsetType | None = UNSET
    closes_at: Time | UnsetType | None = UNSET
    categories: Words | UnsetType | None = UNSET
    languages: Languages | UnsetType | None = UNSET
    visibility: Visibility | UnsetType = UNSET


class EventPatch(EventChange, kw_only=True):
    """A change of one date."""

    scope: Literal["this", "following", "all"] = "this"


class NewEvent(EventChange, kw_only=True):
    """An event to be: a draft, unless *publish*. *timezone* is the group's where none is given."""

    title: str
    starts_at: Time
    publish: bool = False


class Cancellation(Struct):
    """Why an event is called off; those who signed up read it."""

    reason: str | None = ""


class EventQuery(Paged, kw_only=True):
    """Which events are wanted. *from* and *until* bound the start; without *from*: what is not over yet."""

    q: str = ""
    category: str = ""
    language: str = ""
    group: Annotated[str, Meta(description="The slug of a group.")] = ""
    from_: str = field(default="", name="from")
    until: str = ""
    online: bool | None = None
    status: Annotated[
        Literal["published", "draft"], Meta(description="Drafts need `group` and a token of its hosts.")
    ] = "published"


class EventItem(Struct, kw_only=True):
    """An event in a list. *going* and *waiting* count people, their guests included."""

    id: str
    url: str
    actor: str
    title: str
    summary: str
    starts_at: str
    ends_at: str | None
    timezone: str
    place: PlaceShape | None
    online: bool
    group: "GroupName"
    status: str
    visibility: str
    capacity: int | None
    join_mode: str
    categories: list[str]
    languages: list[str]
    going: int
    waiting: int
    picture: PictureShape | None


class GroupName(Struct):
    """The group of an event in a list."""

    slug: str
    name: str
    url: str


class EventShape(Struct, kw_only=True):
    """An event. *starts_at* has the offset that holds in *timezone* then.

    *counts* are answers by their status; *taken* counts places, with guests and with places held for
    addresses that are not confirmed yet. *online_url* is told to those who come and to the hosts.
    """

    id: str
    url: str
    actor: str
    status: str
    title: str
    summary: str
    description: str
    starts_at: str
    ends_at: str | None
    timezone: str
    closes_at: str | None
    place: PlaceShape | None
    online: bool
    online_url: str | UnsetType = UNSET
    capacity: int | None
    join_mode: str
    external_url: str | None
    guests_max: int
    categories: list[str]
    languages: list[str]
    picture: PictureShape | None
    visibility: str
    cancel_reason: str | None
    group: GroupRef
    hosts: list[HostShape]
    counts: dict[str, int]
    taken: int
    likes: int
    shares: int
    created_at: str | None
    published_at: str | None
    updated_at: str | None


def read_event(base: Plan, said: EventChange) -> Plan:
    """*base* with what was said; ``Invalid`` names every time that is none, and an unknown time zone."""
    zone = given(said.timezone, base.timezone).strip() or base.timezone
    refuse(times.check_zone(zone))
    changes: dict[str, Any] = _times(said, zone)
    if said.place is not UNSET:
        changes["place"] = read_place(said.place) if said.place else None
    return replace(
        base,
        **changes,
        timezone=zone,
        title=given(said.title, base.title),
        summary=changed(said.summary, base.summary, ""),
        description=changed(said.description, base.description, ""),
        online_url=changed(said.online_url, base.online_url, ""),
        capacity=base.capacity if said.capacity is UNSET else said.capacity,
        join_mode=given(said.join_mode, base.join_mode),
        external_url=changed(said.external_url, base.external_url, ""),
        guests_max=changed(said.guests_max, base.guests_max, 0),
        categories=read_words(said.categories, base.categories),
        languages=read_words(said.languages, base.languages),
        visibility=given(said.visibility, base.visibility),
    )


def _times(said: EventChange, zone: str) -> dict[str, datetime | None]:
    faults: list[Fault] = []
    found: dict[str, datetime | None] = {}
    for name, kept in _TIMES:
        text = getattr(said, name)
        if text is not UNSET:
            found[kept] = None if text is None else read_wall(text, zone, name, faults)
    refuse(faults)
    return found


def write_event(urls: Urls, page: EventPage, *, knows_link: bool) -> EventShape:
    """The whole event; with the link to it where the reader may know that."""
    event, group = page.event, page.group
    return EventShape(
        id=event.id,
        url=urls.event(event.id),
        actor=urls.group(group.slug),
        status=event.status.value,
        title=event.title,
        summary=event.summary,
        description=event.description,
        starts_at=stamp(event.starts, event.timezone),
        ends_at=stamp(event.ends, event.timezone) if event.ends else None,
        timezone=event.timezone,
        closes_at=stamp(event.closes, event.timezone) if event.closes else None,
        place=write_place(event.place),
        online=bool(event.online_url),
        online_url=event.online_url if knows_link and event.online_url else UNSET,
        capacity=event.capacity,
        join_mode=event.join_mode.value,
        external_url=event.external_url or None,
        guests_max=event.guests_max,
        categories=list(event.categories),
        languages=list(event.languages),
        picture=write_picture(urls, event.picture, event.picture_alt),
        visibility=event.visibility.value,
        cancel_reason=event.cancel_reason or None,
        group=GroupRef(group.id, group.slug, group.name, urls.group(group.slug)),
        hosts=write_hosts(urls, page.hosts),
        counts=page.counts,
        taken=page.taken,
        likes=page.likes,
        shares=page.shares,
        created_at=maybe_utc(event.created_at),
        published_at=maybe_utc(event.published_at),
        updated_at=maybe_utc(event.updated_at),
    )


def write_item(urls: Urls, card: EventCard) -> EventItem:
    """An event in a list."""
    group = urls.group(card.group_slug)
    return EventItem(
        id=card.id,
        url=urls.event(card.id),
        actor=group,
        title=card.title,
        summary=card.summary,
        starts_at=stamp(card.starts, card.timezone),
        ends_at=stamp(card.ends, card.timezone) if card.ends else None,
        timezone=card.timezone,
        place=brief_place(card.place, card.locality),
        online=card.online,
        group=GroupName(card.group_slug, card.group_name, group),
        status=card.status,
        visibility=card.visibility,
        capacity=card.capacity,
        join_mode=card.join_mode,
        categories=list(card.categories),
        languages=list(card.languages),
        going=card.going,
        waiting=card.waiting,
        picture=write_picture(urls, card.picture, card.picture_alt),
    )
