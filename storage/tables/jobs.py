"""Jobs, and what was received already: columns."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Counted, Key, Table

ALIVE = text("dead_at IS NULL")


class JobRow(Table):
    """Work for later. A claimed job has *due_at* moved to the end of its lease and gives up its *key*."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_due", "due_at", "id", sqlite_where=ALIVE, postgresql_where=ALIVE),
        # A number is never used again: whoever comes too late must not finish somebody else's job.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Counted]
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str | None] = mapped_column(unique=True)
    due_at: Mapped[datetime]
    attempts: Mapped[int]
    error: Mapped[str]
    created_at: Mapped[datetime]
    dead_at: Mapped[datetime | None]


class ReceivedRow(Table):
    """An activity that came in, known by a key, so that a second copy is not taken."""

    __tablename__ = "received"

    key: Mapped[Key]
    received_at: Mapped[datetime] = mapped_column(index=True)
