"""How a person becomes known, and is forgotten. Steps of other use cases: none commits unless it says so."""

from dataclasses import replace

from fedevent.domain_events import PersonErased
from fedevent.ids import PersonId
from fedevent.people import Person, Stranger, normal_email, one_line
from fedevent.ports import UnitOfWork


async def from_afar(work: UnitOfWork, stranger: Stranger) -> Person:
    """The person behind an account elsewhere, made known if new; name and handle follow their server."""
    person, name = await work.people.by_actor(stranger.actor), one_line(stranger.name)
    if person is None:
        fresh = Person(
            id=PersonId(work.new_id()),
            name=name or stranger.handle or stranger.actor,
            actor=stranger.actor,
            handle=stranger.handle or None,
            language=stranger.language,
            created_at=work.now,
        )
        return await work.people.known(fresh)
    current = replace(person, name=name or person.name, handle=stranger.handle or person.handle)
    if current != person:
        await work.people.put(current)
    return current


async def by_email(work: UnitOfWork, email: str, name: str, language: str | None) -> Person:
    """The person with this address, made known (unproven) if new. A known name is never overwritten."""
    address = normal_email(email)
    if person := await work.people.by_email(address):
        return person
    fresh = Person(
        id=PersonId(work.new_id()),
        name=one_line(name) or address.partition("@")[0],
        email=address,
        language=language,
        created_at=work.now,
    )
    return await work.people.known(fresh)


async def prove_email(work: UnitOfWork, person: PersonId) -> Person:
    """Note that the person followed a link that only their mailbox knew."""
    known = await work.people.get(person)
    if known.email and known.email_confirmed_at is None:
        known = replace(known, email_confirmed_at=work.now)
        await work.people.put(known)
    return known


async def is_known(work: UnitOfWork, actor: str) -> bool:
    """Whether the person behind an account elsewhere is known here. Changes nothing."""
    async with work:
        return await work.people.by_actor(actor) is not None


async def moved(work: UnitOfWork, actor: str, target: Stranger) -> bool:
    """An account elsewhere moved, and its new home agrees: answers and consents follow. Commits.

    False when the old one is unknown, or the new one is known already: only proof of both merges people.
    """
    async with work:
        person = await work.people.by_actor(actor)
        if person is None or await work.people.by_actor(target.actor):
            return False
        await work.people.put(replace(person, actor=target.actor, handle=target.handle or None))
        await work.commit()
    return True


async def forget(work: UnitOfWork, person: Person) -> None:
    """Leave a nameless record, so that the numbers of past events hold."""
    nobody = replace(
        person,
        name="",
        email=None,
        email_confirmed_at=None,
        actor=None,
        handle=None,
        language=None,
        timezone=None,
        erased_at=work.now,
    )
    await work.people.put(nobody)
    work.record(PersonErased(person=person.id))
