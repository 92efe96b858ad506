"""From a sheet to a letter: the steps that are the same for every mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fedevent.ids import PersonId
from fedevent.words import N_
from web.i18n import Speech
from web.links import LASTS
from web.mail.letter import Kind, Letter
from web.mail.outgoing import clean
from web.mail.sheet import Line, Link, Sheet
from web.notifications.facts import Mailbox, MailFacts

AFTERWARDS = timedelta(days=30)  # how long after an event the link to one's own answer still opens
FARTHEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Sending:
    """How one letter goes out. *until*: the moment after which it is of no use."""

    kind: Kind = Kind.NOTICE
    until: datetime | None = None
    stop: str = ""
    about: str = ""
    from_name: str = ""


def write(
    facts: MailFacts, to: Mailbox, speech: Speech, subject: str, sheet: Sheet, sending: Sending
) -> Letter:
    """The letter with *sheet* to one person."""
    made = facts.renderer.render(sheet, speech, facts.chapter, facts.links.url("/"))
    return Letter(
        to=to.email,
        to_name=to.name,
        from_name=sending.from_name or facts.chapter.name,
        subject=subject,
        text=made.text,
        html=made.html,
        language=speech.language,
        message_id=f"<{facts.new_id()}@{facts.domain}>",
        written_at=facts.now.isoformat(),
        kind=sending.kind,
        list_unsubscribe=sending.stop or None,
        about=sending.about,
        useful_until=sending.until.isoformat() if sending.until else "",
    )


def own_page(facts: MailFacts, person: PersonId) -> str:
    """The address that opens a person's own page without a password, until well after the event."""
    last = LASTS["me"]
    if facts.event:
        last = min(max(last, facts.event.over_at - facts.now + AFTERWARDS), FARTHEST)
    return facts.links.url(f"/me/link/{facts.links.make('me', last, person=person)}")


def event_page(facts: MailFacts) -> str:
    """The event's page."""
    return facts.links.url(f"/events/{facts.of_event.id}")


def group_page(facts: MailFacts) -> str:
    """The group's page."""
    return facts.links.url(f"/groups/{facts.of_group.slug}")


def for_guest(facts: MailFacts, speech: Speech, title: str, own: str) -> tuple[Line, ...]:
    """Why a guest gets a notice, and how to get no more."""
    return (
        speech.say(
            N_("You get this mail because you answered “%(title)s” on %(chapter)s with this address."),
            title=title,
            chapter=facts.chapter.name,
        ),
        speech.say(N_("To get no more mail about it, take your answer back on your own page.")),
        Link(speech.say(N_("Open my own page")), own),
    )


def for_host(facts: MailFacts, speech: Speech) -> tuple[Line, ...]:
    """Why a host gets a notice, and how to get no more."""
    group = facts.of_group
    return (
        speech.say(N_("You get this mail because you are a host of %(group)s."), group=group.name),
        speech.say(N_("Whoever leaves the hosts gets no more of these.")),
        Link(speech.say(N_("The hosts of the group")), facts.links.url(f"/organize/{group.slug}/hosts")),
    )


def called(name: str, speech: Speech) -> str:
    """What somebody is called in a sentence: one line, not endless."""
    return clean(name, 100) or speech.say(N_("Somebody"))
