"""Groups in JSON."""

from dataclasses import replace
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from activitypub.urls import Urls
from fedevent.errors import refuse
from fedevent.groups import Group
from fedevent.times import check_zone
from fedevent.usecases.groups import Profile
from storage.queries.groups import FollowerView, GroupCard, GroupPage, MemberView
from web.api.moments import maybe_utc, stamp, utc
from web.api.paging import Paged
from web.api.shapes.common import (
    HostShape,
    Languages,
    PersonShape,
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


class GroupChange(Struct, kw_only=True):
    """What may be changed of a group. What is left out stays; null empties."""

    name: str | UnsetType = UNSET
    summary: str | UnsetType | None = UNSET
    description: Annotated[str, Meta(description="Markdown")] | UnsetType | None = UNSET
    timezone: str | UnsetType | None = UNSET
    languages: Languages | UnsetType | None = UNSET
    place: PlaceShape | UnsetType | None = UNSET
    topics: Words | UnsetType | None = UNSET
    levels: Words | UnsetType | None = UNSET
    programs: Words | UnsetType | None = UNSET


class NewGroup(GroupChange, kw_only=True):
    """A group to be. *slug* is the first part of its handle, for ever: 2 to 30 of a-z, 0-9 and _."""

    slug: str
    name: str


class GroupQuery(Paged, kw_only=True):
    """Which groups are wanted. *near* is "latitude,longitude"; the nearest come first then."""

    q: str = ""
    near: str = ""
    within_km: Annotated[float, Meta(ge=0, le=20_100)] | None = None
    topic: str = ""
    level: str = ""
    program: str = ""
    language: str = ""
    online: bool | None = None


class NextDate(Struct):
    """The next date of a group."""

    title: str
    starts_at: str
    timezone: str


class GroupItem(Struct, kw_only=True):
    """A group in a list. *distance_km* is there when the list was asked for with *near*."""

    id: str
    slug: str
    handle: str
    actor: str
    url: str
    name: str
    summary: str
    place: PlaceShape | None
    languages: list[str]
    topics: list[str]
    followers: int
    members: int
    next_date: NextDate | None
    distance_km: float | UnsetType = UNSET


class GroupShape(Struct, kw_only=True):
    """A group. *handle* finds it on the fediverse, *actor* is its id there; *members* counts hosts, too."""

    id: str
    slug: str
    handle: str
    actor: str
    url: str
    name: str
    summary: str
    description: str
    timezone: str
    languages: list[str]
    place: PlaceShape | None
    topics: list[str]
    levels: list[str]
    programs: list[str]
    picture: PictureShape | None
    hosts: list[HostShape]
    followers: int
    members: int
    created_at: str | None
    updated_at: str | None


class FollowerItem(Struct):
    """An account elsewhere that follows a group."""

    person: PersonShape
    actor: str
    since: str


class MemberItem(Struct):
    """A person of a group: owner, organizer or member."""

    person: PersonShape
    role: str
    since: str


class Followers(Struct, kw_only=True):
    """Who follows a group, the newest first; *total* counts all of them."""

    items: list[FollowerItem]
    total: int
    next: str | UnsetType = UNSET


class Members(Struct, kw_only=True):
    """Who belongs to a group, in the order they came; *total* counts all of them."""

    items: list[MemberItem]
    total: int
    next: str | UnsetType = UNSET


def read_group(base: Profile, said: GroupChange) -> Profile:
    """*base* with what was said; ``Invalid`` for an unknown time zone."""
    zone = given(said.timezone, base.timezone).strip() or base.timezone
    refuse(check_zone(zone))
    place = base.place
    if said.place is not UNSET:
        place = read_place(said.place) if said.place else None
    return replace(
        base,
        name=given(said.name, base.name),
        summary=changed(said.summary, base.summary, ""),
        description=changed(said.description, base.description, ""),
        timezone=zone,
        languages=read_words(said.languages, base.languages),
        place=place,
        topics=read_words(said.topics, base.topics),
        levels=read_words(said.levels, base.levels),
        programs=read_words(said.programs, base.programs),
    )


def profile_of(group: Group) -> Profile:
    """What a group says of itself now: what a change starts from."""
    return Profile(
        name=group.name,
        summary=group.summary,
        description=group.description,
        timezone=group.timezone,
        languages=group.languages,
        place=group.place,
        topics=group.topics,
        levels=group.levels,
        programs=group.programs,
        picture=group.picture,
        picture_alt=group.picture_alt,
    )


def write_group(urls: Urls, page: GroupPage) -> GroupShape:
    """The whole group."""
    group = page.group
    return GroupShape(
        id=group.id,
        slug=group.slug,
        handle=urls.handle(group.slug),
        actor=urls.group(group.slug),
        url=urls.group(group.slug),
        name=group.name,
        summary=group.summary,
        description=group.description,
        timezone=group.timezone,
        languages=list(group.languages),
        place=write_place(group.place),
        topics=list(group.topics),
        levels=list(group.levels),
        programs=list(group.programs),
        picture=write_picture(urls, group.picture, group.picture_alt),
        hosts=write_hosts(urls, page.hosts),
        followers=page.followers,
        members=page.members,
        created_at=maybe_utc(group.created_at),
        updated_at=maybe_utc(group.updated_at),
    )


def write_item(urls: Urls, card: GroupCard) -> GroupItem:
    """A group in a list."""
    following = None
    if card.next_starts:
        starts_at = stamp(card.next_starts, card.next_timezone)
        following = NextDate(card.next_title, starts_at, card.next_timezone)
    return GroupItem(
        id=card.id,
        slug=card.slug,
        handle=urls.handle(card.slug),
        actor=urls.group(card.slug),
        url=urls.group(card.slug),
        name=card.name,
        summary=card.summary,
        place=brief_place(card.place, card.locality),
        languages=list(card.languages),
        topics=list(card.topics),
        followers=card.followers,
        members=card.members,
        next_date=following,
        distance_km=UNSET if card.distance_km is None else round(card.distance_km, 1),
    )


def write_follower(view: FollowerView) -> FollowerItem:
    """An account that follows."""
    person = PersonShape(name=view.name or view.handle or view.actor, actor=view.actor)
    person.handle = view.handle or UNSET
    return FollowerItem(person, view.actor, utc(view.since))


def write_member(view: MemberView) -> MemberItem:
    """A person of the group."""
    person = PersonShape(id=view.person, name=view.name, handle=view.handle or UNSET)
    return MemberItem(person, view.role.value, utc(view.since))
