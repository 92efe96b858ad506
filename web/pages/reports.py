"""Telling the people who run this place that something is not right."""

from datetime import timedelta
from urllib.parse import quote

from aiohttp import web

from fedevent.errors import Conflict, Invalid, Refused, fault
from fedevent.events import Status
from fedevent.ids import EventId
from fedevent.moderation import Subject
from fedevent.usecases import moderation
from fedevent.words import N_
from web import sessions, traps
from web.forms import Form
from web.keys import CLOCK, READS, UNIT_OF_WORK, URLS
from web.speech import errors, sentence
from web.templating import render, see_other, status_of
from web.throttle import need_calm

LONGEST_CONTACT = 200


async def form(request: web.Request) -> web.Response:
    """What is wrong, and with what (GET)."""
    return await _form(request, {"url": request.query.get("url", "")[:500]})


async def send(request: web.Request) -> web.StreamResponse:
    """The report (POST). No account is needed."""
    posted = Form(await request.post())
    try:
        need_calm(request, "report", 10, timedelta(hours=1))
        if traps.caught(posted, request.app[CLOCK]()):
            raise Conflict(N_("That was very quick. Please look over your words and send them once more."))
        subject, ident, _ = await _subject(request, posted.text("url"))
        contact = posted.text("contact")
        if len(contact) > LONGEST_CONTACT:
            posted.add("contact", N_("Use at most %(count)s characters."), count=LONGEST_CONTACT)
        posted.refuse()
        viewer = sessions.viewer(request)
        await moderation.report(
            request.app[UNIT_OF_WORK](),
            subject,
            ident,
            posted.text("reason"),
            by=viewer.person if viewer else None,
            contact=contact,
        )
    except Refused as no:
        return await _form(request, dict(posted.values), no)
    return see_other(request, "/report/sent")


async def sent(request: web.Request) -> web.Response:
    """Thanks, and what happens now."""
    return render(request, "reports/sent.html")


async def _form(request: web.Request, values: dict[str, str], no: Refused | None = None) -> web.Response:
    told = errors(request, no) if no else {}
    try:
        _, _, name = await _subject(request, values.get("url", ""))
    except Refused:
        name = ""
    return render(
        request,
        "reports/report.html",
        status_of(no) if no else 200,
        values=values,
        about=name,
        errors=told,
        **({"flash": [("bad", sentence(request, no))]} if no and not told else {}),
    )


async def _subject(request: web.Request, url: str) -> tuple[Subject, str, str]:
    """What the address names: its kind, its id, and what it is called. ``Invalid`` for anything else."""
    urls, reads = request.app[URLS], request.app[READS]
    full = f"{urls.base}{quote(url, safe='/?&=%#')}" if url.startswith("/") else url
    named = urls.read(full)
    if named and named.kind in ("event", "poll", "note"):
        page = await reads.events.find(EventId(named.id))
        if page and page.event.status in (Status.PUBLISHED, Status.CANCELLED):
            return Subject.EVENT, page.event.id, page.event.title
    if named and named.kind in ("group", "group-collection"):
        found = await reads.groups.page(named.id)
        if found:
            return Subject.GROUP, found.group.id, found.group.name
    if named and named.kind == "person":
        account = await reads.accounts.by_username(named.id)
        if account:
            return Subject.PERSON, account[0].id, account[0].name
    raise Invalid(fault("url", N_("Give the address of an event, a group or a person here.")))
