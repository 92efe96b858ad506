"""What a guest hears of their own answer, and what the hosts need to hear of it."""

from dataclasses import dataclass

from fedevent.domain_events import RsvpMoved, RsvpStated
from fedevent.rsvps import OPEN, Rsvp, Source, Status
from fedevent.words import N_
from web.i18n import Speech
from web.mail.letter import Letter
from web.mail.sheet import Line, Link, Row, Sheet
from web.notifications import dates
from web.notifications.facts import Mailbox, MailFacts
from web.notifications.writing import Sending, called, event_page, for_guest, for_host, own_page, write

BY_MAIL = frozenset({Source.WEB, Source.EMAIL, Source.API})  # all others came by the fediverse
COMING = frozenset({Status.GOING, Status.MAYBE})


@dataclass(frozen=True, slots=True)
class News:
    """What is said about an answer: *title* is the headline and begins the subject; message ids both."""

    title: str
    lead: str


STATED = {
    Status.GOING: News(
        N_("You’re going"), N_("If you can’t come after all, please say so: somebody may want your place.")
    ),
    Status.MAYBE: News(N_("Noted: maybe"), N_("Say yes or no as soon as you know.")),
    Status.DECLINED: News(N_("Noted: you can’t come"), N_("Thank you for saying so.")),
    Status.WAITING: News(
        N_("You are on the waiting list"),
        N_("All places are taken. You hear from us when there is one for you."),
    ),
    Status.REQUESTED: News(
        N_("Your request is with the hosts"), N_("They decide who comes. You hear from us when they have.")
    ),
    Status.REJECTED: News(
        N_("The hosts could not give you a place"), N_("We are sorry that it does not work out this time.")
    ),
    Status.WITHDRAWN: News(
        N_("Your answer is taken back"), N_("The hosts no longer expect you, and no more notices follow.")
    ),
}

MOVED = {
    (Status.WAITING, Status.GOING): News(
        N_("You have a place"),
        N_("A place has become free, and it is yours. If you can’t come any more, please say so soon."),
    ),
    (Status.REQUESTED, Status.GOING): News(
        N_("The hosts said yes: you’re going"),
        N_("If you can’t come after all, please say so: somebody may want your place."),
    ),
    (Status.REQUESTED, Status.WAITING): News(
        N_("The hosts said yes, and you are on the waiting list"),
        N_("All places are taken. You hear from us when there is one for you."),
    ),
    (Status.GOING, Status.WAITING): News(
        N_("The hosts moved you to the waiting list"),
        N_("You hear from us when there is a place for you again."),
    ),
}
MOVED_TO = {
    Status.GOING: News(N_("You have a place"), N_("The hosts gave you a place.")),
    Status.WAITING: STATED[Status.WAITING],
    Status.REJECTED: STATED[Status.REJECTED],
}

ANSWERS = {
    Status.GOING: N_("Going"),
    Status.MAYBE: N_("Maybe"),
    Status.DECLINED: N_("Can’t come"),
    Status.WAITING: N_("On the waiting list"),
    Status.REQUESTED: N_("Asks to come"),
    Status.REJECTED: N_("Not admitted"),
}


def stated(happened: RsvpStated, facts: MailFacts) -> list[Letter]:
    """A short confirmation to whoever answered here; a word to the hosts only where they must know."""
    if happened.again:
        return []
    status = Status(happened.new)
    news = STATED.get(status) if Source(happened.source) in BY_MAIL else None
    return [*_to_guest(facts, status, news), *_to_hosts(happened, facts)]


def moved(happened: RsvpMoved, facts: MailFacts) -> list[Letter]:
    """The hosts or the waiting list moved an answer: its owner hears of it by the way they came."""
    old, new = Status(happened.old), Status(happened.new)
    if facts.rsvp is None or facts.rsvp.source not in BY_MAIL:
        return []
    return _to_guest(facts, new, MOVED.get((old, new)) or MOVED_TO.get(new))


def _to_guest(facts: MailFacts, status: Status, news: News | None) -> list[Letter]:
    owner = facts.owner
    if news is None or owner is None or facts.person is None or not facts.person.reachable_by_mail:
        return []
    event, speech, own = facts.of_event, facts.speech(owner.language), own_page(facts, owner.person)
    rows = dates.where(event, speech, going=status is Status.GOING) if status in OPEN else ()
    if facts.rsvp and facts.rsvp.guests and status in OPEN:
        guests = speech.formats.number(facts.rsvp.guests)
        rows = (*rows, Row(speech.say(N_("Guests you bring")), guests))
    title = speech.say(news.title)
    sheet = Sheet(
        title=title,
        lead=(speech.say(news.lead),),
        occasion=dates.occasion(event, speech, event_page(facts)),
        rows=rows,
        button=Link(speech.say(N_("See or change my answer")), own),
        after=_calendar(facts, speech) if status in COMING else (),
        foot=for_guest(facts, speech, event.title, own),
    )
    return [write(facts, owner, speech, f"{title} · {event.title}", sheet, Sending(until=event.over_at))]


def _calendar(facts: MailFacts, speech: Speech) -> tuple[Line, ...]:
    return (Link(speech.say(N_("Add to my calendar")), f"{event_page(facts)}.ics"),)


def _to_hosts(happened: RsvpStated, facts: MailFacts) -> list[Letter]:
    """Not for every answer: only where they decide, or were left a note."""
    rsvp, new = facts.rsvp, Status(happened.new)
    if rsvp is None or new is Status.WITHDRAWN:
        return []
    decide = new is Status.REQUESTED and happened.old != new
    if not decide and not rsvp.note:
        return []
    others = (host for host in facts.hosts if host.person != rsvp.person)
    return [_to_host(facts, rsvp, new, host, decide=decide) for host in others]


def _to_host(facts: MailFacts, rsvp: Rsvp, status: Status, host: Mailbox, *, decide: bool) -> Letter:
    event, speech = facts.of_event, facts.speech(host.language)
    name = called(facts.person.name if facts.person else "", speech)
    title = N_("%(name)s asks to come") if decide else N_("%(name)s left you a note")
    rows = [Row(speech.say(N_("Answer")), speech.say(ANSWERS.get(status, status)))]
    if facts.person and facts.person.handle:
        rows.append(Row(speech.say(N_("From the fediverse")), facts.person.handle))
    if rsvp.guests:
        rows.append(Row(speech.say(N_("Guests they bring")), speech.formats.number(rsvp.guests)))
    signups = facts.links.url(f"/organize/{facts.of_group.slug}/events/{event.id}/signups")
    headline = speech.say(title, name=name)
    sheet = Sheet(
        title=headline,
        lead=(speech.say(N_("You decide who comes.")),) if decide else (),
        occasion=dates.occasion(event, speech),
        rows=tuple(rows),
        quote=rsvp.note,
        button=Link(speech.say(N_("Decide") if decide else N_("See who is coming")), signups),
        foot=for_host(facts, speech),
    )
    return write(facts, host, speech, f"{headline} · {event.title}", sheet, Sending(until=event.over_at))
