"""An account elsewhere comes to its end."""

from fedevent.ids import PersonId
from fedevent.ports import UnitOfWork
from fedevent.rsvps import Status
from fedevent.usecases import people, rsvps


async def gone(work: UnitOfWork, actor: str) -> None:
    """An account elsewhere was deleted: forget who it was, its follows and its events. Commits.

    Their places at events to come are free again; at past events their answers stay as numbers.
    """
    async with work:
        await work.remote.forget_actor(actor)
        if person := await work.people.by_actor(actor):
            await _leave_all(work, person.id)
            await people.forget(work, person)
        await work.commit()


async def _leave_all(work: UnitOfWork, person: PersonId) -> None:
    for event_id in await work.rsvps.to_come(person, work.now):
        event = await work.events.get(event_id)
        known = await work.rsvps.find(event_id, person)
        if known and known.status is not Status.WITHDRAWN:
            await rsvps.take_back(work, event, known, known.source)
