"""Making and changing a date: one short form, a preview of its text, and a word before people are told."""

from typing import Any

from aiohttp import web
from markupsafe import Markup

from fedevent import richtext
from fedevent.errors import Conflict, Invalid
from fedevent.events import DESCRIPTION, Event, Status
from fedevent.groups import Group
from fedevent.usecases import events
from fedevent.usecases.events import Plan
from fedevent.words import N_
from web.forms import Form
from web.keys import CLOCK, READS, UNIT_OF_WORK
from web.pages.organize import event_changes, event_form, uploads
from web.pages.organize.desk import EventDesk, at_event, at_group
from web.templating import again, render, see_other

FORM = "organize/event_form.html"


async def new(request: web.Request) -> web.Response:
    """The form for a new date."""
    desk = await at_group(request)
    values = event_form.unwritten(desk.group, request.app[CLOCK]())
    return render(request, FORM, **await _around(request, desk.group), values=values)


async def create(request: web.Request) -> web.Response:
    """Keep a new date as a draft, or publish it, or show how its description looks."""
    desk, form = await at_group(request), Form(await request.post())
    picture = await uploads.picture(request, form)
    values, do = uploads.typed(form, picture), form.text("do")
    around = await _around(request, desk.group)
    if do == "preview":
        return _preview(request, form, values, around)
    known = event_form.fresh(desk.group, request.app[CLOCK]())
    typed = await event_form.read(form, known, picture, public=do == "publish")
    around["zone_choices"] = typed.zone_choices
    try:
        form.refuse()
        event = await events.create(
            request.app[UNIT_OF_WORK](),
            desk.group.id,
            typed.plan,
            desk.viewer.person,
            published=do == "publish",
        )
    except (Invalid, Conflict) as no:
        return again(request, FORM, no, **around, values=values)
    return _after(request, desk.group, event)


async def edit(request: web.Request) -> web.Response:
    """The form about a date that is there."""
    desk = await at_event(request)
    _need_changeable(desk.event)
    values = event_form.values(desk.event)
    return render(request, FORM, **await _around(request, desk.group, desk), values=values)


async def change(request: web.Request) -> web.Response:
    """Change a date. What matters to those who come is asked once more before they are told."""
    desk, form = await at_event(request), Form(await request.post())
    _need_changeable(desk.event)
    picture = await uploads.picture(request, form)
    values, do = uploads.typed(form, picture), form.text("do")
    around = await _around(request, desk.group, desk)
    if do == "preview":
        return _preview(request, form, values, around)
    if do == "back":
        return render(request, FORM, **around, values=values)
    public = desk.event.status is Status.PUBLISHED
    typed = await event_form.read(form, desk.event, picture, public=public or do == "publish")
    around["zone_choices"] = typed.zone_choices
    try:
        form.refuse()
        lines = event_changes.lines(desk.event, event_form.changed(desk.event, typed.plan))
        if public and lines and desk.told and do != "confirm":
            return _ask(request, desk, lines, values)
        event = await _save(request, desk, typed.plan, publish=do == "publish" and not public)
    except (Invalid, Conflict) as no:
        return again(request, FORM, no, **around, values=values)
    return _after(request, desk.group, event, changed=public)


async def _save(request: web.Request, desk: EventDesk, plan: Plan, *, publish: bool) -> Event:
    make, by = request.app[UNIT_OF_WORK], desk.viewer.person
    event = await events.edit(make(), desk.event.id, plan, by)
    return await events.publish(make(), event.id, by) if publish else event


def _ask(
    request: web.Request, desk: EventDesk, lines: list[event_changes.Line], values: dict[str, str]
) -> web.Response:
    return render(
        request,
        "organize/event_confirm.html",
        group=desk.group,
        event=desk.event,
        changes=lines,
        told=desk.told,
        values=values,
    )


def _preview(
    request: web.Request, form: Form, values: dict[str, str], around: dict[str, Any]
) -> web.Response:
    """The same form with its description rendered above. Nothing is kept but an uploaded picture."""
    text = form.text("description")
    if len(text) > DESCRIPTION:  # endless text would take endless time to be shown
        form.add("description", N_("Use at most %(count)s characters."), count=DESCRIPTION)
    shown = Markup(richtext.render(text[:DESCRIPTION]))  # noqa: S704 (sanitized by richtext)
    try:
        form.refuse()
    except Invalid as no:
        return again(request, FORM, no, **around | {"preview": shown}, values=values)
    return render(request, FORM, **around | {"preview": shown}, values=values)


def _after(request: web.Request, group: Group, event: Event, *, changed: bool = False) -> web.Response:
    path = f"/organize/{group.slug}/events/{event.id}"
    if event.status is Status.DRAFT:
        return see_other(request, path, N_("Saved as a draft. Only the hosts can see it."))
    if changed:
        return see_other(request, path, N_("Saved."))
    return see_other(request, f"{path}/recruit", N_("Published. Now people need to hear of it."))


def _need_changeable(event: Event) -> None:
    if event.status is Status.CANCELLED:
        raise Conflict(N_("A cancelled event cannot be changed."))


async def _around(request: web.Request, group: Group, desk: EventDesk | None = None) -> dict[str, Any]:
    """What the form's page shows besides the fields."""
    return {
        "group": group,
        "event": desk.event if desk else None,
        "told": desk.told if desk else 0,
        "preview": None,
        "accept": uploads.ACCEPT,
        "zone_choices": (),
        "topics": await request.app[READS].calendar.categories(request.app[CLOCK]()),
    }
