"""Links that people ask for by mail: to sign in, to choose a new password, to open their own page."""

from dataclasses import dataclass
from datetime import timedelta

from fedevent.domain_events import LinkAsked
from fedevent.words import N_
from web.i18n import Speech
from web.links import LASTS
from web.mail.letter import Kind, Letter
from web.mail.sheet import Link, Row, Sheet
from web.notifications.facts import Mailbox, MailFacts
from web.notifications.writing import Sending, write

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Words:
    """What such a mail says (message ids), and the page its link opens."""

    title: str
    lead: str
    button: str
    path: str


PURPOSES = {
    "sign-in": Words(
        N_("Your link to sign in"),
        N_("The link opens a page where you sign in."),
        N_("Sign in"),
        "/sign-in/",
    ),
    "reset": Words(
        N_("Choose a new password"),
        N_("The link opens a page where you choose it."),
        N_("Choose a new password"),
        "/reset/",
    ),
    "invite": Words(
        N_("You are invited to host"),
        N_("The hosts of a group want you to be one of them. The link opens a page where you sign in."),
        N_("Sign in"),
        "/sign-in/",
    ),
    "me": Words(
        N_("The link to your own page"),
        N_("The link opens a page with all your answers, without a password. Keep it to yourself."),
        N_("Open my own page"),
        "/me/link/",
    ),
}


def asked(happened: LinkAsked, facts: MailFacts) -> list[Letter]:
    """One mail with one button; nothing for a person who cannot be mailed or has no account to open."""
    owner = facts.owner
    token = _token(happened.purpose, facts, owner) if owner else ""
    if owner is None or not token:
        return []
    words, speech = PURPOSES[happened.purpose], facts.speech(owner.language)
    until = facts.now + LASTS[happened.purpose]
    host = facts.group if happened.group else None
    sheet = Sheet(
        title=speech.say(words.title),
        lead=(speech.say(words.lead),),
        rows=(Row(speech.say(N_("Group")), host.name),) if host else (),
        button=Link(speech.say(words.button), facts.links.url(f"{words.path}{token}")),
        after=(_how_long(happened.purpose, facts, speech),),
        foot=_foot(happened.purpose, facts, speech),
    )
    subject = f"{speech.say(words.title)} · {host.name if host else facts.chapter.name}"
    return [write(facts, owner, speech, subject, sheet, Sending(Kind.LINK, until))]


def _token(purpose: str, facts: MailFacts, owner: Mailbox) -> str:
    if purpose == "me":
        return facts.links.make("me", person=owner.person)
    if facts.account is None or purpose not in PURPOSES:
        return ""
    # The nonce makes the link work once, the epoch ends it when the account's other sessions are ended.
    return facts.links.make(purpose, person=owner.person, epoch=facts.account.epoch, nonce=facts.new_id())


def _how_long(purpose: str, facts: MailFacts, speech: Speech) -> str:
    zone = (facts.person.timezone if facts.person else None) or facts.chapter.timezone
    until = facts.now + LASTS[purpose]
    if LASTS[purpose] < DAY:
        clock = speech.formats.clock(until, zone)
        return speech.say(N_("It works once, until %(time)s."), time=clock)
    day = speech.formats.date(until, zone)
    once = N_("It works once, until %(day)s.")
    return speech.say(N_("It works until %(day)s.") if purpose == "me" else once, day=day)


def _foot(purpose: str, facts: MailFacts, speech: Speech) -> tuple[str, ...]:
    name = facts.chapter.name
    why = N_(
        "You get this mail because somebody, most likely you, asked for it with this address on %(chapter)s."
    )
    if purpose == "invite":
        why = N_("You get this mail because a host on %(chapter)s gave this address.")
    return (
        speech.say(why, chapter=name),
        speech.say(
            N_("If that is a mistake, do nothing: the link ends by itself, and no more follows from it.")
        ),
    )
