"""Agreeing to be written to, and ending it."""

from datetime import timedelta

from fedevent import events
from fedevent.consents import Consent, Purpose
from fedevent.domain_events import HelpAsked, MessagesStopped
from fedevent.ids import EventId, PersonId
from fedevent.people import Stranger
from fedevent.ports import UnitOfWork
from fedevent.usecases import people


async def note(work: UnitOfWork, consent: Consent, *, explicit: bool) -> None:
    """Log *consent* unless it holds already. A step: does not commit.

    Without *explicit* (answering from afar implies it, as the announcement says) an earlier stop stays in
    force: only an explicit yes takes back a no.
    """
    known = await work.consents.latest(consent.person, consent.purpose, consent.event, consent.group)
    if known and (known.given == consent.given or (consent.given and not explicit)):
        return
    if known is None and not consent.given:
        return
    await work.consents.add(consent)


async def choose(
    work: UnitOfWork, person: PersonId, event: EventId, given: bool, source: str, text: str
) -> None:
    """A person decides whether the hosts may write about *event*. Commits."""
    async with work:
        found = await work.events.get(event)
        entry = Consent(
            person, Purpose.EVENT_MESSAGES, given, work.now, source, text, event, found.group, "own choice"
        )
        await note(work, entry, explicit=True)
        await work.commit()


async def stop_from_afar(work: UnitOfWork, event: EventId, stranger: Stranger, asked_by: str) -> None:
    """Someone elsewhere answered *stop*: the hosts may no longer write about this event. Commits.

    Saying so again changes nothing, and is not answered again: the first answer said that it worked.
    """
    async with work:
        found = await work.events.get(event)
        events.need_visible(found)
        person = await people.from_afar(work, stranger)
        known = await work.consents.latest(person.id, Purpose.EVENT_MESSAGES, event)
        if known and not known.given:
            await work.commit()
            return
        await work.consents.add(
            Consent(
                person.id,
                Purpose.EVENT_MESSAGES,
                False,
                work.now,
                "reply",
                "stop",
                event,
                found.group,
                asked_by,
            )
        )
        work.record(MessagesStopped(event, found.group, person.id, asked_by))
        await work.commit()


async def help_from_afar(work: UnitOfWork, event: EventId, stranger: Stranger, asked_by: str) -> None:
    """Someone elsewhere asked how to answer. Commits."""
    async with work:
        found = await work.events.get(event)
        events.need_visible(found)
        person = await people.from_afar(work, stranger)
        # Two machines that do not understand each other must not talk for ever.
        if await work.limits.allow(f"help:{person.id}", 3, timedelta(days=1), work.now):
            work.record(HelpAsked(event, found.group, person.id, asked_by))
        await work.commit()
