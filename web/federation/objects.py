"""An event's three objects: Event, Question and Note, each at an address of its own."""

from collections.abc import Callable

from aiohttp import web

from activitypub.outgoing.facts import Facts
from activitypub.translate import events, posts
from activitypub.vocabulary import Json
from fedevent.events import Status
from fedevent.ids import EventId
from web.federation.facts import Speaker
from web.federation.negotiate import answer, gone, missing

SPEAKER = web.AppKey("SPEAKER", Speaker)


async def event_object(request: web.Request) -> web.Response:
    """The Event."""
    return await _object(request, "Event", _event)


async def poll_object(request: web.Request) -> web.Response:
    """The Question, with its counts as they are now: Mastodon fetches it anew when people look at it."""
    return await _object(request, "Question", _question)


async def note_object(request: web.Request) -> web.Response:
    """The Note."""
    return await _object(request, "Note", _note)


def _event(facts: Facts) -> Json | None:
    return events.write(facts.of_event, facts.of_group, facts.voice, facts.tally.going)


def _question(facts: Facts) -> Json | None:
    event = facts.of_event
    return posts.question(event, facts.of_group, facts.voice, facts.tally) if event.takes_answers else None


def _note(facts: Facts) -> Json | None:
    return posts.note(facts.of_event, facts.of_group, facts.voice)


async def _object(request: web.Request, kind: str, write: Callable[[Facts], Json | None]) -> web.Response:
    """A draft is nobody's to see; a deleted event has left a tombstone."""
    facts = await request.app[SPEAKER].of_event(EventId(request.match_info["id"]))
    if facts is None or facts.of_event.status is Status.DRAFT:
        return missing()
    if facts.of_event.status is Status.DELETED:
        return gone(str(request.app[SPEAKER].urls.base) + request.path, kind)
    document = write(facts)
    return missing() if document is None else answer(document)
