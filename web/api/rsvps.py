"""Answers: one's own, those that hosts add for others, and what the hosts decide."""

from dataclasses import dataclass
from typing import Any

from fedevent.errors import NotFound, fault, refuse
from fedevent.ids import RsvpId
from fedevent.people import Person
from fedevent.rsvps import DECISIONS, Rsvp, Source, Statement, Status
from fedevent.usecases import rsvps
from fedevent.usecases.rsvps import WISHES, Agreement
from fedevent.words import N_
from web.api import finding, guests
from web.api.call import Ask, Nothing, call
from web.api.paging import following
from web.api.shapes import rsvps as shapes
from web.api.shapes.rsvps import NewRsvp, RsvpChange, RsvpQuery, Rsvps, RsvpShape

NO_ANSWER = N_("There is no such answer.")
NOT_YET = N_("This does not work yet.")


@dataclass(frozen=True, slots=True)
class Known:
    """An answer that an address names. *own*: it is the caller's; *hosting*: they act for its group."""

    rsvp: Rsvp
    own: bool
    hosting: bool


@call("GET", "/events/{id}/rsvps", scope="read", takes=RsvpQuery, gives=Rsvps)
async def listing(ask: Ask[RsvpQuery]) -> Rsvps:
    """Who answered what, first come first, for the hosts.

    Answers that are not confirmed yet, and those that were taken back, are left out.
    """
    page, _ = await finding.event(ask)
    await finding.need_organizer(ask, page.event.group)
    said, first = ask.said, ask.said.offset
    rows = (await ask.reads.organizing.signups(page.event.id, said.status))[first : first + said.limit + 1]
    items = [shapes.write_signup(page.event.id, row) for row in rows[: said.limit]]
    return Rsvps(items=items, counts=page.counts, next=following(len(rows), said))


@call(
    "POST",
    "/events/{id}/rsvps",
    scope="write",
    takes=NewRsvp,
    gives=RsvpShape,
    status=201,
    not_yet=("occurrences", "answers"),
)
async def answer(ask: Ask[NewRsvp]) -> RsvpShape:
    """Answer an event: for oneself, or as its host for somebody else.

    Without `person`, or with one's own address in it, the answer is one's own. Hosts may name somebody by
    `email`: the answer stays `unconfirmed` until that person follows the link that they are mailed. They
    may name an account elsewhere by `actor` only when it is known here already. A full event puts people on
    its waiting list; an answer of the person's own is never overwritten by the hosts.
    """
    refuse([] if ask.said.scope == "this" else [fault("scope", NOT_YET)])
    page, hosting = await finding.event(ask)
    rsvp = await guests.state(ask, page.event, hosting)
    return await _shown(ask, rsvp)


@call("PATCH", "/rsvps/{id}", scope="write", takes=RsvpChange, gives=RsvpShape)
async def change(ask: Ask[RsvpChange]) -> RsvpShape:
    """Approve, reject or move an answer as a host; or give one's own another word.

    Whom the hosts let in waits when there is no place. `withdrawn` takes one's own answer back.
    """
    known, said = await _known(ask), ask.said
    decides = known.hosting and said.status in DECISIONS[known.rsvp.status]
    if not known.own or decides:
        return await _shown(ask, await rsvps.decide(ask.work(), known.rsvp.id, said.status, ask.by))
    if said.status is Status.WITHDRAWN:
        await rsvps.withdraw(ask.work(), known.rsvp.event, ask.by, Source.API)
        return await _shown(ask, known.rsvp)
    refuse([] if said.status in WISHES else [fault("status", N_("Say going, maybe, declined or withdrawn."))])
    statement = Statement(
        wish=WISHES[said.status],
        source=Source.API,
        at=ask.now,
        guests=known.rsvp.guests if said.guests is None else said.guests,
        name_shown=known.rsvp.name_shown,
    )
    rsvp = await rsvps.answer(ask.work(), known.rsvp.event, ask.by, statement, Agreement(False, ""))
    return await _shown(ask, rsvp)


@call("DELETE", "/rsvps/{id}", scope="write", takes=Nothing, gives=type(None), status=204)
async def withdraw(ask: Ask[Nothing]) -> None:
    """Take one's own answer back. Doing so twice is fine."""
    known = await _known(ask)
    await rsvps.need_own(ask.work(), known.rsvp, ask.by)
    await rsvps.withdraw(ask.work(), known.rsvp.event, ask.by, Source.API)


async def _known(ask: Ask[Any]) -> Known:
    rsvp_id = RsvpId(finding.ident(ask, NO_ANSWER))
    work = ask.work()
    async with work:
        rsvp = await work.rsvps.get(rsvp_id)
        group = (await work.events.get(rsvp.event)).group
    return Known(rsvp, rsvp.person == ask.by, await finding.organizes(ask, group))


async def _shown(ask: Ask[Any], rsvp: Rsvp) -> RsvpShape:
    """The answer as it stands now: others may have moved it since.

    Of an address that nobody has proven yet, no more is told than whoever typed it knew already.
    """
    mine = ask.reads.mine
    person, now = await mine.person(rsvp.person), await mine.rsvp(rsvp.event, rsvp.person)
    if person is None or now is None:
        raise NotFound(NO_ANSWER)
    if now.status is Status.UNCONFIRMED and person.id != ask.by:
        person = Person(person.id, name="")
    agreed = await mine.consents_to(rsvp.event, rsvp.person)
    return shapes.write_rsvp(now, person, agreed, await mine.position(now))
