"""The language of one request: the one chosen, else the account's, else what the browser asks for."""

from aiohttp import web

from fedevent.errors import Invalid, Refused
from web import sessions
from web.i18n import Speech
from web.keys import CHAPTER, SPEECH, TRANSLATOR


def speech(request: web.Request) -> Speech:
    """The language this request is answered in."""
    known = request.get(SPEECH)
    if known is None:
        known = request[SPEECH] = request.app[TRANSLATOR].speech(_choose(request))
    return known


def say(request: web.Request, message: str, **parameters: object) -> str:
    """*message* in the language of the request."""
    return speech(request).say(message, **parameters)


def sentence(request: web.Request, no: Refused) -> str:
    """A refusal in the language of the request."""
    return speech(request).say(no.message, **no.parameters)


def errors(request: web.Request, no: Refused) -> dict[str, str]:
    """Field → what is wrong with it, in the language of the request; empty for a refusal of no field."""
    if not isinstance(no, Invalid):
        return {}
    words = speech(request)
    told: dict[str, str] = {}
    for fault in no.faults:
        told.setdefault(fault.field, words.say(fault.message, **dict(fault.parameters)))
    return told


def _choose(request: web.Request) -> str | None:
    languages = request.app[TRANSLATOR]
    viewer, chapter = sessions.viewer(request), request.get(CHAPTER)
    return (
        languages.match(sessions.cookie(request, sessions.LANGUAGE_COOKIE))
        or (languages.match(viewer.language) if viewer else None)
        or languages.negotiate(request.headers.get("Accept-Language", ""))
        or (languages.match(chapter.language) if chapter else None)
    )
