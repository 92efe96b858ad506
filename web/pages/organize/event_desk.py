"""One date on the organizers' desk: how it stands, and what becomes of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from aiohttp import web

from fedevent.errors import Conflict, Invalid, Refused, fault
from fedevent.events import Event
from fedevent.usecases import events
from fedevent.words import N_
from web.forms import Form
from web.keys import CLOCK, UNIT_OF_WORK
from web.pages.organize import event_form
from web.pages.organize.desk import EventDesk, at_event
from web.templating import again, render, see_other

WEEK = timedelta(days=7)


async def page(request: web.Request) -> web.Response:
    """How a date stands."""
    desk = await at_event(request)
    return render(request, "organize/event.html", **_shown(request, desk))


async def publish(request: web.Request) -> web.Response:
    """Make a draft public, if nothing is missing."""
    desk = await at_event(request)
    try:
        _need_where(desk.event)
        await events.publish(request.app[UNIT_OF_WORK](), desk.event.id, desk.viewer.person)
    except (Invalid, Conflict) as no:
        return again(request, "organize/event.html", no, **_shown(request, desk))
    return see_other(request, f"{desk.path}/recruit", N_("Published. Now people need to hear of it."))


async def duplicate_form(request: web.Request) -> web.Response:
    """Ask when the new date is: a week later, most likely."""
    desk = await at_event(request)
    return render(request, "organize/duplicate.html", **_plain(desk), values=_a_week_later(desk.event))


async def duplicate(request: web.Request) -> web.Response:
    """Make a new draft from a date, and open it."""
    desk, form = await at_event(request), Form(await request.post())
    starts = form.date_time("starts_at_date", "starts_at_time")
    if starts is None and not form.faults:
        form.add("starts_at", N_("Say when it starts: the date and the time."))
    try:
        form.refuse()
        copy = await events.duplicate(request.app[UNIT_OF_WORK](), desk.event.id, starts, desk.viewer.person)
    except Invalid as no:
        return again(request, "organize/duplicate.html", no, form, **_plain(desk))
    return see_other(
        request,
        f"/organize/{desk.group.slug}/events/{copy.id}/edit",
        N_("Here is your draft. Look it over, then publish it."),
    )


async def cancel_form(request: web.Request) -> web.Response:
    """Ask for the reason, and say how many people will be told."""
    desk = await at_event(request)
    return render(request, "organize/cancel.html", **_plain(desk), told=desk.told)


async def cancel(request: web.Request) -> web.Response:
    """Call a date off."""
    desk, form = await at_event(request), Form(await request.post())
    try:
        await events.cancel(
            request.app[UNIT_OF_WORK](), desk.event.id, form.text("reason"), desk.viewer.person
        )
    except (Invalid, Conflict) as no:
        return again(request, "organize/cancel.html", no, form, **_plain(desk), told=desk.told)
    return see_other(request, desk.path, N_("Cancelled. Everyone who signed up is being told."))


async def delete_form(request: web.Request) -> web.Response:
    """Ask once before a date goes away for good."""
    desk = await at_event(request)
    return render(request, "organize/delete.html", **_plain(desk), told=desk.told)


async def delete(request: web.Request) -> web.Response:
    """Delete a date."""
    desk = await at_event(request)
    try:
        await events.delete(request.app[UNIT_OF_WORK](), desk.event.id, desk.viewer.person)
    except Refused as no:
        return again(request, "organize/delete.html", no, **_plain(desk), told=desk.told)
    return see_other(request, f"/organize/{desk.group.slug}", N_("Deleted."))


def _plain(desk: EventDesk) -> dict[str, Any]:
    return {"group": desk.group, "event": desk.event}


def _shown(request: web.Request, desk: EventDesk) -> dict[str, Any]:
    return _plain(desk) | {"page": desk.page, "over": desk.event.over_at <= request.app[CLOCK]()}


def _need_where(event: Event) -> None:
    if not (event.place or event.online_url or event.external_url):
        missing = N_("Say where it takes place, or give the link for taking part online.")
        raise Invalid(fault("place.name", missing))


def _a_week_later(event: Event) -> dict[str, str]:
    return event_form.values(replace(event, starts=event.starts + WEEK))
