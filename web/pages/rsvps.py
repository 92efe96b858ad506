"""Answering an event on its page: signed in, by one's own link, or with nothing but an address."""

from datetime import timedelta

from aiohttp import web

from fedevent.errors import Conflict, Refused, fault, refuse
from fedevent.events import JoinMode
from fedevent.ids import PersonId
from fedevent.people import check_name
from fedevent.rsvps import HOLD, Rsvp, Source, Statement, Status, Wish
from fedevent.usecases import rsvps
from fedevent.usecases.rsvps import Agreement
from fedevent.words import N_
from storage.queries.events import EventPage
from web import addresses, consent_words, doors, sessions, traps
from web.flash import Kind
from web.forms import Form
from web.keys import CLOCK, CONFIG, UNIT_OF_WORK, URLS
from web.pages.event_box import Reader
from web.pages.events import Again, find, home_zone, respond
from web.signup import Numbers, is_full
from web.speech import errors, say, sentence, speech
from web.templating import render, see_other, status_of
from web.throttle import need_calm

LONGEST_NOTE = 1_000
WITHDRAW = "withdrawn"
_WISHES = {
    "going": Wish.GOING,
    "waiting": Wish.GOING,
    "maybe": Wish.MAYBE,
    "declined": Wish.DECLINED,
}
_NEWS: dict[Status, tuple[Kind, str]] = {
    Status.GOING: ("good", N_("You’re going.")),
    Status.MAYBE: ("good", N_("Noted: maybe you’re coming.")),
    Status.DECLINED: ("good", N_("Noted: you can’t come.")),
    Status.WAITING: ("note", N_("All places are taken. You are on the waiting list.")),
    Status.REQUESTED: ("note", N_("Your request is with the hosts. You hear from them.")),
    Status.REJECTED: ("warning", N_("The hosts could not give you a place.")),
    Status.WITHDRAWN: ("good", N_("Your answer is taken back.")),
}


async def answer(request: web.Request) -> web.StreamResponse:
    """Somebody says whether they come (POST)."""
    form = Form(await request.post())
    page, who = await find(request)
    try:
        known = sessions.person(request)
        if known is not None:
            return await _known(request, form, page, who, known)
        return await _stranger(request, form, page, who)
    except Refused as no:
        told = errors(request, no)
        news = () if told else (("bad", sentence(request, no)),)
        return await respond(request, page, who, Again(status_of(no), told, form.values, news))


async def back(request: web.Request) -> web.Response:
    """The address that answers are posted to, opened as a page: back to the event."""
    raise web.HTTPSeeOther(f"/events/{request.match_info['id']}#sign-up")


async def _known(
    request: web.Request, form: Form, page: EventPage, who: Reader, person: PersonId
) -> web.StreamResponse:
    work, event = request.app[UNIT_OF_WORK](), page.event
    source = Source.WEB if sessions.viewer(request) else Source.EMAIL
    typed = form.text("status")
    if typed == WITHDRAW or (typed == "declined" and _only_takes_back(request, page, who.rsvp)):
        taken_back = await rsvps.withdraw(work, event.id, person, source)
        return _done(request, page, taken_back.status if taken_back else Status.WITHDRAWN)
    said = _statement(request, form, source, who.rsvp)
    form.refuse()
    ticked = bool(form.list("consents"))
    # A box left empty says nothing: whoever agreed before takes that back on their own page.
    agreed = Agreement(ticked, say(request, consent_words.EVENT_MESSAGES) if ticked else "")
    rsvp = await rsvps.answer(work, event.id, person, said, agreed)
    return _done(request, page, rsvp.status)


def _only_takes_back(request: web.Request, page: EventPage, rsvp: Rsvp | None) -> bool:
    """Whoever waits or asked simply leaves; and a place can be given back after answers have closed."""
    if rsvp is None:
        return False
    late = page.event.closes_at <= request.app[CLOCK]()
    return rsvp.status in (Status.WAITING, Status.REQUESTED) or (late and rsvp.status is Status.GOING)


