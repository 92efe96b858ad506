"""The chapter and its own keys: columns."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Table


class ChapterRow(Table):
    """The one record of the instance; its *id* is always 1."""

    __tablename__ = "chapters"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    place: Mapped[str]
    timezone: Mapped[str]
    language: Mapped[str]
    summary: Mapped[str]
    accent: Mapped[str]
    founded_at: Mapped[datetime | None]
