"""Events, follows and answers on other servers: rows to records and back."""

from typing import Any

from fedevent.ids import GroupId, PersonId
from fedevent.remote import AnswerState, Following, FollowState, RemoteEvent, RemoteRsvp
from storage.records.fields import AnyRow, fields


def remote_event_of(row: AnyRow) -> RemoteEvent:
    """The event in *row*."""
    return RemoteEvent(
        uri=row.uri,
        actor=row.actor,
        name=row.name,
        starts_at=row.starts_at,
        timezone=row.timezone,
        ends_at=row.ends_at,
        url=row.url,
        summary=row.summary,
        content=row.content,
        place=row.place,
        join_mode=row.join_mode,
        cancelled=row.cancelled,
        updated_at=row.updated_at,
        seen_at=row.seen_at,
    )


def remote_event_values(event: RemoteEvent) -> dict[str, Any]:
    """The columns of *event*."""
    return {
        "uri": event.uri,
        "actor": event.actor,
        "name": event.name,
        "starts_at": event.starts_at,
        "timezone": event.timezone,
        "ends_at": event.ends_at,
        "url": event.url,
        "summary": event.summary,
        "content": event.content,
        "place": event.place,
        "join_mode": event.join_mode,
        "cancelled": event.cancelled,
        "updated_at": event.updated_at,
        "seen_at": event.seen_at,
    }


def following_of(row: AnyRow) -> Following:
    """The follow in *row*."""
    group = GroupId(row.group_id) if row.group_id else None
    return Following(row.id, group, row.actor, FollowState(row.state), row.since)


def following_values(following: Following) -> dict[str, Any]:
    """The columns of *following*."""
    return {
        "id": following.id,
        "group_id": following.group or "",
        "actor": following.actor,
        "state": following.state.value,
        "since": following.since,
    }


def remote_rsvp_of(row: AnyRow, prefix: str = "") -> RemoteRsvp:
    """The answer in *row*."""
    field = fields(row, prefix)
    person = PersonId(field("person_id"))
    return RemoteRsvp(field("id"), field("event"), person, AnswerState(field("state")), field("at"))


def remote_rsvp_values(rsvp: RemoteRsvp) -> dict[str, Any]:
    """The columns of *rsvp*."""
    return {
        "id": rsvp.id,
        "event": rsvp.event,
        "person_id": rsvp.person,
        "state": rsvp.state.value,
        "at": rsvp.at,
    }
