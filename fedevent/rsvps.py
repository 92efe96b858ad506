"""Answers to an event: who comes, who waits, and who is let in next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from fedevent import events
from fedevent.errors import Conflict, fault, refuse
from fedevent.events import Event, JoinMode
from fedevent.ids import EventId, PersonId, RsvpId
from fedevent.words import N_

HOLD = timedelta(minutes=30)  # how long an address that is not confirmed keeps its place


class Status(StrEnum):
    """Where an answer stands."""

    GOING = "going"
    MAYBE = "maybe"
    DECLINED = "declined"
    WAITING = "waiting"  # the event is full
    REQUESTED = "requested"  # the hosts decide
    REJECTED = "rejected"  # the hosts said no
    UNCONFIRMED = "unconfirmed"  # by an address that nobody has proven yet; holds a place until held_until
    WITHDRAWN = "withdrawn"  # back to no answer


class Wish(StrEnum):
    """What a person can say."""

    GOING = "going"
    MAYBE = "maybe"
    DECLINED = "declined"


class Source(StrEnum):
    """The way an answer came; the same way news about it goes back."""

    JOIN = "join"
    POLL = "poll"
    REPLY = "reply"
    ACCEPT = "accept"  # Accept / TentativeAccept / Reject of the event
    WEB = "web"
    EMAIL = "email"
    API = "api"
    INTENT = "intent"


FROM_AFAR = frozenset({Source.JOIN, Source.POLL, Source.REPLY, Source.ACCEPT, Source.INTENT})
LISTED = frozenset(set(Status) - {Status.UNCONFIRMED, Status.WITHDRAWN})
OPEN = frozenset({Status.GOING, Status.MAYBE, Status.WAITING, Status.REQUESTED})  # who hears of changes


@dataclass(frozen=True, slots=True)
class Rsvp:
    """One person's answer to one event: the latest statement, whatever way it came."""

    id: RsvpId
    event: EventId
    person: PersonId
    status: Status
    source: Source
    stated_at: datetime  # when the person said it (for statements from afar: when it was received)
    guests: int = 0
    note: str = ""  # to the hosts
    name_shown: bool = False
    asked_by: str = ""  # the id of the activity that asked, where the answer came from afar
    since: datetime | None = None  # the place in the queue: when this status began
    held_until: datetime | None = None
    changed_at: datetime | None = None

    @property
    def party(self) -> int:
        """How many places this answer takes when it goes."""
        return 1 + self.guests


@dataclass(frozen=True, slots=True)
class Statement:
    """Something a person said about an event, by any channel."""

    wish: Wish
    source: Source
    at: datetime
    guests: int = 0
    note: str = ""
    name_shown: bool = False
    asked_by: str = ""
    confirmed: bool = True  # False: an address that nobody has proven yet


@dataclass(frozen=True, slots=True)
class Room:
    """How full an event is, without the person who asks."""

    taken: int = 0
    waiting: int = 0


def need_open(event: Event, now: datetime) -> None:
    """Raise ``Conflict`` with the reason when *event* takes no answer at *now*."""
    if event.status is events.Status.CANCELLED:
        raise Conflict(N_("This event was cancelled."))
    if event.status is not events.Status.PUBLISHED:
        raise Conflict(N_("This event takes no answers."))
    if not event.takes_answers:
        raise Conflict(N_("Nobody signs up for this event here."))
    if event.over_at <= now:
        raise Conflict(N_("This event is over."))
    if event.closes_at <= now:
        raise Conflict(N_("Answers to this event are closed."))


def check_guests(event: Event, guests: int) -> None:
    """Raise ``Invalid`` when one may not bring so many."""
    message = N_("You can bring at most %(count)s guests.")
    wrong = not 0 <= guests <= event.guests_max
    refuse([fault("guests", message, count=event.guests_max)] if wrong else [])


def has_place(event: Event, party: int, room: Room) -> bool:
    """Whether *party* people fit, and nobody who waits is overtaken."""
    if event.capacity is None:
        return True
    return room.waiting == 0 and room.taken + party <= event.capacity


