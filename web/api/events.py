"""Events: made, published, changed, called off, deleted, listed."""

from datetime import datetime
from typing import Any

from fedevent.errors import Fault, NotFound, fault, refuse
from fedevent.groups import Group
from fedevent.ids import EventId
from fedevent.rsvps import Rsvp
from fedevent.usecases import events
from fedevent.usecases.events import Plan
from fedevent.words import N_
from storage.queries.cards import EventCard
from storage.queries.events import EventPage
from web.api import finding
from web.api.call import Ask, Nothing, call
from web.api.moments import read_moment
from web.api.paging import Page, page
from web.api.shapes import events as shapes
from web.api.shapes.common import NO_EVENT
from web.api.shapes.events import (
    Cancellation,
    EventItem,
    EventPatch,
    EventQuery,
    EventShape,
    NewEvent,
)
from web.keys import CONFIG, URLS
from web.signup import may_know_link

_UNSAID = datetime(2000, 1, 1)  # noqa: DTZ001 (a wall-clock time; the body always says another)


@call(
    "POST",
    "/groups/{slug}/events",
    scope="write",
    takes=NewEvent,
    gives=EventShape,
    status=201,
    not_yet=("recurrence", "questions"),
)
async def create(ask: Ask[NewEvent]) -> EventShape:
    """Make an event of a group: a draft, or with `publish` a public one.

    `starts_at` may be the local time in `timezone`, or a time with its offset, which is converted. Series
    (`recurrence`) and `questions` are refused until they exist.
    """
    group = (await finding.group(ask)).group
    await finding.need_organizer(ask, group.id)
    base = Plan(title="", starts=_UNSAID, timezone=group.timezone, languages=group.languages)
    plan = shapes.read_event(base, ask.said)
    made = await events.create(ask.work(), group.id, plan, ask.by, published=ask.said.publish)
    return await _shown(ask, made.id)


@call("GET", "/events", takes=EventQuery, gives=Page[EventItem], not_yet=("near", "within_km"))
async def listing(ask: Ask[EventQuery]) -> Page[EventItem]:
    """Public events, the next one first.

    Without `from`: all that are not over. `from` and `until` are days or RFC 3339 times; those without an
    offset are read in the chapter's time zone. `online=true` asks for events that one can join from afar.
    """
    said, urls = ask.said, ask.request.app[URLS]
    group = await finding.named_group(ask, said.group) if said.group else None
    rows = await (_drafts(ask, group) if said.status == "draft" else _public(ask, group))
    return page(rows, said, lambda card: shapes.write_item(urls, card))


async def _drafts(ask: Ask[EventQuery], group: Group | None) -> list[EventCard]:
    if group is None:
        refuse([fault("group", N_("Say of which group."))])
        return []
    await finding.need_organizer(ask, group.id)
    drafts = await ask.reads.calendar.drafts(group.id)
    return drafts[ask.said.offset : ask.said.offset + ask.said.limit + 1]


async def _public(ask: Ask[EventQuery], group: Group | None) -> list[EventCard]:
    said = ask.said
    since, until = await _span(ask)
    return await ask.reads.calendar.upcoming(
        min(since, ask.now) if since else ask.now,
        group=group.id if group else None,
        q=said.q,
        category=said.category,
        language=said.language,
        since=since,
        until=until,
        online=said.online,
        limit=said.limit + 1,
        offset=said.offset,
    )


async def _span(ask: Ask[EventQuery]) -> tuple[datetime | None, datetime | None]:
    said = ask.said
    if not said.from_ and not said.until:
        return None, None
    chapter = await ask.reads.chapter.find()
    zone = chapter.timezone if chapter else ask.request.app[CONFIG].default_timezone
    faults: list[Fault] = []
    since = read_moment(said.from_, zone, "from", faults) if said.from_ else None
    until = read_moment(said.until, zone, "until", faults) if said.until else None
    refuse(faults)
    return since, until


@call("GET", "/events/{id}", takes=Nothing, gives=EventShape)
async def show(ask: Ask[Nothing]) -> EventShape:
    """One event. Drafts are there for the hosts' token only; a deleted event answers 410."""
    found, hosting = await finding.event(ask)
    return await _written(ask, found, hosting)


@call("PATCH", "/events/{id}", scope="write", takes=EventPatch, gives=EventShape, not_yet=("questions",))
async def edit(ask: Ask[EventPatch]) -> EventShape:
    """Change one date. Those who come are told what matters to them; more places let people in.

    `scope` may be `this` only, until there are series.
    """
    refuse([] if ask.said.scope == "this" else [fault("scope", N_("This does not work yet."))])
    known, _ = await finding.event(ask)
    await finding.need_organizer(ask, known.event.group)
    plan = shapes.read_event(events.plan_of(known.event), ask.said)
    await events.edit(ask.work(), known.event.id, plan, ask.by)
    return await _shown(ask, known.event.id)


@call("POST", "/events/{id}/publish", scope="write", takes=Nothing, gives=EventShape)
async def publish(ask: Ask[Nothing]) -> EventShape:
    """Make a draft public and announce it."""
    event = await events.publish(ask.work(), EventId(finding.ident(ask, NO_EVENT)), ask.by)
    return await _shown(ask, event.id)


@call("POST", "/events/{id}/cancel", scope="write", takes=Cancellation, gives=EventShape)
async def cancel(ask: Ask[Cancellation]) -> EventShape:
    """Call a published event off. Everyone who signed up is told, with the reason."""
    event_id = EventId(finding.ident(ask, NO_EVENT))
    event = await events.cancel(ask.work(), event_id, ask.said.reason or "", ask.by)
    return await _shown(ask, event.id)


@call("DELETE", "/events/{id}", scope="write", takes=Nothing, gives=type(None), status=204)
async def delete(ask: Ask[Nothing]) -> None:
    """Delete an event. What was public answers "gone" from then on, here and to other servers."""
    await events.delete(ask.work(), EventId(finding.ident(ask, NO_EVENT)), ask.by)


async def _shown(ask: Ask[Any], event: EventId) -> EventShape:
    found = await ask.reads.events.find(event)
    if found is None:
        raise NotFound(NO_EVENT)
    return shapes.write_event(ask.request.app[URLS], found, knows_link=True)


async def _written(ask: Ask[Nothing], found: EventPage, hosting: bool) -> EventShape:
    rsvp: Rsvp | None = None
    if ask.holder and found.event.online_url and not hosting:
        rsvp = await ask.reads.mine.rsvp(found.event.id, ask.holder.person)
    knows_link = may_know_link(found.event, rsvp, hosting)
    return shapes.write_event(ask.request.app[URLS], found, knows_link=knows_link)
