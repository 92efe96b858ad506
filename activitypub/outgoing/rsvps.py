"""What we say to someone elsewhere about their answer: in the way they gave it."""

from activitypub.outgoing.facts import Facts
from activitypub.outgoing.notices import event_line, to_person
from activitypub.outgoing.outgoing import Outgoing
from activitypub.translate import direct
from activitypub.vocabulary import Json, activity
from fedevent.domain_events import HelpAsked, MessagesStopped, RsvpMoved, RsvpRefused, RsvpStated
from fedevent.rsvps import Source, Status
from fedevent.words import N_

STATED = {
    Status.GOING: N_("You are going."),
    Status.MAYBE: N_("Noted: maybe."),
    Status.DECLINED: N_("Noted: you are not coming."),
    Status.WAITING: N_(
        "The event is full; you are on the waiting list. You will hear when there is a place."
    ),
    Status.REQUESTED: N_("Your request is with the hosts; they decide."),
    Status.REJECTED: N_("The hosts cannot take you this time."),
    Status.WITHDRAWN: N_("Your answer is taken back."),
}
CHANGE = N_("To change it, reply “going”, “maybe” or “no”; “stop” ends messages about this event.")
_VERBS = {Status.GOING: "accept", Status.REJECTED: "reject"}


def stated(happened: RsvpStated, facts: Facts) -> list[Outgoing]:
    """The answer to a Join is Accept or silence while it waits; a reply is answered in words.

    A vote needs no answer, unless it came out otherwise than the person thinks. The way into an online event
    stands nowhere in public: whoever goes is told in private, however they came.
    """
    source, status = Source(happened.source), Status(happened.new)
    if source is Source.JOIN and happened.asked_by:
        verdict = _verdict(happened.asked_by, status, facts)
        return verdict if happened.again else [*verdict, *_way_in(status, facts)]
    otherwise = status in (Status.WAITING, Status.REQUESTED, Status.REJECTED) or _is_let_in(status, facts)
    if source is Source.REPLY or (source in (Source.POLL, Source.ACCEPT) and otherwise):
        return _in_words(status, facts, happened.asked_by if source is Source.REPLY else "")
    return []


def moved(happened: RsvpMoved, facts: Facts) -> list[Outgoing]:
    """The hosts or the waiting list moved an answer."""
    rsvp = facts.rsvp
    if rsvp is None:
        return []
    if rsvp.source is Source.JOIN and rsvp.asked_by:
        status = Status(happened.new)
        return [*_verdict(rsvp.asked_by, status, facts), *_way_in(status, facts)]
    return _in_words(Status(happened.new), facts, "")


def refused(happened: RsvpRefused, facts: Facts) -> list[Outgoing]:
    """A Join gets a Reject, or an Ignore where nobody signs up; a reply gets words; a vote gets nothing."""
    source = Source(happened.source)
    if source is Source.JOIN:
        verb = "Ignore" if happened.kind == "ignore" else "Reject"
        return [_answer(verb, happened.asked_by, happened.actor, facts)]
    if source is Source.REPLY:
        language = facts.person.language if facts.person else None
        handle = (facts.person.handle if facts.person else None) or ""
        words = facts.voice_for(language).say(happened.why)
        content = direct.paragraphs(words, event_line(facts, language))
        return [to_person(facts, happened.actor, handle, content, happened.asked_by)]
    return []


def stopped(happened: MessagesStopped, facts: Facts) -> list[Outgoing]:
    """A last word, so that the person knows it worked."""
    text = N_("The hosts will not write to you about this event any more. Your answer stays as it is.")
    return _words_to(facts, text, happened.asked_by)


def helped(happened: HelpAsked, facts: Facts) -> list[Outgoing]:
    """How to answer, in one message."""
    text = N_("Reply “going”, “maybe” or “no” to answer, “stop” to get no more messages about this event.")
    return _words_to(facts, text, happened.asked_by)


def _words_to(facts: Facts, text: str, in_reply_to: str) -> list[Outgoing]:
    person = facts.person
    if person is None or not person.actor:
        return []
    content = direct.paragraphs(
        facts.voice_for(person.language).say(text), event_line(facts, person.language)
    )
    return [to_person(facts, person.actor, person.handle or "", content, in_reply_to)]


def _verdict(join: str, status: Status, facts: Facts) -> list[Outgoing]:
    person, verb = facts.person, _VERBS.get(status)
    if person is None or not person.actor or verb is None:
        return []
    return [_answer(verb.capitalize(), join, person.actor, facts)]


def _answer(verb: str, join: str, actor: str, facts: Facts) -> Outgoing:
    """Addressed to the guest alone: telling every other guest, as Mobilizon does, would publish the list."""
    asked: Json = {
        "id": join,
        "type": "Join",
        "actor": actor,
        "object": facts.urls.event(facts.of_event.id),
    }
    document = activity(verb, actor=facts.sender, object=asked, id=facts.activity_id(), to=[actor])
    return Outgoing(facts.sender, document, people=(actor,), private=True)


def _is_let_in(status: Status, facts: Facts) -> bool:
    """Whether there is a link to tell, now that the person goes."""
    return status is Status.GOING and bool(facts.of_event.online_url)


def _way_in(status: Status, facts: Facts) -> list[Outgoing]:
    """The words beside an Accept, which has no place for a link."""
    return _in_words(status, facts, "") if _is_let_in(status, facts) else []


def _in_words(status: Status, facts: Facts, in_reply_to: str) -> list[Outgoing]:
    person = facts.person
    if person is None or not person.actor or status not in STATED:
        return []
    voice = facts.voice_for(person.language)
    content = direct.paragraphs(
        voice.say(STATED[status]),
        event_line(facts, person.language),
        *((voice.say(N_("Online:")), facts.of_event.online_url) if _is_let_in(status, facts) else ()),
        facts.urls.event(facts.of_event.id),
        voice.say(CHANGE),
        *((voice.say(N_("Or open your own page:")), facts.own_page) if facts.own_page else ()),
    )
    return [to_person(facts, person.actor, person.handle or "", content, in_reply_to)]
