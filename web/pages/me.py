"""One's own page: the dates one answered, and who may write; for accounts and for guests with their link."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from fedevent.consents import Purpose
from fedevent.errors import Refused
from fedevent.ids import EventId, PersonId
from fedevent.people import Person
from fedevent.times import instant
from fedevent.usecases import accounts, consents
from fedevent.words import N_
from storage.queries.mine import ConsentView, MyDate
from web import sessions
from web.consent_words import EVENT_MESSAGES
from web.forms import Form
from web.keys import CLOCK, CONFIG, LINKS, READS, UNIT_OF_WORK
from web.links import text
from web.speech import say
from web.templating import again, render, see_other
from web.throttle import need_calm

PAGE, UNKNOWN = "me/dates.html", "me/unknown.html"
LINK, SENT = "me/link.html", "accounts/sent.html"


@dataclass(frozen=True, slots=True)
class Switch:
    """One event whose hosts may write, or may not."""

    event: EventId
    title: str
    given: bool


async def show(request: web.Request) -> web.Response:
    """GET /me: my dates; for somebody we do not know, the way to get here."""
    who = await known(request)
    if who is None:
        return render(request, UNKNOWN, mail_works=request.app[CONFIG].mail_works)
    reads, now = request.app[READS], request.app[CLOCK]()
    dates = await reads.mine.dates(who.id, now)
    return render(
        request,
        PAGE,
        person=who,
        upcoming=dates.upcoming,
        past=dates.past,
        remote=await reads.remote.rsvps(who.id),
        switches=_switches(dates.upcoming, await reads.mine.consents(who.id)),
        ends_at=ends_at,
    )


async def known(request: web.Request) -> Person | None:
    """The person who asks, unless we know nobody or they are gone."""
    who = sessions.person(request)
    found = await request.app[READS].mine.person(who) if who else None
    return found if found and found.erased_at is None else None


async def need_known(request: web.Request) -> Person:
    """The person who asks; anybody else is sent to the page that says how to get in."""
    if found := await known(request):
        return found
    raise web.HTTPSeeOther("/me")


async def ask_link(request: web.Request) -> web.Response:
    """POST /me/link: mail the link to one's own page; says nothing about who is known."""
    typed = Form(await request.post())
    try:
        need_calm(request, "own link", 10, timedelta(hours=1))
        await accounts.ask_link(request.app[UNIT_OF_WORK](), typed.text("email"), "me")
    except Refused as no:
        return again(request, UNKNOWN, no, typed, mail_works=request.app[CONFIG].mail_works)
    return render(request, SENT, email=typed.text("email"), purpose="me")


async def link(request: web.Request) -> web.Response:
    """GET /me/link/{token}: a page with a button; a mail scanner that opens the link changes nothing."""
    fields = request.app[LINKS].read("me", request.match_info["token"])
    return render(request, LINK, 200 if fields else 410, good=fields is not None, action=request.path)


async def use_link(request: web.Request) -> web.Response:
    """POST /me/link/{token}: this browser is remembered as theirs."""
    fields = request.app[LINKS].read("me", request.match_info["token"])
    if not fields:
        return render(request, LINK, 410, good=False, action=request.path)
    response = see_other(request, "/me")
    sessions.remember_guest(request, response, PersonId(text(fields, "person")))
    return response


async def save_consents(request: web.Request) -> web.Response:
    """POST /me/consents: the switches. Only those that were on the page and were moved change anything."""
    who = await need_known(request)
    form = Form(await request.post())
    reads, now = request.app[READS], request.app[CLOCK]()
    dates = await reads.mine.dates(who.id, now)
    shown, wanted = set(form.list("shown")), set(form.list("events"))
    for switch in _switches(dates.upcoming, await reads.mine.consents(who.id)):
        if switch.event in shown and switch.given != (switch.event in wanted):
            work = request.app[UNIT_OF_WORK]()
            sentence = say(request, EVENT_MESSAGES)
            await consents.choose(work, who.id, switch.event, not switch.given, "web", sentence)
    return see_other(request, "/me", N_("Saved."))


def ends_at(date: MyDate) -> datetime | None:
    """The moment an event ends, where an end was given."""
    card = date.card
    return instant(card.ends, card.timezone) if card.ends else None


def _switches(upcoming: list[MyDate], said: list[ConsentView]) -> list[Switch]:
    """Every date to come, and every older one whose hosts may still write."""
    switches = {d.card.id: Switch(d.card.id, d.card.title, d.consents) for d in upcoming}
    for one in said:
        if one.event and one.given and one.purpose is Purpose.EVENT_MESSAGES and one.event_title:
            switches.setdefault(one.event, Switch(one.event, one.event_title, True))
    return list(switches.values())
