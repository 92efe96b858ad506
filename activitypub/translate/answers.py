"""What an incoming object says about an event of ours: which event, and whether its author comes."""

import re
import unicodedata
from dataclasses import dataclass

from activitypub import addressing, reading
from activitypub.addressing import Visibility
from activitypub.translate.announcement import OPTIONS
from activitypub.urls import Urls
from activitypub.vocabulary import Json
from fedevent import richtext
from fedevent.ids import EventId
from fedevent.rsvps import Wish
from fedevent.translator import Translator

_LONGEST_NAME = 200  # no option is longer, and Unicode needs much time to put many accents in order
_UUID = 36  # how many letters an event's id has
_WISHES = (Wish.GOING, Wish.MAYBE, Wish.DECLINED)
COMMANDS = ("going", "maybe", "declined", "stop", "help")
_LONGEST_PHRASE = 5  # words of the longest keyword
_MARKS = ".,;:!?¡¿…\"'“”„«»()[]"
_MENTION = re.compile(r"@[\w.-]+(@[\w.:-]+)?")


def note_id(event: str, fresh: str) -> str:
    """The id of a note about *event*: answering the note is answering the event."""
    return f"{event}-{fresh}"


def event_of(value: object, urls: Urls) -> EventId | None:
    """The event of ours that *value* (an id, or an object with one) names: itself, its poll or its note."""
    named = urls.read(reading.ident(value))
    if named is None:
        return None
    if named.kind in ("event", "poll", "note"):
        return EventId(named.id)
    if named.kind == "message" and len(named.id) > _UUID:
        return EventId(named.id[:_UUID])
    return None


@dataclass(frozen=True, slots=True)
class Vote:
    """A choice in the poll of *event*. *wish* is None for a name that is no option: it counts for nothing."""

    event: EventId
    wish: Wish | None


def vote(note: Json, urls: Urls, words: Translator, languages: tuple[str, ...]) -> Vote | None:
    """The vote that *note* is, or None when it is something else.

    A vote answers the Question, has a name and no content (peers/microblog §1.2 no 11). The name is compared
    after NFC and trimming with the options in every language, since the poll was written in one of them.
    """
    named = urls.read(reading.ident(note.get("inReplyTo")))
    name = reading.text(note, "name")[:_LONGEST_NAME]
    if named is None or named.kind != "poll" or not name or reading.text(note, "content"):
        return None
    chosen = _normal(name)
    for language in languages:
        for option, wish in zip(OPTIONS, _WISHES, strict=True):
            if _normal(words.say(language, option)[:50]) == chosen:
                return Vote(EventId(named.id), wish)
    return Vote(EventId(named.id), None)


@dataclass(frozen=True, slots=True)
class Reply:
    """Words in answer to something about *event*. *command* is one of COMMANDS, or "" for anything else."""

    event: EventId
    command: str
    direct: bool
    language: str | None


def reply(note: Json, urls: Urls, words: Translator) -> Reply | None:
    """The reply that *note* is, or None when it answers nothing of ours. Only a private word decides."""
    event = event_of(note.get("inReplyTo"), urls)
    content = reading.text(note, "content")
    if event is None or not content:
        return None
    direct = addressing.visibility(note) is Visibility.DIRECT
    language = next(iter(reading.texts_by_language(note, "content")), None)
    return Reply(event, command(content, words) if direct else "", direct, language)


def command(content: str, words: Translator) -> str:
    """The command that *content* begins with, after any mentions; "" when it begins with none.

    The longest phrase counts: "not going" is no "going", and "no more messages" is no "no".
    """
    text = _MENTION.sub(" ", richtext.plain(content[:2000]))
    first = [_normal(word).casefold().strip(_MARKS) for word in text.split()[:_LONGEST_PHRASE]]
    known = {name: words.keywords(name) for name in COMMANDS}
    for length in range(len(first), 0, -1):
        phrase = " ".join(first[:length])
        for name, phrases in known.items():
            if phrase and phrase in phrases:
                return name
    return ""


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).replace("'", "’")
