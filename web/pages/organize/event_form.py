"""The form about a date: what stands in it at first, and what was meant by what was typed."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, time, timedelta
from typing import Any

from fedevent import events
from fedevent.events import Event, JoinMode, Visibility
from fedevent.groups import Group
from fedevent.ids import EventId, PictureId
from fedevent.usecases.events import Plan
from fedevent.words import N_
from web.forms import Form
from web.pages.organize import lists, place_fields, zone_field

_UNSAID = datetime(2000, 1, 1)  # noqa: DTZ001 (a wall-clock time; stands in until the form is refused)


@dataclass(frozen=True, slots=True)
class Typed:
    """A plan as typed, and what must be asked about its time zone."""

    plan: Plan
    zone_choices: tuple[tuple[str, str], ...] = ()


async def read(form: Form, known: Event, picture: PictureId | None, *, public: bool) -> Typed:
    """The plan that was typed; every fault is noted in *form*.

    *known* is the event as it is, or what a new one starts from. *public*: it is, or is to be, published,
    and so must say where it takes place.
    """
    zone = await zone_field.read(form, known.timezone)
    starts = _starts(form)
    plan = Plan(
        title=form.text("title"),
        starts=starts or _UNSAID,
        timezone=zone.zone,
        ends=_ends(form, starts),
        summary=form.text("summary"),
        description=form.text("description"),
        place=place_fields.read(form, known.place),
        online_url=form.text("online_url"),
        capacity=form.integer("capacity"),
        join_mode=form.choice("join_mode", JoinMode, JoinMode.FREE),
        external_url=form.text("external_url"),
        guests_max=form.integer("guests_max") or 0,
        closes=form.date_time("closes_at_date", "closes_at_time"),
        categories=lists.words(form.text("categories")),
        languages=lists.codes(form.text("languages")),
        picture=picture,
        picture_alt=form.text("picture_alt") if picture else "",
        visibility=form.choice("visibility", Visibility, Visibility.PUBLIC),
    )
    _check(form, known, plan, public, starts is not None)
    return Typed(plan, zone.choices)


def changed(event: Event, plan: Plan) -> Event:
    """The event as it will be once it follows *plan*."""
    follows: dict[str, Any] = {each.name: getattr(plan, each.name) for each in fields(Plan)}
    return replace(event, **follows | {"title": " ".join(plan.title.split())})


def fresh(group: Group, now: datetime) -> Event:
    """What a new event of *group* starts from: its zone, its place and its languages."""
    return Event(
        id=EventId(""),
        group=group.id,
        title="",
        starts=now.replace(tzinfo=None),
        timezone=group.timezone,
        place=group.place,
        languages=group.languages,
    )


def values(event: Event) -> dict[str, str]:
    """What stands in the form of an event that is there."""
    times = _moment("starts_at", event.starts) | _moment("ends_at", event.ends)
    return (
        times
        | _moment("closes_at", event.closes)
        | place_fields.values(event.place)
        | {
            "title": event.title,
            "summary": event.summary,
            "description": event.description,
            "online_url": event.online_url,
            "capacity": "" if event.capacity is None else str(event.capacity),
            "join_mode": event.join_mode.value,
            "external_url": event.external_url,
            "guests_max": str(event.guests_max or ""),
            "categories": lists.joined(event.categories),
            "languages": lists.joined(event.languages),
            "picture": event.picture or "",
            "picture_alt": event.picture_alt,
            "visibility": event.visibility.value,
            "zone": event.timezone,
        }
    )


def unwritten(group: Group, now: datetime) -> dict[str, str]:
    """What stands in the form of a new event: no date and no time, for nobody should publish a guess."""
    return values(fresh(group, now)) | _moment("starts_at", None)


def _starts(form: Form) -> datetime | None:
    starts = form.date_time("starts_at_date", "starts_at_time")
    if starts is None and not any(fault.field == "starts_at" for fault in form.faults):
        form.add("starts_at", N_("Say when it starts: the date and the time."))
    return starts


def _ends(form: Form, starts: datetime | None) -> datetime | None:
    clock = form.text("ends_at_time")
    if starts is None or not clock or form.text("ends_at_date"):
        return form.date_time("ends_at_date", "ends_at_time")
    try:
        ends = datetime.combine(starts.date(), time.fromisoformat(clock[:5]))
        # "21:00 to 2:00" ends the next morning.
        return ends if ends >= starts else ends + timedelta(days=1)
    except (ValueError, OverflowError):
        form.add("ends_at", N_("Write the date like 2030-03-12 and the time like 19:00."))
        return None


def _check(form: Form, known: Event, plan: Plan, public: bool, dated: bool) -> None:
    """The rules' own faults beside those of the form, each field once, so that all are seen together."""
    if public and plan.place is None and not plan.online_url and not plan.external_url:
        form.add("place.name", N_("Say where it takes place, or give the link for taking part online."))
    noted = {fault.field for fault in form.faults} | (set() if dated else {"ends_at", "closes_at"})
    for fault in events.check(changed(known, plan)):
        if fault.field not in noted:
            noted.add(fault.field)
            form.faults.append(fault)


def _moment(name: str, wall: datetime | None) -> dict[str, str]:
    return {
        f"{name}_date": wall.date().isoformat() if wall else "",
        f"{name}_time": wall.strftime("%H:%M") if wall else "",
    }
