"""The mail that proves an address: until its link was used, an answer does not count.

Whoever typed the address may be anybody. So nothing they typed stands in this mail, neither a name nor a
note: nobody can use us to write to strangers.
"""

import json
from datetime import datetime, timedelta

from fedevent.domain_events import ConfirmationAsked
from fedevent.events import JoinMode
from fedevent.rsvps import Wish
from fedevent.words import N_
from web.i18n import Speech
from web.mail.letter import Kind, Letter
from web.mail.sheet import Link, Row, Sheet
from web.notifications import dates
from web.notifications.facts import MailFacts
from web.notifications.writing import Sending, event_page, write

VALID = timedelta(days=3)
LONGEST_NOTE = 1_200  # bytes: longer links do not survive every mail program

_TITLES = {
    Wish.GOING: N_("Please confirm that you are coming"),
    Wish.MAYBE: N_("Please confirm that you may come"),
    Wish.DECLINED: N_("Please confirm that you are not coming"),
}


def asked(happened: ConfirmationAsked, facts: MailFacts) -> list[Letter]:
    """One mail with one button to the owner of the address, whoever that is."""
    owner = facts.owner
    if owner is None:
        return []
    event, wish = facts.of_event, Wish(happened.wish)
    speech = facts.speech(owner.language)
    until = facts.now + VALID
    rows = dates.where(event, speech, going=False)
    if happened.guests:
        guests = speech.formats.number(happened.guests)
        rows = (*rows, Row(speech.say(N_("Guests you bring")), guests))
    sheet = Sheet(
        title=speech.say(_TITLES[wish]),
        lead=_lead(happened, facts, speech),
        occasion=dates.occasion(event, speech, event_page(facts)),
        rows=rows,
        button=Link(speech.say(N_("Confirm my answer")), _link(happened, facts)),
        after=(
            speech.say(
                N_("The link opens a page where you confirm; it works until %(day)s."),
                day=speech.formats.date(until, event.timezone),
            ),
        ),
        foot=_foot(facts, speech),
    )
    subject = speech.say(N_("Please confirm: %(title)s"), title=event.title)
    return [write(facts, owner, speech, subject, sheet, Sending(Kind.LINK, until))]


def _lead(happened: ConfirmationAsked, facts: MailFacts, speech: Speech) -> tuple[str, ...]:
    if happened.held_until:
        person = facts.person
        zone = (person.timezone if person else None) or facts.of_event.timezone
        clock = speech.formats.clock(datetime.fromisoformat(happened.held_until), zone)
        text = N_("We keep your place until %(time)s. Later, you still get one if there is room.")
        return (speech.say(text, time=clock),)
    if happened.wish == Wish.GOING and facts.of_event.join_mode is JoinMode.APPROVAL:
        return (speech.say(N_("The hosts decide who comes. They hear of your request once you confirm.")),)
    return (speech.say(N_("Your answer counts once you confirm it.")),)


def _link(happened: ConfirmationAsked, facts: MailFacts) -> str:
    token = facts.links.make(
        "confirm",
        VALID,
        event=happened.event,
        person=happened.person,
        wish=happened.wish,
        guests=happened.guests,
        name_shown=happened.name_shown,
        consents=happened.consents,
        note=_carried(happened.note),
    )
    return facts.links.url(f"/confirm/{token}")


def _carried(note: str) -> str:
    """The note, where a link can carry it; a longer one stays with the answer that waits for confirmation."""
    size = len(json.dumps(note, ensure_ascii=False).encode())
    return note if size <= LONGEST_NOTE else ""


def _foot(facts: MailFacts, speech: Speech) -> tuple[str, ...]:
    return (
        speech.say(
            N_("You get this mail because somebody answered with this address on %(chapter)s."),
            chapter=facts.chapter.name,
        ),
        speech.say(N_("If it was not you, do nothing: no answer counts, and no more follows from this.")),
    )
