"""Answers: rows to records and back."""

from typing import Any

from fedevent.ids import EventId, PersonId, RsvpId
from fedevent.rsvps import Rsvp, Source, Status
from storage.records.fields import AnyRow, fields


def rsvp_of(row: AnyRow, prefix: str = "") -> Rsvp:
    """The answer in *row*."""
    field = fields(row, prefix)
    return Rsvp(
        id=RsvpId(field("id")),
        event=EventId(field("event_id")),
        person=PersonId(field("person_id")),
        status=Status(field("status")),
        source=Source(field("source")),
        stated_at=field("stated_at"),
        guests=field("guests"),
        note=field("note"),
        name_shown=field("name_shown"),
        asked_by=field("asked_by"),
        since=field("since"),
        held_until=field("held_until"),
        changed_at=field("changed_at"),
    )


def rsvp_values(rsvp: Rsvp) -> dict[str, Any]:
    """The columns of *rsvp*."""
    return {
        "id": rsvp.id,
        "event_id": rsvp.event,
        "person_id": rsvp.person,
        "status": rsvp.status.value,
        "source": rsvp.source.value,
        "stated_at": rsvp.stated_at,
        "guests": rsvp.guests,
        "note": rsvp.note,
        "name_shown": rsvp.name_shown,
        "asked_by": rsvp.asked_by,
        "since": rsvp.since,
        "held_until": rsvp.held_until,
        "changed_at": rsvp.changed_at,
    }
