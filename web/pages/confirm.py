"""The page behind the link in a mail: it says what was said, and only its button makes it count."""

from dataclasses import dataclass

from aiohttp import web

from fedevent import events
from fedevent.errors import Conflict, NotFound, Refused
from fedevent.ids import EventId, PersonId
from fedevent.rsvps import Rsvp, Source, Statement, Wish, need_open
from fedevent.usecases import rsvps
from fedevent.usecases.rsvps import Agreement
from fedevent.words import N_
from storage.queries.events import EventPage
from web import consent_words, sessions
from web.keys import CLOCK, LINKS, READS, UNIT_OF_WORK
from web.links import number, text
from web.pages.rsvps import news_of
from web.speech import say, sentence
from web.templating import render, see_other, status_of


@dataclass(frozen=True, slots=True)
class Said:
    """What the link carries: somebody's answer to one event."""

    page: EventPage
    person: PersonId
    wish: Wish
    guests: int
    name_shown: bool
    consents: bool
    note: str


async def show(request: web.Request) -> web.Response:
    """What was said, with a button (GET). Programs that open links of mails change nothing by it."""
    said = await _read(request)
    if said is None:
        return render(request, "rsvps/link_old.html", 410)
    return await _page(request, said, _closed(request, said))


async def confirm(request: web.Request) -> web.Response:
    """The owner of the address means it (POST)."""
    said = await _read(request)
    if said is None:
        return render(request, "rsvps/link_old.html", 410)
    statement = Statement(
        said.wish, Source.EMAIL, request.app[CLOCK](), said.guests, said.note, said.name_shown
    )
    # A box left empty says nothing; it takes no earlier agreement back.
    agreed = Agreement(said.consents, say(request, consent_words.EVENT_MESSAGES) if said.consents else "")
    work = request.app[UNIT_OF_WORK]()
    try:
        rsvp = await rsvps.confirm(work, said.page.event.id, said.person, statement, agreed)
    except Refused as no:
        return await _page(request, said, no)
    return _done(request, said, rsvp)


def _done(request: web.Request, said: Said, rsvp: Rsvp) -> web.Response:
    kind, news = news_of(rsvp.status)
    response = see_other(request, f"/events/{said.page.event.id}#sign-up", news, kind)
    if sessions.viewer(request) is None:
        sessions.remember_guest(request, response, said.person)
    return response


def _closed(request: web.Request, said: Said) -> Conflict | None:
    try:
        need_open(said.page.event, request.app[CLOCK]())
    except Conflict as no:
        return no
    return None


async def _page(request: web.Request, said: Said, no: Refused | None) -> web.Response:
    standing = await request.app[READS].mine.rsvp(said.page.event.id, said.person)
    return render(
        request,
        "rsvps/confirm.html",
        status_of(no) if no and request.method == "POST" else 200,
        said=said,
        event=said.page.event,
        group=said.page.group,
        standing=standing.status.value if standing else "",
        closed=sentence(request, no) if no else "",
        consent_text=say(request, consent_words.EVENT_MESSAGES),
        section="events",
    )


async def _read(request: web.Request) -> Said | None:
    """What the link says; None when it is no link of ours or too old, or its event is gone."""
    fields = request.app[LINKS].read("confirm", request.match_info["token"])
    if fields is None or text(fields, "wish") not in set(Wish):
        return None
    page = await request.app[READS].events.find(EventId(text(fields, "event")))
    if page is None:
        raise NotFound(N_("There is no such event."))
    events.need_visible(page.event)
    return Said(
        page=page,
        person=PersonId(text(fields, "person")),
        wish=Wish(text(fields, "wish")),
        guests=number(fields, "guests"),
        name_shown=fields.get("name_shown") is True,
        consents=fields.get("consents") is True,
        note=text(fields, "note"),
    )
