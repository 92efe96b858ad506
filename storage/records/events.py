"""Events: rows to records and back."""

from typing import Any

from fedevent.events import Event, JoinMode, Status, Visibility
from fedevent.ids import EventId, GroupId, PersonId, PictureId
from storage import search
from storage.records.fields import AnyRow
from storage.records.places import place_of, place_values


def event_of(row: AnyRow) -> Event:
    """The event in *row*."""
    return Event(
        id=EventId(row.id),
        group=GroupId(row.group_id),
        title=row.title,
        starts=row.starts,
        timezone=row.timezone,
        ends=row.ends,
        summary=row.summary,
        description=row.description,
        place=place_of(row),
        online_url=row.online_url,
        capacity=row.capacity,
        join_mode=JoinMode(row.join_mode),
        external_url=row.external_url,
        guests_max=row.guests_max,
        closes=row.closes,
        categories=tuple(row.categories),
        languages=tuple(row.languages),
        picture=PictureId(row.picture) if row.picture else None,
        picture_alt=row.picture_alt,
        status=Status(row.status),
        visibility=Visibility(row.visibility),
        cancel_reason=row.cancel_reason,
        created_by=PersonId(row.created_by) if row.created_by else None,
        created_at=row.created_at,
        published_at=row.published_at,
        updated_at=row.updated_at,
        announced_in=row.announced_in,
        sequence=row.sequence,
    )


def event_values(event: Event) -> dict[str, Any]:
    """The columns of *event*, the moments that follow from its wall-clock times among them."""
    return {
        "id": event.id,
        "group_id": event.group,
        "title": event.title,
        "starts": event.starts,
        "ends": event.ends,
        "closes": event.closes,
        "timezone": event.timezone,
        "starts_at": event.starts_at,
        "over_at": event.over_at,
        "summary": event.summary,
        "description": event.description,
        "online_url": event.online_url,
        "capacity": event.capacity,
        "join_mode": event.join_mode.value,
        "external_url": event.external_url,
        "guests_max": event.guests_max,
        "categories": list(event.categories),
        "languages": list(event.languages),
        "picture": event.picture or None,
        "picture_alt": event.picture_alt,
        "status": event.status.value,
        "visibility": event.visibility.value,
        "cancel_reason": event.cancel_reason,
        "created_by": event.created_by or None,
        "created_at": event.created_at,
        "published_at": event.published_at,
        "updated_at": event.updated_at,
        "announced_in": event.announced_in,
        "sequence": event.sequence,
        "search": _search(event),
        **place_values(event.place),
    }


def _search(event: Event) -> str:
    place = event.place.line if event.place else ""
    return search.text_of(event.title, event.summary, place, *event.categories, event.description)


def event_tags(event: Event) -> list[dict[str, str]]:
    """The labels by which *event* is found."""
    kinds = {"category": event.categories, "language": event.languages}
    found = {(kind, search.fold(label)): label for kind, labels in kinds.items() for label in labels}
    return [
        {"event_id": event.id, "kind": kind, "value": value, "label": label}
        for (kind, value), label in found.items()
    ]
