"""Answers that come from other servers: at any time, twice, out of order, or where none is taken."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fedevent import events
from fedevent.domain_events import RsvpRefused
from fedevent.errors import Conflict, Invalid, NotFound, Refused
from fedevent.events import Event, JoinMode
from fedevent.ids import EventId, PersonId
from fedevent.people import Stranger
from fedevent.ports import UnitOfWork
from fedevent.rsvps import Rsvp, Source, Statement, Status, Wish
from fedevent.usecases import people
from fedevent.usecases.rsvps import Agreement, take, take_back
from fedevent.words import N_

REMEMBERED = timedelta(hours=6)  # how long a Leave waits for the Join that it overtook


@dataclass(frozen=True, slots=True)
class Asked:
    """Something said from afar. *at* is when we received it; *activity* its id ("" if it had none)."""

    stranger: Stranger
    source: Source
    at: datetime
    activity: str
    note: str = ""


async def answer(
    work: UnitOfWork, event_id: EventId, asked: Asked, wish: Wish, consent_text: str
) -> Rsvp | None:
    """Someone elsewhere answers. Commits. None when it could not be; then a refusal was recorded.

    ``NotFound`` for a draft: what is said of it to a stranger would tell what is in it.
    *consent_text* is the sentence of the announcement by which answering lets the hosts write.
    """
    async with work:
        event = await work.events.get(event_id)
        if event.status is events.Status.DRAFT:
            raise NotFound(N_("There is no such event."))
        if await _taken_back_before(work, event, asked, wish):
            await work.commit()
            return None
        person = await people.from_afar(work, asked.stranger)
        said = Statement(wish, asked.source, asked.at, note=asked.note, asked_by=asked.activity)
        rsvp: Rsvp | None = None
        try:
            rsvp = await take(work, event, person.id, said, Agreement(True, consent_text, explicit=False))
        except (Conflict, Invalid) as no:
            _refuse(work, event, person.id, asked, no)
        await work.commit()
    return rsvp


async def withdraw(work: UnitOfWork, event_id: EventId, asked: Asked) -> Rsvp | None:
    """Someone elsewhere takes the answer back; what is not known yet is remembered for a while. Commits."""
    async with work:
        event = await work.events.get(event_id)
        known = await _known(work, event_id, asked.stranger.actor)
        rsvp: Rsvp | None = None
        if known is None:
            await work.rsvps.remember_withdrawal(event_id, asked.stranger.actor, "", asked.at)
        elif known.status is not Status.WITHDRAWN and known.stated_at <= asked.at:
            rsvp = await take_back(work, event, known, asked.source)
        await work.commit()
    return rsvp


async def undo(work: UnitOfWork, asked: Asked, undone: str, event_id: EventId | None) -> Rsvp | None:
    """Someone elsewhere undoes the request *undone*; *event_id* where the activity names the event. Commits.

    An Undo of a request that is no longer the latest word changes nothing.
    """
    async with work:
        known = await work.rsvps.by_request(asked.stranger.actor, undone) if undone else None
        target = known.event if known else event_id
        if target is None:
            return None
        event = await work.events.get(target)
        known = await _known(work, target, asked.stranger.actor)
        rsvp: Rsvp | None = None
        if known is None or (undone and known.asked_by != undone and known.status is Status.WITHDRAWN):
            await work.rsvps.remember_withdrawal(target, asked.stranger.actor, undone, asked.at)
        elif (
            known.status is not Status.WITHDRAWN
            and known.stated_at <= asked.at
            and (not undone or known.asked_by == undone)
        ):
            rsvp = await take_back(work, event, known, asked.source)
        await work.commit()
    return rsvp


async def _known(work: UnitOfWork, event: EventId, actor: str) -> Rsvp | None:
    person = await work.people.by_actor(actor)
    return await work.rsvps.find(event, person.id) if person else None


async def _taken_back_before(work: UnitOfWork, event: Event, asked: Asked, wish: Wish) -> bool:
    """A Leave names no request and is meant for a Join; an Undo may be meant for any answer."""
    since, exactly = asked.at - REMEMBERED, wish is not Wish.GOING
    return await work.rsvps.take_withdrawal(
        event.id, asked.stranger.actor, asked.activity, since, exactly=exactly
    )


def _refuse(work: UnitOfWork, event: Event, person: PersonId, asked: Asked, no: Refused) -> None:
    kind = "ignore" if event.join_mode in (JoinMode.NONE, JoinMode.EXTERNAL) else "reject"
    work.record(
        RsvpRefused(
            event.id,
            event.group,
            asked.stranger.actor,
            asked.activity,
            kind,
            no.message,
            asked.source.value,
            person,
        )
    )
