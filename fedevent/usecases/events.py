"""Making, publishing, changing and ending an event."""

from dataclasses import dataclass, replace
from datetime import datetime

from fedevent import events
from fedevent.domain_events import EventCancelled, EventChanged, EventDeleted, EventPublished
from fedevent.errors import Conflict, NotFound, fault, refuse
from fedevent.events import Event, JoinMode, Status, Visibility
from fedevent.ids import EventId, GroupId, PersonId, PictureId
from fedevent.places import Place
from fedevent.ports import UnitOfWork
from fedevent.usecases import rsvps
from fedevent.usecases.access import organized
from fedevent.words import N_


@dataclass(frozen=True, slots=True)
class Plan:
    """What an organizer fills in about an event."""

    title: str
    starts: datetime  # wall clock, no offset
    timezone: str
    ends: datetime | None = None
    summary: str = ""
    description: str = ""
    place: Place | None = None
    online_url: str = ""
    capacity: int | None = None
    join_mode: JoinMode = JoinMode.FREE
    external_url: str = ""
    guests_max: int = 0
    closes: datetime | None = None
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    picture: PictureId | None = None
    picture_alt: str = ""
    visibility: Visibility = Visibility.PUBLIC


async def create(
    work: UnitOfWork, group: GroupId, plan: Plan, by: PersonId, *, published: bool = False
) -> Event:
    """Make an event, a draft unless *published*. Commits."""
    async with work:
        await organized(work, group, by)
        event = _filled(
            Event(
                EventId(work.new_id()),
                group,
                plan.title,
                plan.starts,
                plan.timezone,
                created_by=by,
                created_at=work.now,
                updated_at=work.now,
            ),
            plan,
        )
        refuse(events.check(event))
        if published:
            event = await _published(work, event)
        await work.events.put(event)
        await work.commit()
    return event


async def publish(work: UnitOfWork, event_id: EventId, by: PersonId) -> Event:
    """Make a draft public. Commits."""
    async with work:
        known = await _organized(work, event_id, by)
        event = await _published(work, known)
        await work.events.put(event)
        await work.commit()
    return event


async def _published(work: UnitOfWork, draft: Event) -> Event:
    if draft.status is Status.DRAFT and draft.over_at <= work.now:
        refuse([fault("starts_at", N_("This date is over; choose one that is still to come."))])
    event = events.publish(draft, work.now, await _language(work, draft))
    work.record(EventPublished(event.id, event.group))
    return event


async def _language(work: UnitOfWork, draft: Event) -> str:
    """The event's first language, else the group's, else the chapter's."""
    group, chapter = await work.groups.get(draft.group), await work.chapters.find()
    wished = (*draft.languages, *group.languages, chapter.language if chapter else "")
    return wished[0]


async def edit(work: UnitOfWork, event_id: EventId, plan: Plan, by: PersonId) -> Event:
    """Change an event; those who come are told of what matters, and more places let people in. Commits."""
    async with work:
        known = await _organized(work, event_id, by)
        if known.status is Status.CANCELLED:
            raise Conflict(N_("A cancelled event cannot be changed."))
        event = _filled(known, plan)
        refuse(events.check(event))
        if event == known:
            return known
        event = await _changed(work, known, event)
        await work.commit()
    return event


async def _changed(work: UnitOfWork, known: Event, event: Event) -> Event:
    matters = bool(events.difference(known, event))
    event = replace(event, updated_at=work.now, sequence=known.sequence + (1 if matters else 0))
    await work.events.put(event)
    if known.status is Status.PUBLISHED:
        if known.visibility is Visibility.UNLISTED and event.visibility is Visibility.PUBLIC:
            work.record(EventPublished(event.id, event.group))  # until now it was announced to nobody
        work.record(
            EventChanged(
                event.id,
                event.group,
                matters,
                known.title,
                known.starts.isoformat(),
                known.ends.isoformat() if known.ends else "",
                known.timezone,
                known.place.line if known.place else "",
            )
        )
        await rsvps.promote(work, event)
    return event