def news_of(status: Status) -> tuple[Kind, str]:
    """What is said on top of the next page after an answer came to stand at *status*: kind and message id."""
    return _NEWS.get(status, ("note", N_("Noted.")))


def _done(request: web.Request, page: EventPage, status: Status) -> web.Response:
    kind, news = news_of(status)
    return see_other(request, f"/events/{page.event.id}#sign-up", news, kind)


def _statement(request: web.Request, form: Form, source: Source, before: Rsvp | None) -> Statement:
    """What the form says. A form of one button leaves guests and name as they were."""
    typed = form.text("status")
    if typed not in _WISHES:
        form.add("status", N_("Choose one of these."))
    whole = before is None or form.has("details")
    guests = form.integer("guests", 0) if whole else None
    note = form.text("note")
    if len(note) > LONGEST_NOTE:
        form.add("note", N_("Use at most %(count)s characters."), count=LONGEST_NOTE)
    return Statement(
        wish=_WISHES.get(typed, Wish.GOING),
        source=source,
        at=request.app[CLOCK](),
        guests=(guests or 0) if whole or before is None else before.guests,
        note=note,
        name_shown=form.checked("name_shown") if whole or before is None else before.name_shown,
    )


async def _stranger(request: web.Request, form: Form, page: EventPage, who: Reader) -> web.StreamResponse:
    app = request.app
    need_calm(request, "answer", 40, timedelta(minutes=10))
    if traps.caught(form, app[CLOCK]()):
        raise Conflict(N_("That was very quick. Please look over your answer and send it once more."))
    address = addresses.sort(form.text("address"))
    if address.kind == "fediverse":
        return await _to_their_server(request, page, address.text)
    said = _statement(request, form, Source.EMAIL, None)
    name = form.text("name")
    if name or said.name_shown:
        form.faults += check_name(name)
    form.refuse()
    if not app[CONFIG].mail_works:
        refuse([fault("address", N_("This server sends no mail. Answer with a fediverse address, please."))])
    consents = bool(form.list("consents"))
    text = say(request, consent_words.EVENT_MESSAGES)
    rsvp = await rsvps.answer_by_email(
        app[UNIT_OF_WORK](),
        page.event.id,
        address.text,
        name,
        speech(request).language,
        said,
        Agreement(consents, text),
    )
    held = _held_until(request, page, said, rsvp)
    return await respond(request, page, who, Again(200, {}, form.values, (), "confirm_mail", held))


def _held_until(request: web.Request, page: EventPage, said: Statement, rsvp: Rsvp | None) -> str:
    """Until when a place is held, in words.

    For an address that has answered already the same is said as for a new one: nobody learns from this page
    who comes.
    """
    numbers = Numbers(page.taken, page.counts.get("waiting", 0))
    if rsvp is not None and rsvp.status is Status.UNCONFIRMED:
        until = rsvp.held_until
    else:
        asks = page.event.join_mode is JoinMode.APPROVAL  # a request holds no place
        holds = said.wish is Wish.GOING and not asks and not is_full(page.event, numbers)
        until = said.at + HOLD if holds else None
    if until is None or until <= said.at:
        return ""
    return speech(request).formats.time(until, home_zone(request))


async def _to_their_server(request: web.Request, page: EventPage, account: str) -> web.StreamResponse:
    """On to the server of somebody on the fediverse; without a way there, the page says how to do it."""
    uri = request.app[URLS].event(page.event.id)
    door = await doors.find(request.app, account)
    if door is not None and (url := door.url(uri)):
        return see_other(request, url)
    return render(
        request,
        "rsvps/elsewhere.html",
        page=page,
        event=page.event,
        account=door.handle if door else account,
        found=door is not None,
        software=(door.software or "") if door else "",
        uri=uri,
        handle=request.app[URLS].handle(page.group.slug),
        section="events",
    )
