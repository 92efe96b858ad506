"""What our people hear of the events elsewhere that they answered."""

from datetime import datetime
from urllib.parse import quote

from fedevent import richtext
from fedevent.domain_events import RemoteEventChanged, RemoteWordHeard
from fedevent.words import N_
from web.i18n import Speech
from web.mail.letter import Kind, Letter
from web.mail.sheet import Body, Line, Link, Row, Sheet
from web.notifications import dates
from web.notifications.facts import MailFacts
from web.notifications.writing import Sending, write


def changed(happened: RemoteEventChanged, facts: MailFacts) -> list[Letter]:
    """It moved, or will not take place."""
    reader = facts.owner
    if reader is None:
        return []
    speech = facts.speech(reader.language)
    title = speech.say(N_("This event is cancelled") if happened.off else N_("This date has changed"))
    starts = datetime.fromisoformat(happened.starts)
    sheet = Sheet(
        title=title,
        occasion=dates.day(
            happened.name, starts, None, happened.timezone, speech, happened.url, off=happened.off
        ),
        rows=() if happened.off else _rows(happened, speech),
        button=Link(speech.say(N_("See the event")), happened.url),
        foot=_why(happened.event, happened.name, facts, speech),
    )
    return [write(facts, reader, speech, f"{title}: {happened.name}", sheet, Sending(until=starts))]


def heard(happened: RemoteWordHeard, facts: MailFacts) -> list[Letter]:
    """Its hosts wrote."""
    reader = facts.owner
    if reader is None:
        return []
    speech = facts.speech(reader.language)
    title = speech.say(N_("The hosts of “%(title)s” wrote"), title=happened.name)
    sheet = Sheet(
        title=title,
        body=Body(happened.html, richtext.plain(happened.html)),
        button=Link(speech.say(N_("See the event")), happened.url),
        foot=_why(happened.event, happened.name, facts, speech),
    )
    return [write(facts, reader, speech, title, sheet, Sending(Kind.MESSAGE))]


def _rows(happened: RemoteEventChanged, speech: Speech) -> tuple[Row, ...]:
    old = datetime.fromisoformat(happened.old_starts)
    rows = []
    if happened.old_starts != happened.starts:
        now = _moment(datetime.fromisoformat(happened.starts), happened.timezone, speech)
        rows.append(Row(speech.say(N_("When")), now, old=_moment(old, happened.timezone, speech)))
    if happened.old_place != happened.place:
        rows.append(Row(speech.say(N_("Where")), happened.place or "–", old=happened.old_place))
    return tuple(rows)


def _moment(moment: datetime, zone: str, speech: Speech) -> str:
    return f"{speech.formats.date(moment, zone)}, {speech.formats.clock(moment, zone)}"


def _why(event: str, name: str, facts: MailFacts, speech: Speech) -> tuple[Line, ...]:
    page = facts.links.url(f"/remote/event?uri={quote(event, safe='')}")
    return (
        speech.say(N_("You get this mail because you answered “%(title)s” from here."), title=name),
        speech.say(N_("To get no more mail about it, take your answer back.")),
        Link(speech.say(N_("My answer")), page),
    )
