"""/organize/new and /organize/{slug}: starting a group, and keeping it."""

import asyncio

from aiohttp import web

from fedevent.errors import Conflict, Invalid, NotAllowed
from fedevent.events import JoinMode
from fedevent.groups import Group
from fedevent.ids import GroupId, PersonId
from fedevent.usecases import groups
from fedevent.usecases.groups import Profile
from fedevent.words import N_
from storage.queries.cards import EventCard
from storage.queries.reads import Reads
from web.forms import Form
from web.keys import CHAPTER, CLOCK, READS, UNIT_OF_WORK, URLS
from web.pages.organize import group_form, handles, uploads
from web.pages.organize.desk import Desk, at_group
from web.sessions import need_viewer
from web.speech import speech
from web.templating import again, render, see_other
from web.viewers import Viewer

FORM = "organize/group_form.html"
MOST_SHOWN = 200  # dates that one page looks at
MOST_PAST = 20


async def page(request: web.Request) -> web.Response:
    """A group as its hosts see it."""
    desk, reads, now = await at_group(request), request.app[READS], request.app[CLOCK]()
    dates, drafts, letters = await asyncio.gather(
        reads.calendar.of_group(desk.group.id, limit=MOST_SHOWN),
        reads.calendar.drafts(desk.group.id),
        reads.messages.of_group(desk.group.id),
    )
    upcoming = [card for card in reversed(dates) if card.over_at > now]
    return render(
        request,
        "organize/group.html",
        group=desk.group,
        handle=request.app[URLS].handle(desk.group.slug),
        followers=desk.page.followers,
        members=desk.page.members,
        hosts=len(desk.page.hosts),
        upcoming=upcoming,
        past=[card for card in dates if card.over_at <= now][:MOST_PAST],
        drafts=drafts,
        letters=[letter for letter in letters if letter.state == "draft"],
        requests=await _requests(reads, upcoming),
    )


async def _requests(reads: Reads, upcoming: list[EventCard]) -> list[tuple[EventCard, int]]:
    """The dates at which somebody asks to come, and how many do."""
    asked = [c for c in upcoming if c.join_mode == JoinMode.APPROVAL and c.status == "published"]
    waiting = await asyncio.gather(*(reads.organizing.signups(card.id, "requested") for card in asked))
    return [(card, len(rows)) for card, rows in zip(asked, waiting, strict=True) if rows]


async def new(request: web.Request) -> web.Response:
    """The form for a new group."""
    _need_right(request)
    words = speech(request)
    values = group_form.empty(request[CHAPTER], words.language)
    return render(request, FORM, group=None, values=values, zone_choices=(), accept=uploads.ACCEPT)


async def create(request: web.Request) -> web.Response:
    """Start a group, and go on to its first date."""
    viewer, form = _need_right(request), Form(await request.post())
    picture = await uploads.picture(request, form)
    typed = await group_form.read(form, None, request[CHAPTER].timezone, picture)
    slug = form.text("slug").lower().lstrip("@")
    if slug in handles.TAKEN_BY_PAGES:
        form.add("slug", N_("This name is kept for the server; choose another."))
    try:
        form.refuse()
        group = await _start(request, slug, typed.profile, viewer.person)
    except Invalid as no:
        return again(
            request,
            FORM,
            no,
            group=None,
            values=uploads.typed(form, picture),
            zone_choices=typed.zone_choices,
            accept=uploads.ACCEPT,
        )
    return see_other(
        request, f"/organize/{group.slug}/events/new", N_("Your group is there. What is its first date?")
    )


async def _start(request: web.Request, slug: str, profile: Profile, by: PersonId) -> Group:
    """The new group. Where nobody chose a handle, the first free one that its name suggests is taken."""
    make = request.app[UNIT_OF_WORK]
    if slug:
        return await groups.create(make(), slug, profile, by)
    for candidate in handles.candidates(profile.name):
        try:
            return await groups.create(make(), candidate, profile, by)
        except Invalid as no:
            if any(fault.field != "slug" for fault in no.faults):
                raise
    raise Conflict(N_("We found no free handle for this name; choose one yourself."))


async def edit(request: web.Request) -> web.Response:
    """The form about a group that is there."""
    desk = await at_group(request)
    values = group_form.values(desk.group)
    return render(request, FORM, group=desk.group, values=values, zone_choices=(), accept=uploads.ACCEPT)


async def change(request: web.Request) -> web.Response:
    """Change what is said about a group."""
    desk, form = await at_group(request), Form(await request.post())
    picture = await uploads.picture(request, form)
    typed = await group_form.read(form, desk.group, desk.group.timezone, picture)
    try:
        form.refuse()
        await groups.edit(
            request.app[UNIT_OF_WORK](), GroupId(desk.group.id), typed.profile, desk.viewer.person
        )
    except Invalid as no:
        return _asked_again(request, desk, no, uploads.typed(form, picture), typed.zone_choices)
    return see_other(request, desk.path, N_("Saved."))


def _asked_again(
    request: web.Request,
    desk: Desk,
    no: Invalid,
    values: dict[str, str],
    zone_choices: tuple[tuple[str, str], ...],
) -> web.Response:
    return again(
        request,
        FORM,
        no,
        group=desk.group,
        values=values,
        zone_choices=zone_choices,
        accept=uploads.ACCEPT,
    )


def _need_right(request: web.Request) -> Viewer:
    viewer = need_viewer(request)
    if not viewer.may_start_groups:
        raise NotAllowed(N_("You may not start groups here; ask the people who run this chapter."))
    return viewer
