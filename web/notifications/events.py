"""What those who come hear of their event: it changed, it is cancelled, it was taken off."""

from datetime import datetime

from fedevent.domain_events import EventCancelled, EventChanged, EventDeleted
from fedevent.rsvps import OPEN, Status
from fedevent.words import N_
from web.i18n import Speech
from web.mail.letter import Letter
from web.mail.sheet import Link, Sheet
from web.notifications import dates
from web.notifications.facts import MailFacts, MailGuest
from web.notifications.writing import Sending, event_page, for_guest, group_page, own_page, write

LAST = N_("This is the last notice about this event.")


def changed(happened: EventChanged, facts: MailFacts) -> list[Letter]:
    """Old → new, once to each guest; nothing when nobody would be at the wrong place or time."""
    if not happened.matters:
        return []
    return [_changed(happened, facts, guest) for guest in facts.mail_guests if guest.status in OPEN]


def _changed(happened: EventChanged, facts: MailFacts, guest: MailGuest) -> Letter:
    event, speech = facts.of_event, facts.speech(guest.language)
    own = own_page(facts, guest.person)
    rows = dates.differences(happened, event, speech)
    told = {row.label for row in rows}
    going = guest.status is Status.GOING
    also = [row for row in dates.where(event, speech, going=going) if row.label not in told]
    lead = (
        N_("Please look whether you can still come.") if rows else N_("Please look at the place once more.")
    )
    sheet = Sheet(
        title=speech.say(N_("This date has changed")),
        lead=(speech.say(lead),),
        rows=(*rows, *also),
        occasion=dates.occasion(event, speech, event_page(facts)),
        button=Link(speech.say(N_("See or change my answer")), own),
        foot=for_guest(facts, speech, event.title, own),
    )
    subject = speech.say(N_("Changed: %(title)s"), title=event.title)
    return write(facts, guest.mailbox, speech, subject, sheet, Sending(until=event.over_at))


def cancelled(happened: EventCancelled, facts: MailFacts) -> list[Letter]:
    """It will not take place, and why; once to each guest."""
    return [_cancelled(facts, guest) for guest in facts.mail_guests if guest.status in OPEN]


def _cancelled(facts: MailFacts, guest: MailGuest) -> Letter:
    event, speech = facts.of_event, facts.speech(guest.language)
    sheet = Sheet(
        title=speech.say(N_("This event is cancelled")),
        lead=(speech.say(N_("It will not take place. There is nothing you need to do.")),),
        occasion=dates.occasion(event, speech, event_page(facts)),
        quote=event.cancel_reason,
        button=_what_else(facts, speech),
        foot=(for_guest(facts, speech, event.title, "")[0], speech.say(LAST)),
    )
    subject = speech.say(N_("Cancelled: %(title)s"), title=event.title)
    return write(facts, guest.mailbox, speech, subject, sheet, Sending(until=event.over_at))


def deleted(happened: EventDeleted, facts: MailFacts) -> list[Letter]:
    """It was taken off before its time; once to each guest. The event's record is empty by now."""
    if not happened.expected:
        return []
    return [_deleted(happened, facts, guest) for guest in facts.mail_guests if guest.status in OPEN]


def _deleted(happened: EventDeleted, facts: MailFacts, guest: MailGuest) -> Letter:
    speech = facts.speech(guest.language)
    starts = datetime.fromisoformat(happened.starts)
    sheet = Sheet(
        title=speech.say(N_("This event was taken off")),
        lead=(speech.say(N_("The hosts took it off; it will not take place here.")),),
        occasion=dates.day(happened.title, starts, None, happened.timezone, speech, off=True),
        button=_what_else(facts, speech),
        foot=(for_guest(facts, speech, happened.title, "")[0], speech.say(LAST)),
    )
    subject = speech.say(N_("Taken off: %(title)s"), title=happened.title)
    return write(facts, guest.mailbox, speech, subject, sheet, Sending(until=starts))


def _what_else(facts: MailFacts, speech: Speech) -> Link:
    href = group_page(facts) if facts.group else facts.links.url("/events")
    return Link(speech.say(N_("See what else is on")), href)