async def cancel(work: UnitOfWork, event_id: EventId, reason: str, by: PersonId) -> Event:
    """Call a published event off; everyone who signed up is told. Commits."""
    if len(reason) > 1_000:
        refuse([fault("reason", N_("Use at most %(count)s characters."), count=1_000)])
    async with work:
        event = events.cancel(await _organized(work, event_id, by), reason, work.now)
        await work.events.put(event)
        work.record(EventCancelled(event.id, event.group))
        await work.commit()
    return event


async def delete(work: UnitOfWork, event_id: EventId, by: PersonId) -> None:
    """Delete an event; what was public leaves a tombstone that answers "gone". Commits."""
    async with work:
        known = await _organized(work, event_id, by)
        await work.events.put(events.delete(known, work.now))
        if known.status is not Status.DRAFT:
            expected = known.status is Status.PUBLISHED and known.over_at > work.now
            work.record(
                EventDeleted(
                    known.id,
                    known.group,
                    known.title,
                    known.starts_at.isoformat(),
                    known.timezone,
                    expected,
                )
            )
        await work.commit()


async def duplicate(work: UnitOfWork, event_id: EventId, starts: datetime | None, by: PersonId) -> Event:
    """A new draft with everything of an event but its answers; *starts* moves it. Commits."""
    async with work:
        known = await _organized(work, event_id, by)
        begins = starts or known.starts
        if not 2000 <= begins.year <= 2200:
            refuse([fault("starts_at", N_("Choose a date between the years 2000 and 2200."))])
        moved = begins - known.starts
        event = replace(
            known,
            id=EventId(work.new_id()),
            starts=begins,
            ends=known.ends + moved if known.ends else None,
            closes=known.closes + moved if known.closes else None,
            status=Status.DRAFT,
            announced_in="",
            cancel_reason="",
            created_by=by,
            created_at=work.now,
            published_at=None,
            updated_at=work.now,
            sequence=0,
        )
        await work.events.put(event)
        await work.commit()
    return event


async def _organized(work: UnitOfWork, event_id: EventId, by: PersonId) -> Event:
    event = await work.events.get(event_id)
    await organized(work, event.group, by)
    if event.status is Status.DELETED:
        raise NotFound(N_("There is no such event."))
    return event


def _filled(event: Event, plan: Plan) -> Event:
    return replace(
        event,
        title=" ".join(plan.title.split()),
        starts=plan.starts,
        ends=plan.ends,
        timezone=plan.timezone,
        summary=" ".join(plan.summary.split()),
        description=plan.description.strip(),
        place=plan.place,
        online_url=plan.online_url.strip(),
        capacity=plan.capacity,
        join_mode=plan.join_mode,
        external_url=plan.external_url.strip(),
        guests_max=plan.guests_max,
        closes=plan.closes,
        categories=plan.categories,
        languages=plan.languages,
        picture=plan.picture,
        picture_alt=plan.picture_alt.strip(),
        visibility=plan.visibility,
    )


def plan_of(event: Event) -> Plan:
    """The plan that an event follows now: what fills a form, and what a partial change starts from."""
    return Plan(
        title=event.title,
        starts=event.starts,
        timezone=event.timezone,
        ends=event.ends,
        summary=event.summary,
        description=event.description,
        place=event.place,
        online_url=event.online_url,
        capacity=event.capacity,
        join_mode=event.join_mode,
        external_url=event.external_url,
        guests_max=event.guests_max,
        closes=event.closes,
        categories=event.categories,
        languages=event.languages,
        picture=event.picture,
        picture_alt=event.picture_alt,
        visibility=event.visibility,
    )


async def like(work: UnitOfWork, event_id: EventId, actor: str, kind: str, activity: str) -> None:
    """Someone elsewhere likes or shares an event: interest, never an answer. Commits.

    ``NotFound`` for an event that is not there, or not to be seen.
    """
    async with work:
        events.need_visible(await work.events.get(event_id))
        await work.events.interest(event_id, actor, kind, activity)
        await work.commit()


async def unlike(work: UnitOfWork, actor: str, activity: str, event_id: EventId | None, kind: str) -> bool:
    """A like or share is taken back. Commits. False when there was none."""
    async with work:
        found = await work.events.lose_interest(actor, activity, event_id, kind)
        await work.commit()
    return found
