"""An event as a mail shows it: the tear-off block, the place, and what is different from before."""

from datetime import datetime

from fedevent.domain_events import EventChanged
from fedevent.events import Event, Status
from fedevent.words import N_
from web.i18n import Speech
from web.mail.sheet import Occasion, Row

NOWHERE = "–"  # an event without a place and without a link: it is not known yet


def occasion(event: Event, speech: Speech, href: str = "") -> Occasion:
    """The date block of *event*, with its hours."""
    off = event.status is not Status.PUBLISHED
    return day(event.title, event.starts, event.ends, event.timezone, speech, href, off=off)


def day(
    title: str,
    starts: datetime,
    ends: datetime | None,
    zone: str,
    speech: Speech,
    href: str = "",
    *,
    off: bool = False,
) -> Occasion:
    """A date block. *starts* and *ends* are moments, or wall-clock times in *zone*."""
    formats = speech.formats
    return Occasion(
        weekday=formats.weekday(starts, zone),
        day=formats.day(starts, zone),
        month=formats.month_short(starts, zone),
        title=title,
        date=formats.date(starts, zone),
        time=hours(starts, ends, zone, speech),
        href=href,
        off=off,
    )


def hours(starts: datetime, ends: datetime | None, zone: str, speech: Speech) -> str:
    """ "19:00–21:30 CET"; "19:00 – Wed 13 Mar, 02:00 CET" over midnight; "19:00 CET" without an end."""
    formats = speech.formats
    if ends is None:
        return formats.clock(starts, zone)
    begin = formats.time(starts, zone)
    if formats.date(starts, zone) == formats.date(ends, zone):
        return f"{begin}–{formats.clock(ends, zone)}"
    return f"{begin} – {formats.date_time(ends, zone)} {formats.zone_short(ends, zone)}"


def where(event: Event, speech: Speech, *, going: bool) -> tuple[Row, ...]:
    """The place; and where one joins from afar, for those who go."""
    rows = []
    if event.place:
        rows.append(Row(speech.say(N_("Where")), event.place.line))
    elif event.online_url and not going:
        rows.append(Row(speech.say(N_("Where")), speech.say(N_("Online. Those who are going get the link."))))
    if event.online_url and going:
        rows.append(Row(speech.say(N_("Online")), event.online_url, event.online_url))
    return tuple(rows)


def differences(happened: EventChanged, event: Event, speech: Speech) -> tuple[Row, ...]:
    """What was and what is, a row for each thing that matters to those who come."""
    rows = []
    if happened.old_title != event.title:
        rows.append(Row(speech.say(N_("Title")), event.title, old=happened.old_title))
    before = _start(datetime.fromisoformat(happened.old_starts), happened.old_timezone, speech)
    after = _start(event.starts, event.timezone, speech)
    if before != after:
        rows.append(Row(speech.say(N_("Begins")), after, old=before))
    elif (event.ends.isoformat() if event.ends else "") != happened.old_ends:
        ends = datetime.fromisoformat(happened.old_ends) if happened.old_ends else None
        old = _end(ends, happened.old_timezone, speech)
        rows.append(Row(speech.say(N_("Ends")), _end(event.ends, event.timezone, speech), old=old))
    place = event.place.line if event.place else ""
    if happened.old_place != place:
        elsewhere = speech.say(N_("Online")) if event.online_url else NOWHERE
        rows.append(Row(speech.say(N_("Where")), place or elsewhere, old=happened.old_place or elsewhere))
    return tuple(rows)


def _start(at: datetime, zone: str, speech: Speech) -> str:
    return f"{speech.formats.date(at, zone)}, {speech.formats.clock(at, zone)}"


def _end(at: datetime | None, zone: str, speech: Speech) -> str:
    if at is None:
        return speech.say(N_("open end"))
    return f"{speech.formats.date_time(at, zone)} {speech.formats.zone_short(at, zone)}"
