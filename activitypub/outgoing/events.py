"""What we say of an event: to each follower in one form, and to those who signed up by the way they came."""

from collections.abc import Mapping
from datetime import datetime

from activitypub.dialects.dialect import Form
from activitypub.outgoing import follows
from activitypub.outgoing.facts import Facts
from activitypub.outgoing.notices import note_uri, notify
from activitypub.outgoing.outgoing import Outgoing
from activitypub.translate import announcement, events, posts
from activitypub.vocabulary import PUBLIC, Json, activity
from fedevent import times
from fedevent.domain_events import EventCancelled, EventChanged, EventDeleted, EventPublished
from fedevent.events import Status, Visibility
from fedevent.rsvps import OPEN
from fedevent.words import N_


def forms(facts: Facts) -> Mapping[Form, Json]:
    """The event in its three forms, each an object with an id of its own.

    Where nobody answers here there is no poll: those servers get the Note.
    """
    event, group, voice = facts.of_event, facts.of_group, facts.voice
    note = posts.note(event, group, voice)
    question = posts.question(event, group, voice, facts.tally) if event.takes_answers else note
    return {
        Form.EVENT: events.write(event, group, voice, facts.tally.going),
        Form.QUESTION: question,
        Form.NOTE: note,
    }


def published(happened: EventPublished, facts: Facts) -> list[Outgoing]:
    """Each follower gets one Create of one form; whoever follows the instance gets an Announce.

    The Announce leaves ten seconds later: Mobilizon drops one that overtakes its Create (peers/mobilizon §8).
    An unlisted event is announced to nobody.
    """
    if _is_gone(facts) or facts.of_event.visibility is Visibility.UNLISTED:
        return []
    said = [
        _to_followers(facts, _act("Create", facts, document), form) for form, document in forms(facts).items()
    ]
    instance = facts.urls.instance
    said.append(Outgoing(instance, follows.announce(facts, happened.event), followers_of=instance, delay=10))
    return said


def changed(happened: EventChanged, facts: Facts) -> list[Outgoing]:
    """An Update of what each got; and in new words, where somebody would be at the wrong place or time."""
    if _is_gone(facts):
        return []
    said = _updates(facts)
    if happened.matters:
        lines = differences(happened, facts)
        said += _told_anew(facts, lines) + notify(facts, N_("This date has changed."), lines)
    return said


def cancelled(happened: EventCancelled, facts: Facts) -> list[Outgoing]:
    """An Update that says so, a new post, and a word to each who signed up."""
    if _is_gone(facts):
        return []
    event = facts.of_event
    lines = [announcement.one_line(event, facts.voice), event.cancel_reason]
    return _updates(facts) + _told_anew(facts, lines) + notify(facts, N_("This event is cancelled."), lines)


def deleted(happened: EventDeleted, facts: Facts) -> list[Outgoing]:
    """A Delete of each form's object. The page answers 410 by now, or Mobilizon would ignore it."""
    urls, event = facts.urls, happened.event
    ids = {Form.EVENT: urls.event(event), Form.QUESTION: urls.poll(event), Form.NOTE: urls.note(event)}
    said = []
    for form, uri in ids.items():
        tombstone = {
            "id": uri,
            "type": "Tombstone",
            "formerType": form.value,
            "deleted": facts.now.isoformat(),
        }
        document = activity(
            "Delete",
            actor=facts.sender,
            object=tombstone,
            id=facts.activity_id(),
            to=[PUBLIC],
            cc=[urls.followers(facts.sender)],
        )
        said.append(_to_followers(facts, document, form, _voters(facts, form)))
    said += _to_listeners(facts, said)
    if happened.expected:
        moment = datetime.fromisoformat(happened.starts)
        day = facts.words.day(facts.language, moment, happened.timezone)
        lines = [f"{happened.title}, {day}"]
        said += notify(facts, N_("The hosts took this event off; it will not take place here."), lines)
    return said


