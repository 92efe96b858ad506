"""Answers in JSON."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from fedevent.consents import Purpose
from fedevent.people import Person
from fedevent.rsvps import Rsvp, Status, Wish
from storage.queries.organizing import SignupRow
from web.api.moments import utc
from web.api.paging import Paged
from web.api.shapes.common import PersonShape

Note = Annotated[str, Meta(max_length=1_000)]


class Guest(Struct, kw_only=True):
    """Who answers: by email address, or by an account elsewhere (its address, or @name@host)."""

    name: str | None = None
    email: str | None = None
    actor: str | None = None


class NewRsvp(Struct, kw_only=True):
    """An answer. Without *person* it is the token holder's own.

    *consents* with `event_messages` is the person's explicit agreement that the hosts may write about the
    event.
    """

    status: Wish
    person: Guest | None = None
    guests: int | None = 0
    note: Annotated[Note, Meta(description="To the hosts.")] | None = ""
    name_shown: bool = False
    consents: list[Purpose] | None = None
    scope: Literal["this", "dates", "every"] = "this"


class RsvpChange(Struct, kw_only=True):
    """Where an answer shall stand: a decision of the hosts, or another word of the person."""

    status: Status
    guests: int | None = None


class RsvpQuery(Paged, kw_only=True):
    """Which answers are wanted."""

    status: Literal["going", "maybe", "declined", "waiting", "requested", "rejected"] | None = None


class RsvpShape(Struct, kw_only=True):
    """An answer. *source* is the way it came; *position* the place on the waiting list, from 1."""

    id: str
    event: str
    person: PersonShape
    status: str
    guests: int
    note: str
    name_shown: bool
    source: str
    answers: dict[str, str]
    consents: list[Purpose]
    updated_at: str
    position: int | UnsetType = UNSET


class Rsvps(Struct, kw_only=True):
    """A page of answers, and how many stand where."""

    items: list[RsvpShape]
    counts: dict[str, int]
    next: str | UnsetType = UNSET


def write_signup(event: str, row: SignupRow) -> RsvpShape:
    """An answer as the hosts see it."""
    person = PersonShape(
        id=row.person,
        name=row.name,
        actor=row.actor or UNSET,
        handle=row.handle or UNSET,
        email=row.email or UNSET,
    )
    return RsvpShape(
        id=row.rsvp,
        event=event,
        person=person,
        status=row.status,
        guests=row.guests,
        note=row.note,
        name_shown=row.name_shown,
        source=row.source,
        answers={},
        consents=[Purpose.EVENT_MESSAGES] if row.consents else [],
        updated_at=utc(row.changed_at or row.stated_at),
    )


def write_rsvp(rsvp: Rsvp, person: Person, consents: bool, position: int) -> RsvpShape:
    """One answer. The address is told when it is proven, as in the list of the hosts."""
    return RsvpShape(
        id=rsvp.id,
        event=rsvp.event,
        person=write_person(person),
        status=rsvp.status.value,
        guests=rsvp.guests,
        note=rsvp.note,
        name_shown=rsvp.name_shown,
        source=rsvp.source.value,
        answers={},
        consents=[Purpose.EVENT_MESSAGES] if consents else [],
        updated_at=utc(rsvp.changed_at or rsvp.stated_at),
        position=position or UNSET,
    )


def write_person(person: Person) -> PersonShape:
    """A person, with the address that is proven to be theirs."""
    return PersonShape(
        id=person.id,
        name=person.name,
        actor=person.actor or UNSET,
        handle=person.handle or UNSET,
        email=person.email if person.email and person.reachable_by_mail else UNSET,
    )
