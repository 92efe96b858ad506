"""What microblog servers get in place of an Event: a Question (a poll) or a Note, and what follows them."""

from dataclasses import dataclass
from html import escape

from activitypub.translate import announcement
from activitypub.translate.actors import hashtags
from activitypub.translate.announcement import HOW_BY_POLL, HOW_BY_REPLY, Voice
from activitypub.translate.events import audience, picture
from activitypub.vocabulary import CONTEXT, PUBLIC, Json
from fedevent.events import Event, Status
from fedevent.groups import Group
from fedevent.words import N_


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers of each kind an event has."""

    going: int = 0
    maybe: int = 0
    declined: int = 0

    @property
    def total(self) -> int:
        """How many people answered."""
        return self.going + self.maybe + self.declined


def question(event: Event, group: Group, voice: Voice, tally: Tally) -> Json:
    """The poll. Options are Notes with a name and a count and no content; the type is one string.

    All counts are always there: Misskey throws on a missing one, GoToSocial hides them all. ``closed``
    appears when nobody can answer any more (peers/microblog §1.2, §3).
    """
    document = _post(event, group, voice, "Question", voice.urls.poll(event.id), HOW_BY_POLL)
    names = announcement.options(voice)
    document["oneOf"] = [
        {"type": "Note", "name": name, "replies": {"type": "Collection", "totalItems": count}}
        for name, count in zip(names, (tally.going, tally.maybe, tally.declined), strict=True)
    ]
    document["votersCount"] = tally.total
    document["endTime"] = event.closes_at.isoformat()
    if event.status is Status.CANCELLED and event.updated_at:
        document["closed"] = event.updated_at.isoformat()
    return document


def note(event: Event, group: Group, voice: Voice) -> Json:
    """The same words as a Note, for everyone else and for events that take no sign-ups."""
    how = HOW_BY_REPLY if event.takes_answers else ""
    return _post(event, group, voice, "Note", voice.urls.note(event.id), how)


def _post(event: Event, group: Group, voice: Voice, kind: str, uri: str, how: str) -> Json:
    content = announcement.html(event, voice, how)
    document: Json = {
        "@context": CONTEXT,
        "id": uri,
        "type": kind,
        "attributedTo": voice.urls.group(group.slug),
        **audience(event, group, voice.urls),
        "content": content,
        "url": voice.urls.event(event.id),
        "attachment": [picture(event, voice.urls)],
        "tag": hashtags(event.categories, voice.urls),
    }
    if voice.language:
        document["contentMap"] = {voice.language: content}
    if event.published_at:
        document["published"] = event.published_at.isoformat()
    if event.updated_at and event.updated_at != event.published_at:
        document["updated"] = event.updated_at.isoformat()
    return document


def change_note(
    event: Event, group: Group, voice: Voice, lines: list[str], uri: str, in_reply_to: str
) -> Json:
    """A new public post that says what changed: Mastodon tells nobody of edits and ignores event updates."""
    link = voice.urls.event(event.id)
    head = voice.say(N_("Cancelled") if event.status is Status.CANCELLED else N_("Changed"))
    paragraphs = [
        f"<strong>{escape(head)}: {escape(event.title)}</strong>",
        "<br>".join(escape(line) for line in lines if line),
        f'<a href="{escape(link)}">{escape(link)}</a>',
    ]
    content = "".join(f"<p>{p}</p>" for p in paragraphs if p)
    document: Json = {
        "@context": CONTEXT,
        "id": uri,
        "type": "Note",
        "attributedTo": voice.urls.group(group.slug),
        "to": [PUBLIC],
        "cc": [voice.urls.followers(voice.urls.group(group.slug))],
        "inReplyTo": in_reply_to,
        "content": content,
    }
    if voice.language:
        document["contentMap"] = {voice.language: content}
    if event.updated_at:
        document["published"] = event.updated_at.isoformat()
    return document