def decide(event: Event, said: Statement, known: Rsvp | None, room: Room) -> Status:
    """What becomes of a statement. *room* counts everybody but the person who speaks.

    Whoever has a place keeps it when saying "going" again; maybe and no never take one.
    """
    if not said.confirmed:
        return Status.UNCONFIRMED
    if said.wish is not Wish.GOING:
        return Status.MAYBE if said.wish is Wish.MAYBE else Status.DECLINED
    party = 1 + said.guests
    fits_again = event.capacity is None or room.taken + party <= event.capacity
    if known and known.status is Status.GOING and fits_again:
        return Status.GOING
    if known and known.status in (Status.REQUESTED, Status.REJECTED) and event.join_mode is JoinMode.APPROVAL:
        return known.status
    if event.join_mode is JoinMode.APPROVAL:
        return Status.REQUESTED
    if known and known.status is Status.UNCONFIRMED and known.held_until and said.at < known.held_until:
        return Status.GOING if fits_again else Status.WAITING
    return Status.GOING if has_place(event, party, room) else Status.WAITING


def state(event: Event, said: Statement, known: Rsvp | None, fresh: Rsvp, room: Room) -> Rsvp:
    """The answer after *said*: *known* changed, or *fresh* (an empty record with its id) filled in."""
    status = decide(event, said, known, room)
    base = known or fresh
    moved = known is None or known.status is not status
    held = base.held_until
    if status is not Status.UNCONFIRMED:
        held = None
    elif held is None and said.wish is Wish.GOING and _holds(event, 1 + said.guests, room):
        # Once per address: asking again does not hold the place any longer.
        held = said.at + HOLD
    return replace(
        base,
        status=status,
        source=said.source,
        stated_at=said.at,
        guests=said.guests if said.wish is Wish.GOING else 0,
        note=said.note or base.note,
        name_shown=said.name_shown,
        asked_by=said.asked_by or base.asked_by,
        since=said.at if moved else base.since,
        held_until=held,
        changed_at=said.at,
    )


def _holds(event: Event, party: int, room: Room) -> bool:
    """Whether an unproven answer keeps places meanwhile. Where hosts decide, only they give any."""
    return event.join_mode is not JoinMode.APPROVAL and has_place(event, party, room)


def outdated(known: Rsvp | None, at: datetime) -> bool:
    """Whether a statement of *at* is older than what is known: the latest explicit statement wins."""
    return known is not None and known.stated_at > at


def promote(event: Event, waiting: Sequence[Rsvp], taken: int) -> list[Rsvp]:
    """Who of *waiting* (first come first) gets a place now that *taken* are gone.

    The order is fair: a big party at the front is not overtaken by a small one behind it.
    """
    admitted: list[Rsvp] = []
    for rsvp in waiting:
        if event.capacity is not None and taken + rsvp.party > event.capacity:
            break
        taken += rsvp.party
        admitted.append(rsvp)
    return admitted


def move(rsvp: Rsvp, status: Status, now: datetime) -> Rsvp:
    """The answer as an organizer or the waiting list moves it."""
    return replace(rsvp, status=status, since=now, changed_at=now, held_until=None)


DECISIONS: dict[Status, frozenset[Status]] = {
    Status.REQUESTED: frozenset({Status.GOING, Status.REJECTED, Status.WAITING}),
    Status.WAITING: frozenset({Status.GOING, Status.REJECTED}),
    Status.GOING: frozenset({Status.REJECTED, Status.WAITING}),
    Status.REJECTED: frozenset({Status.GOING, Status.WAITING}),
    Status.MAYBE: frozenset({Status.REJECTED}),
    Status.DECLINED: frozenset(),
    Status.UNCONFIRMED: frozenset({Status.REJECTED}),
    Status.WITHDRAWN: frozenset(),
}


def need_decision(rsvp: Rsvp, status: Status) -> None:
    """Raise ``Conflict`` unless an organizer may move *rsvp* to *status*."""
    if status not in DECISIONS[rsvp.status]:
        raise Conflict(N_("This answer cannot be moved there."))


def counts(event: Event, by_status: dict[Status, int]) -> dict[str, int]:
    """The numbers shown beside an event, without those not confirmed or withdrawn."""
    return {status.value: by_status.get(status, 0) for status in Status if status in LISTED}
