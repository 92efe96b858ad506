"""Groups: started, kept, listed; who follows them and who belongs to them."""

import re
from typing import Any

from fedevent.errors import NotFound, fault, refuse
from fedevent.usecases import groups
from fedevent.usecases.groups import Profile
from fedevent.words import N_
from web.api import finding
from web.api.call import Ask, Nothing, call
from web.api.paging import Page, Paged, following, page
from web.api.shapes import groups as shapes
from web.api.shapes.common import NO_GROUP
from web.api.shapes.groups import (
    Followers,
    GroupChange,
    GroupItem,
    GroupQuery,
    GroupShape,
    Members,
    NewGroup,
)
from web.keys import CONFIG, URLS

_NEAR = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,10})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,10})?)\s*", re.ASCII)


@call("POST", "/groups", scope="write", takes=NewGroup, gives=GroupShape, status=201)
async def create(ask: Ask[NewGroup]) -> GroupShape:
    """Start a group; whoever starts it owns it.

    Only admins and organizers of the chapter may. The slug shares one namespace with people's names.
    Without a time zone the group gets the chapter's.
    """
    chapter = await ask.reads.chapter.find()
    zone = chapter.timezone if chapter else ask.request.app[CONFIG].default_timezone
    profile = shapes.read_group(Profile(name="", timezone=zone), ask.said)
    made = await groups.create(ask.work(), ask.said.slug.strip(), profile, ask.by)
    return await _shown(ask, made.slug)


@call("GET", "/groups", takes=GroupQuery, gives=Page[GroupItem])
async def listing(ask: Ask[GroupQuery]) -> Page[GroupItem]:
    """Groups by name, or by distance.

    With `near` (latitude,longitude) the nearest come first, within `within_km` if that is given; groups
    without coordinates are left out then. `online=true` asks for groups without a place, `online=false` for
    those with one.
    """
    said, urls = ask.said, ask.request.app[URLS]
    rows = await ask.reads.groups.list(
        q=said.q,
        topic=said.topic,
        level=said.level,
        program=said.program,
        language=said.language,
        near=_near(said),
        within_km=said.within_km,
        online=said.online,
        limit=said.limit + 1,
        offset=said.offset,
    )
    return page(rows, said, lambda card: shapes.write_item(urls, card))


@call("GET", "/groups/{slug}", takes=Nothing, gives=GroupShape)
async def show(ask: Ask[Nothing]) -> GroupShape:
    """One group."""
    return shapes.write_group(ask.request.app[URLS], await finding.group(ask))


@call("PATCH", "/groups/{slug}", scope="write", takes=GroupChange, gives=GroupShape)
async def edit(ask: Ask[GroupChange]) -> GroupShape:
    """Change what a group says of itself. The slug stays for ever."""
    known = (await finding.group(ask)).group
    await finding.need_organizer(ask, known.id)
    profile = shapes.read_group(shapes.profile_of(known), ask.said)
    await groups.edit(ask.work(), known.id, profile, ask.by)
    return await _shown(ask, known.slug)


@call("GET", "/groups/{slug}/followers", scope="read", takes=Paged, gives=Followers)
async def followers(ask: Ask[Paged]) -> Followers:
    """Who follows a group from other servers, for its hosts; everybody else sees the number only."""
    found = await finding.group(ask)
    await finding.need_organizer(ask, found.group.id)
    said = ask.said
    rows = await ask.reads.groups.followers(found.group.id, limit=said.limit + 1, offset=said.offset)
    items = [shapes.write_follower(row) for row in rows[: said.limit]]
    return Followers(items=items, total=found.followers, next=following(len(rows), said))


@call("GET", "/groups/{slug}/members", scope="read", takes=Paged, gives=Members)
async def members(ask: Ask[Paged]) -> Members:
    """Who belongs to a group, for its hosts; everybody else sees the number only."""
    found = await finding.group(ask)
    await finding.need_organizer(ask, found.group.id)
    said = ask.said
    rows = await ask.reads.groups.members(found.group.id, limit=said.limit + 1, offset=said.offset)
    items = [shapes.write_member(row) for row in rows[: said.limit]]
    return Members(items=items, total=found.members, next=following(len(rows), said))


async def _shown(ask: Ask[Any], slug: str) -> GroupShape:
    found = await ask.reads.groups.page(slug)
    if found is None:
        raise NotFound(NO_GROUP)
    return shapes.write_group(ask.request.app[URLS], found)


def _near(said: GroupQuery) -> tuple[float, float] | None:
    if not said.near:
        needed = N_("Say near which place: “near=52.52,13.40”.")
        refuse([] if said.within_km is None else [fault("near", needed)])
        return None
    match = _NEAR.fullmatch(said.near)
    place = (float(match[1]), float(match[2])) if match else (91.0, 0.0)
    good = -90 <= place[0] <= 90 and -180 <= place[1] <= 180
    refuse([] if good else [fault("near", N_("Give latitude and longitude in degrees: 52.52,13.40."))])
    return place
