"""The chapter's one record."""

from sqlalchemy import select, update

from fedevent.chapter import Chapter
from storage.records.chapters import chapter_of, chapter_values
from storage.repositories.repository import Repository
from storage.statements import add
from storage.tables.chapters import ChapterRow


class Chapters(Repository):
    """See ``fedevent.ports.Chapters``."""

    async def find(self) -> Chapter | None:
        """The chapter, or None before the first run."""
        row = await self._first(select(ChapterRow.__table__))
        return chapter_of(row) if row else None

    async def put(self, chapter: Chapter) -> None:
        """Add or change."""
        values = chapter_values(chapter)
        changing = update(ChapterRow).values(values).returning(ChapterRow.id)
        if (await self._connection.execute(changing)).first() is None:
            # Not "add or change": of two who found the chapter in the same moment, the second must fail.
            await add(self._connection, ChapterRow, values)
