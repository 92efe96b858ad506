"""The chapter: row to record and back."""

from typing import Any

from fedevent.chapter import Chapter
from storage.records.fields import AnyRow


def chapter_of(row: AnyRow) -> Chapter:
    """The chapter in *row*."""
    return Chapter(
        name=row.name,
        place=row.place,
        timezone=row.timezone,
        language=row.language,
        summary=row.summary,
        accent=row.accent,
        founded_at=row.founded_at,
    )


def chapter_values(chapter: Chapter) -> dict[str, Any]:
    """The columns of *chapter*."""
    return {
        "id": 1,
        "name": chapter.name,
        "place": chapter.place,
        "timezone": chapter.timezone,
        "language": chapter.language,
        "summary": chapter.summary,
        "accent": chapter.accent,
        "founded_at": chapter.founded_at,
    }
