"""Direct messages: what one person elsewhere is told about their own answer."""

from activitypub.dialects.dialect import Form
from activitypub.outgoing.facts import Facts, Guest
from activitypub.outgoing.outgoing import Outgoing
from activitypub.translate import announcement, answers, direct
from activitypub.vocabulary import activity
from fedevent.rsvps import OPEN


def to_person(
    facts: Facts, actor: str, handle: str, content: str, in_reply_to: str = "", about: str = ""
) -> Outgoing:
    """One direct message from the group. *content* is safe HTML."""
    note = direct.write(facts.sender, actor, handle, content, note_uri(facts), facts.now, in_reply_to)
    spoken = {key: value for key, value in note.items() if key != "@context"}
    document = activity(
        "Create",
        actor=facts.sender,
        object=spoken,
        id=facts.activity_id(),
        to=[actor],
        published=facts.now.isoformat(),
    )
    return Outgoing(facts.sender, document, people=(actor,), private=True, about=about)


def note_uri(facts: Facts) -> str:
    """The id of a new note. It carries the event's id, so that an answer to it is an answer to the event."""
    return facts.urls.message(answers.note_id(facts.of_event.id, facts.new_id()))


def notify(facts: Facts, what: str, lines: list[str]) -> list[Outgoing]:
    """Tell each guest who signed up from a microblog. Event-native servers tell their people themselves.

    *what* is a message id; *lines* are ready words.
    """
    return [
        to_person(facts, guest.actor, guest.handle, _notice(facts, guest, what, lines))
        for guest in facts.guests
        if guest.form is not Form.EVENT and guest.status in OPEN
    ]


def _notice(facts: Facts, guest: Guest, what: str, lines: list[str]) -> str:
    voice = facts.voice_for(guest.language)
    texts = [voice.say(what), *lines]
    if facts.event and facts.event.title:
        texts.insert(1, facts.event.title)
        texts.append(facts.urls.event(facts.event.id))
    return direct.paragraphs(*texts)


def event_line(facts: Facts, language: str | None) -> str:
    """Title and date in one line."""
    event = facts.of_event
    return f"{event.title}: {announcement.one_line(event, facts.voice_for(language))}"
