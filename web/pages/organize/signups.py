"""Who comes to a date: the list, the hosts' decisions, the table for spreadsheets."""

from dataclasses import dataclass

from aiohttp import web

from fedevent.errors import Conflict, NotFound
from fedevent.events import Event
from fedevent.ids import RsvpId
from fedevent.rsvps import DECISIONS, Status
from fedevent.usecases import rsvps
from fedevent.words import N_
from storage.queries.organizing import SignupRow
from web import csv
from web.forms import Form
from web.keys import READS, UNIT_OF_WORK
from web.pages.organize.desk import EventDesk, at_event
from web.speech import say, sentence, speech
from web.templating import render, see_other

LIST = "organize/signups.html"
SHOWN = (
    Status.GOING,
    Status.MAYBE,
    Status.WAITING,
    Status.REQUESTED,
    Status.DECLINED,
    Status.REJECTED,
)
_MOVES = {
    (Status.REQUESTED, Status.GOING): N_("Let in"),
    (Status.REQUESTED, Status.REJECTED): N_("Turn down"),
    (Status.REJECTED, Status.GOING): N_("Let in after all"),
    (Status.WAITING, Status.GOING): N_("Give a place"),
}
_MOVES_ELSE = {
    Status.GOING: N_("Let in"),
    Status.WAITING: N_("To the waiting list"),
    Status.REJECTED: N_("Take off the list"),
}


@dataclass(frozen=True, slots=True)
class Signup:
    """A row of the list, with what the hosts may know and do. *moves*: (status, words)."""

    row: SignupRow
    email: str
    handle: str
    moves: tuple[tuple[str, str], ...]


async def page(request: web.Request) -> web.Response:
    """The sign-ups, all or those of one answer."""
    desk = await at_event(request)
    rows = await request.app[READS].organizing.signups(desk.event.id)
    chosen = request.query.get("status", "")
    status = chosen if chosen in {each.value for each in SHOWN} else ""
    return render(
        request,
        LIST,
        group=desk.group,
        event=desk.event,
        page=desk.page,
        chosen=status,
        filters=_filters(request, desk, status),
        rows=[_signup(request, row) for row in rows if status in ("", row.status)],
        door=sorted((row for row in rows if row.status == Status.GOING), key=lambda r: r.name.casefold()),
    )


async def decide(request: web.Request) -> web.Response:
    """Let somebody in, turn somebody down, or move somebody on the list."""
    desk, form = await at_event(request), Form(await request.post())
    move, asked = form.choice("move", Status), RsvpId(form.text("rsvp"))
    form.refuse()
    await _need_here(request, desk.event, asked)
    after = form.text("status")
    back = f"{desk.path}/signups" + (f"?status={after}" if after in {s.value for s in SHOWN} else "")
    try:
        done = await rsvps.decide(request.app[UNIT_OF_WORK](), asked, move, desk.viewer.person)
    except Conflict as no:
        return see_other(request, back, sentence(request, no), "bad")
    if done.status is not move:
        return see_other(request, back, N_("No place is left, so they wait in line now."), "warning")
    return see_other(request, back, N_("Done. They are being told."))


async def table(request: web.Request) -> web.Response:
    """The sign-ups as CSV."""
    desk = await at_event(request)
    rows = await request.app[READS].organizing.signups(desk.event.id)
    body = csv.signups(rows, desk.event.timezone, speech(request).say)
    name = f"{desk.group.slug}-{desk.event.starts:%Y-%m-%d}.csv"
    return web.Response(
        body=body,
        content_type="text/csv",
        charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


async def _need_here(request: web.Request, event: Event, rsvp: RsvpId) -> None:
    """The answer must belong to the date of the address: what the page shows is what the button does."""
    rows = await request.app[READS].organizing.signups(event.id)
    if not any(row.rsvp == rsvp for row in rows):
        raise NotFound(N_("There is no such sign-up."))


def _signup(request: web.Request, row: SignupRow) -> Signup:
    email, handle = csv.contact(row)
    known = Status(row.status)
    moves = sorted(DECISIONS[known], key=SHOWN.index)
    words = ((to.value, say(request, _MOVES.get((known, to), _MOVES_ELSE[to]))) for to in moves)
    return Signup(row, email, handle, tuple(words))


def _filters(request: web.Request, desk: EventDesk, status: str) -> list[tuple[str, str, bool, int | None]]:
    """The chips above the list: (words, address, current, count)."""
    path = f"{desk.path}/signups"
    everybody = (say(request, N_("All")), path, status == "", sum(desk.page.counts.values()))
    counted = ((answer, desk.page.counts.get(answer.value, 0)) for answer in SHOWN)
    each = [
        (say(request, csv.ANSWERS[answer]), f"{path}?status={answer.value}", status == answer.value, number)
        for answer, number in counted
        if number
    ]
    return [everybody, *each]
