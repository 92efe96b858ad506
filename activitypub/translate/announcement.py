"""The announcement of an event in words: what people read who see no Event, and how they answer."""

from dataclasses import dataclass
from html import escape

from activitypub.urls import Urls
from fedevent import richtext
from fedevent.events import Event, Status
from fedevent.translator import Translator
from fedevent.words import N_

CONSENT = N_("Answering here lets the hosts write to you about this event; reply “stop” to end that.")
HOW_BY_POLL = N_("Answer with the poll, or reply to this post in private with “going”, “maybe” or “no”.")
HOW_BY_REPLY = N_("To answer, reply to this post in private with “going”, “maybe” or “no”.")
GOING, MAYBE, CANT = N_("I’m going"), N_("Maybe"), N_("Can’t come")
OPTIONS = (GOING, MAYBE, CANT)


@dataclass(frozen=True, slots=True)
class Voice:
    """In which words we speak: a translator, the language chosen, and where links lead."""

    words: Translator
    language: str | None
    urls: Urls

    def say(self, message: str, **parameters: object) -> str:
        """*message* in the language, as plain text."""
        return self.words.say(self.language, message, **parameters)


def when(event: Event, voice: Voice) -> str:
    """The date and the time of day, as the wall at the place shows them."""
    day = voice.words.day(voice.language, event.starts_at, event.timezone)
    return f"{day}, {voice.words.clock(voice.language, event.starts_at, event.timezone)}"


def where(event: Event, voice: Voice) -> str:
    """The place in one line, and whether one can join from afar; "" where neither is known yet."""
    if event.place and event.online_url:
        return f"{event.place.line} · {voice.say(N_('also online'))}"
    if event.place:
        return event.place.line
    return voice.say(N_("Online")) if event.online_url else ""


def head(event: Event, voice: Voice) -> list[str]:
    """When and where: a line each."""
    return [line for line in (when(event, voice), where(event, voice)) if line]


def one_line(event: Event, voice: Voice) -> str:
    """Date · place: the one line that Mastodon shows of an Event beside its name."""
    return " · ".join(head(event, voice))


def html(event: Event, voice: Voice, how: str = "") -> str:
    """The whole announcement. *how* is HOW_BY_POLL or HOW_BY_REPLY, empty where nobody answers here."""
    link = voice.urls.event(event.id)
    title = f"<strong>{escape(event.title)}</strong>"
    top = [title, *map(escape, head(event, voice))]
    if event.status is Status.CANCELLED:
        top.insert(0, f"<strong>{escape(voice.say(N_('Cancelled')))}</strong>")
    paragraphs = ["<br>".join(top)]
    if event.status is Status.CANCELLED and event.cancel_reason:
        paragraphs.append(escape(event.cancel_reason))
    if event.summary:
        paragraphs.append(escape(event.summary))
    paragraphs.append(f'<a href="{escape(link)}">{escape(link)}</a>')
    if how and event.status is not Status.CANCELLED:
        paragraphs.append(f"{escape(voice.say(how))} {escape(voice.say(CONSENT))}")
    return richtext.sanitize("".join(f"<p>{p}</p>" for p in paragraphs))


def options(voice: Voice) -> tuple[str, str, str]:
    """The poll's three options. Fixed for the life of a poll: changing them would reset its votes."""
    going, maybe, cant = (voice.say(option)[:50] for option in OPTIONS)
    return going, maybe, cant
