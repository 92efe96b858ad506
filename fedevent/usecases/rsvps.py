"""What a guest can do, by whatever way they come; and what the hosts decide."""

from dataclasses import dataclass, replace
from datetime import timedelta

from fedevent import rsvps
from fedevent.consents import Consent, Purpose
from fedevent.domain_events import ConfirmationAsked, RsvpMoved, RsvpStated
from fedevent.errors import NotAllowed, TooMany, refuse
from fedevent.events import Event
from fedevent.ids import EventId, PersonId, RsvpId
from fedevent.people import check_email
from fedevent.ports import UnitOfWork
from fedevent.rsvps import LISTED, Room, Rsvp, Source, Statement, Status, Wish
from fedevent.usecases import access, consents, people
from fedevent.words import N_

TALLY_AFTER = timedelta(minutes=3)  # Mastodon collapses poll updates over three minutes; so do we


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether the person agreed to messages about the event, and what they were shown."""

    given: bool
    text: str
    explicit: bool = True


async def answer(
    work: UnitOfWork, event_id: EventId, person: PersonId, said: Statement, agreed: Agreement
) -> Rsvp:
    """A person whom we know answers. Commits. ``Conflict`` when the event takes no answer."""
    async with work:
        event = await work.events.get(event_id)  # first: whoever holds the event decides alone
        rsvp = await take(work, event, person, said, agreed)
        await work.commit()
    return rsvp


async def take(work: UnitOfWork, event: Event, person: PersonId, said: Statement, agreed: Agreement) -> Rsvp:
    """The step every answer goes through. *event* is held by the caller, who commits."""
    known = await work.rsvps.find(event.id, person)
    if known and rsvps.outdated(known, said.at):
        return known
    rsvps.need_open(event, work.now)
    rsvps.check_guests(event, said.guests)
    limited = event.capacity is not None
    room = await work.rsvps.room(event.id, person, work.now) if limited else Room()
    fresh = Rsvp(
        RsvpId(work.new_id()), event.id, person, Status.WITHDRAWN, said.source, said.at, since=said.at
    )
    rsvp = rsvps.state(event, said, known, fresh, room)
    await work.rsvps.put(rsvp)
    await _agree(work, event, rsvp, agreed)
    _tell(work, event, known, rsvp, said)
    if limited:  # where there is room for everybody, nobody waits
        await promote(work, event)
    return rsvp


async def answer_by_email(
    work: UnitOfWork,
    event_id: EventId,
    email: str,
    name: str,
    language: str | None,
    said: Statement,
    agreed: Agreement,
) -> Rsvp | None:
    """Someone with only an address answers: nothing counts until the link in the mail was confirmed. Commits.

    A place is held for half an hour, once per address. An answer that already stands is never touched by
    somebody who merely knows the address; the owner gets the link and decides. Returns the held answer.
    """
    refuse(check_email(email))
    async with work:
        event = await work.events.get(event_id)
        rsvps.need_open(event, work.now)
        rsvps.check_guests(event, said.guests)
        person = await people.by_email(work, email, name, language)
        if not await work.limits.allow(f"confirm:{person.id}", 5, timedelta(hours=1), work.now):
            raise TooMany(N_("We already sent several mails to this address; please look there first."))
        known = await work.rsvps.find(event_id, person.id)
        if known is None or known.status not in LISTED:
            room = await work.rsvps.room(event_id, person.id, work.now)
            fresh = Rsvp(
                RsvpId(work.new_id()),
                event_id,
                person.id,
                Status.WITHDRAWN,
                said.source,
                said.at,
                since=said.at,
            )
            known = rsvps.state(event, replace(said, confirmed=False), known, fresh, room)
            await work.rsvps.put(known)
            if known.held_until:
                work.schedule("expire_hold", known.held_until, f"hold:{known.id}", rsvp=known.id)
        held = known.held_until if known.status is Status.UNCONFIRMED else None
        work.record(
            ConfirmationAsked(
                event.id,
                event.group,
                person.id,
                said.wish.value,
                said.guests,
                said.name_shown,
                agreed.given,
                said.note,
                held.isoformat() if held else "",
            )
        )
        await work.commit()
    return known


async def confirm(
    work: UnitOfWork, event_id: EventId, person: PersonId, said: Statement, agreed: Agreement
) -> Rsvp:
    """The owner of an address confirmed by the button behind the mailed link. Commits."""
    async with work:
        event = await work.events.get(event_id)
        await people.prove_email(work, person)
        rsvp = await take(work, event, person, said, agreed)
        await work.commit()
    return rsvp


async def withdraw(work: UnitOfWork, event_id: EventId, person: PersonId, source: Source) -> Rsvp | None:
    """A person takes the answer back. Possible as long as the event is not over. Commits."""
    async with work:
        event = await work.events.get(event_id)
        known = await work.rsvps.find(event_id, person)
        if known is None or known.status is Status.WITHDRAWN:
            return known
        rsvp = await take_back(work, event, known, source)
        await work.commit()
    return rsvp


async def take_back(work: UnitOfWork, event: Event, known: Rsvp, source: Source) -> Rsvp:
    """The step that empties an answer. *event* is held by the caller, who commits."""
    rsvp = replace(
        known,
        status=Status.WITHDRAWN,
        source=source,
        stated_at=work.now,
        since=work.now,
        changed_at=work.now,
        held_until=None,
        guests=0,
    )
    await work.rsvps.put(rsvp)
    if known.status in LISTED:
        work.record(
            RsvpStated(
                event.id,
                event.group,
                rsvp.id,
                rsvp.person,
                known.status.value,
                rsvp.status.value,
                source.value,
                known.asked_by,
            )
        )
        _tally(work, event)
    await promote(work, event)
    return rsvp


async def decide(work: UnitOfWork, rsvp_id: RsvpId, status: Status, by: PersonId) -> Rsvp:
    """An organizer approves, rejects or moves an answer; with no place left it waits. Commits."""
    async with work:
        found = await work.rsvps.get(rsvp_id)
        event = await work.events.get(found.event)
        known = await work.rsvps.get(rsvp_id)  # again, now that the event is held
        await access.organized(work, event.group, by)
        if known.status is status:
            return known
        rsvps.need_decision(known, status)
        room = await work.rsvps.room(event.id, known.person, work.now)
        if status is Status.GOING and event.capacity is not None:
            status = Status.GOING if room.taken + known.party <= event.capacity else Status.WAITING
        if known.status is status:
            return known
        await _move(work, event, known, status, by)
        await promote(work, event)
        await work.commit()
    return await _reread(work, rsvp_id)


async def expire_hold(work: UnitOfWork, rsvp_id: RsvpId) -> None:
    """Half an hour has passed without a confirmation: the place is free again. Commits."""
    async with work:
        found = await work.rsvps.get(rsvp_id)
        event = await work.events.get(found.event)
        rsvp = await work.rsvps.get(rsvp_id)
        if rsvp.status is Status.UNCONFIRMED and rsvp.held_until and rsvp.held_until <= work.now:
            await promote(work, event)
        await work.commit()


async def promote(work: UnitOfWork, event: Event) -> None:
    """Let in whoever fits now, first come first. A step: *event* is held by the caller, who commits."""
    waiting = await work.rsvps.waiting(event.id)
    if not waiting or event.over_at <= work.now:
        return
    room = await work.rsvps.room(event.id, None, work.now)
    for rsvp in rsvps.promote(event, waiting, room.taken):
        await _move(work, event, rsvp, Status.GOING, PersonId(""))


async def _move(work: UnitOfWork, event: Event, known: Rsvp, status: Status, by: PersonId) -> None:
    rsvp = rsvps.move(known, status, work.now)
    await work.rsvps.put(rsvp)
    work.record(
        RsvpMoved(event.id, event.group, rsvp.id, rsvp.person, known.status.value, rsvp.status.value, by)
    )
    _tally(work, event)


async def _reread(work: UnitOfWork, rsvp_id: RsvpId) -> Rsvp:
    async with work:
        return await work.rsvps.get(rsvp_id)


async def _agree(work: UnitOfWork, event: Event, rsvp: Rsvp, agreed: Agreement) -> None:
    if not agreed.text or (not agreed.given and not agreed.explicit):
        return
    entry = Consent(
        rsvp.person,
        Purpose.EVENT_MESSAGES,
        agreed.given,
        work.now,
        rsvp.source.value,
        agreed.text,
        event.id,
        event.group,
        rsvp.asked_by or f"rsvp {rsvp.id}",
    )
    await consents.note(work, entry, explicit=agreed.explicit)


def _tell(work: UnitOfWork, event: Event, known: Rsvp | None, rsvp: Rsvp, said: Statement) -> None:
    """Asking twice in the same words is answered as before, and tells nobody anew.

    A new request with the same outcome is answered again (the first answer may have been lost), but
    nobody else hears of it.
    """
    old = known.status if known else None
    same = old is rsvp.status and known is not None and known.guests == rsvp.guests
    if same and (not said.asked_by or (known and known.asked_by == said.asked_by)):
        return
    work.record(
        RsvpStated(
            event.id,
            event.group,
            rsvp.id,
            rsvp.person,
            old.value if old else "",
            rsvp.status.value,
            rsvp.source.value,
            said.asked_by,
            again=same,
        )
    )
    if not same:
        _tally(work, event)


def _tally(work: UnitOfWork, event: Event) -> None:
    work.schedule("tally", work.now + TALLY_AFTER, f"tally:{event.id}", event=event.id)


async def need_own(work: UnitOfWork, rsvp: Rsvp, person: PersonId) -> None:
    """Raise ``NotAllowed`` when the answer is somebody else's."""
    if rsvp.person != person:
        raise NotAllowed(N_("This is somebody else's answer."))


WISHES = {Status.GOING: Wish.GOING, Status.MAYBE: Wish.MAYBE, Status.DECLINED: Wish.DECLINED}
