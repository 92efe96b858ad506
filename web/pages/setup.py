"""The first run: two short pages that name the chapter and make its first organizer. Works once."""

import asyncio
import re
from dataclasses import dataclass

from aiohttp import web

from fedevent.chapter import Chapter
from fedevent.errors import Invalid, NotFound, Refused
from fedevent.people import check_email, check_name, check_password
from fedevent.usecases import accounts
from fedevent.words import N_
from web import sessions
from web.forms import Form
from web.keys import CHAPTER, CONFIG, PASSWORDS, TRANSLATOR, UNIT_OF_WORK
from web.links import fingerprint
from web.pages.organize import zone_field
from web.speech import speech
from web.templating import again, render, see_other
from web.zones import find_zone

PLACE, PERSON = "setup/place.html", "setup/person.html"
ACCENT = "#00706b"
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class _Place:
    """What the first page asks for."""

    name: str
    place: str
    language: str
    accent: str


async def first(request: web.Request) -> web.Response:
    """GET /setup: the chapter's name, place, language and colour."""
    _need_first_run(request)
    values = {"language": speech(request).language, "accent": ACCENT}
    return render(request, PLACE, values=values)


async def save(request: web.Request) -> web.Response:
    """POST /setup: from the first page to the second, and from there to the chapter."""
    _need_first_run(request)
    form = Form(await request.post())
    place = _read_place(form, request)
    if form.faults:
        return again(request, PLACE, Invalid(*form.faults), form)
    if not form.has("email"):
        likely = await _likely_zone(request, place.place)
        return render(request, PERSON, values=form.values | {"zone": likely})
    zone = await zone_field.read(form, request.app[CONFIG].default_timezone)
    try:
        return await _found_chapter(request, form, place, zone.zone)
    except Refused as no:
        return again(request, PERSON, no, form, zone_choices=zone.choices)


def _need_first_run(request: web.Request) -> None:
    if request.get(CHAPTER) is not None:
        raise NotFound(N_("This chapter is set up already."))


def _read_place(form: Form, request: web.Request) -> _Place:
    name = form.text("chapter_name")
    form.faults += check_name(name, "chapter_name")
    place = form.text("place")
    if len(place) > 100:
        form.add("place", N_("Use at most %(count)s characters."), count=100)
    offered = request.app[TRANSLATOR].offered
    language = form.one_of("language", offered, request.app[TRANSLATOR].default)
    accent = form.text("accent").lower() or ACCENT
    if not _COLOUR.fullmatch(accent):
        form.add("accent", N_("Write the colour like #00706b."))
    return _Place(name, place, language, accent)


async def _likely_zone(request: web.Request, place: str) -> str:
    hits = await asyncio.to_thread(find_zone, place, 1) if place else []
    return hits[0].zone if hits else request.app[CONFIG].default_timezone


async def _found_chapter(request: web.Request, form: Form, place: _Place, zone: str) -> web.Response:
    name, email, password = form.text("name"), form.text("email"), form.secret("password")
    form.faults += check_name(name) + check_email(email) + check_password(password)
    form.refuse()
    chapter = Chapter(place.name, place.place, zone, place.language, accent=place.accent)
    work, hashed = request.app[UNIT_OF_WORK](), await request.app[PASSWORDS].hash(password)
    person = await accounts.found_chapter(work, chapter, email, name, hashed)
    token = sessions.new_token()
    until = await accounts.sign_in(request.app[UNIT_OF_WORK](), person, fingerprint(token))
    news = N_("%(name)s is open. Now start its first group.")
    response = see_other(request, "/organize/new", news, name=place.name)
    sessions.begin(request, response, token, until)
    return response
