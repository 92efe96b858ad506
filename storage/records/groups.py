"""Groups: rows to records and back."""

from typing import Any

from fedevent.groups import Group
from fedevent.ids import GroupId, PictureId
from storage import search
from storage.records.fields import AnyRow
from storage.records.places import place_of, place_values


def group_of(row: AnyRow) -> Group:
    """The group in *row*."""
    return Group(
        id=GroupId(row.id),
        slug=row.slug,
        name=row.name,
        summary=row.summary,
        description=row.description,
        timezone=row.timezone,
        languages=tuple(row.languages),
        place=place_of(row),
        topics=tuple(row.topics),
        levels=tuple(row.levels),
        programs=tuple(row.programs),
        picture=PictureId(row.picture) if row.picture else None,
        picture_alt=row.picture_alt,
        created_at=row.created_at,
        updated_at=row.updated_at,
        deleted_at=row.deleted_at,
    )


def group_values(group: Group) -> dict[str, Any]:
    """The columns of *group*."""
    return {
        "id": group.id,
        "slug": group.slug,
        "name": group.name,
        "summary": group.summary,
        "description": group.description,
        "timezone": group.timezone,
        "languages": list(group.languages),
        "topics": list(group.topics),
        "levels": list(group.levels),
        "programs": list(group.programs),
        "picture": group.picture or None,
        "picture_alt": group.picture_alt,
        "created_at": group.created_at,
        "updated_at": group.updated_at,
        "deleted_at": group.deleted_at,
        "search": _search(group),
        **place_values(group.place),
    }


def _search(group: Group) -> str:
    place = group.place.line if group.place else ""
    return search.text_of(group.name, group.slug, group.summary, place, *group.topics, group.description)


def group_tags(group: Group) -> list[dict[str, str]]:
    """The labels by which *group* is found."""
    kinds = {
        "topic": group.topics,
        "level": group.levels,
        "program": group.programs,
        "language": group.languages,
    }
    found = {(kind, search.fold(label)): label for kind, labels in kinds.items() for label in labels}
    return [
        {"group_id": group.id, "kind": kind, "value": value, "label": label}
        for (kind, value), label in found.items()
    ]