def tally(facts: Facts) -> list[Outgoing]:
    """The poll's new counts, to its audience and to every voter (FEP-9967)."""
    event = facts.of_event
    if _is_gone(facts) or not event.takes_answers or event.visibility is Visibility.UNLISTED:
        return []
    document = posts.question(event, facts.of_group, facts.voice, facts.tally)
    document["updated"] = facts.now.isoformat()
    update = _act("Update", facts, document)
    return [_to_followers(facts, update, Form.QUESTION, _voters(facts, Form.QUESTION))]


def differences(happened: EventChanged, facts: Facts) -> list[str]:
    """Old → new, a line for each thing that matters."""
    event, voice = facts.of_event, facts.voice
    lines = []
    if happened.old_title != event.title:
        lines.append(f"{happened.old_title} → {event.title}")
    before, now = _old_when(happened, facts), announcement.when(event, voice)
    if before != now:
        lines.append(f"{before} → {now}")
    else:
        lines.append(now)
        if event.ends and event.ends.isoformat() != happened.old_ends:
            clock = facts.words.clock(facts.language, event.ends_at, event.timezone)
            lines.append(voice.say(N_("Ends at %(time)s"), time=clock))
    place = event.place.line if event.place else ""
    if happened.old_place != place:
        online = voice.say(N_("Online"))
        lines.append(f"{happened.old_place or online} → {place or online}")
    return lines


def _old_when(happened: EventChanged, facts: Facts) -> str:
    moment = times.instant(datetime.fromisoformat(happened.old_starts), happened.old_timezone)
    day = facts.words.day(facts.language, moment, happened.old_timezone)
    return f"{day}, {facts.words.clock(facts.language, moment, happened.old_timezone)}"


def _updates(facts: Facts) -> list[Outgoing]:
    said = [
        _to_followers(facts, _act("Update", facts, document), form, _guests(facts, form))
        for form, document in forms(facts).items()
    ]
    return said + _to_listeners(facts, said)


def _to_listeners(facts: Facts, said: list[Outgoing]) -> list[Outgoing]:
    """What concerns the Event itself, to those who follow the instance: they know it from an Announce."""
    if facts.event is None or facts.event.visibility is Visibility.UNLISTED:
        return []
    return [
        Outgoing(each.sender, each.document, followers_of=facts.urls.instance)
        for each in said
        if each.form is Form.EVENT
    ]


def _told_anew(facts: Facts, lines: list[str]) -> list[Outgoing]:
    """A reply to the poll or note that a microblog follower got. Unlisted events were told to nobody."""
    event, urls = facts.of_event, facts.urls
    if event.visibility is Visibility.UNLISTED:
        return []
    said = []
    answered_to = {Form.NOTE: urls.note(event.id)}
    answered_to[Form.QUESTION] = urls.poll(event.id) if event.takes_answers else urls.note(event.id)
    for form, original in answered_to.items():
        note = posts.change_note(event, facts.of_group, facts.voice, lines, note_uri(facts), original)
        said.append(_to_followers(facts, _act("Create", facts, note), form))
    return said


def _is_gone(facts: Facts) -> bool:
    """Deleted before this could be told: what is said now would be about a tombstone, after its Delete."""
    return facts.of_event.status is Status.DELETED


def _guests(facts: Facts, form: Form) -> tuple[str, ...]:
    return tuple(g.actor for g in facts.guests if g.form is form and g.status in OPEN)


def _voters(facts: Facts, form: Form) -> tuple[str, ...]:
    """Who answered, with a no too: their servers hold a copy of this form."""
    return tuple(guest.actor for guest in facts.guests if guest.form is form)


def _act(kind: str, facts: Facts, document: Json) -> Json:
    spoken = {key: value for key, value in document.items() if key != "@context"}
    return activity(
        kind,
        actor=facts.sender,
        object=spoken,
        id=facts.activity_id(),
        to=document["to"],
        cc=document.get("cc", ()),
        published=facts.now.isoformat(),
    )


def _to_followers(facts: Facts, document: Json, form: Form, people: tuple[str, ...] = ()) -> Outgoing:
    unlisted = facts.event is not None and facts.of_event.visibility is Visibility.UNLISTED
    followers = "" if unlisted else facts.sender
    return Outgoing(facts.sender, document, people=people, followers_of=followers, form=form)
