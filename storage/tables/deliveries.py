"""Documents on their way to inboxes elsewhere: columns."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Counted, Key, Table

ALIVE = text("dead_at IS NULL")


class DocumentRow(Table):
    """What is sent, kept once for all its inboxes. *object* orders: documents about it arrive in turn."""

    __tablename__ = "documents"

    id: Mapped[Key]
    sender: Mapped[str]
    body: Mapped[bytes]
    digest: Mapped[str]
    private: Mapped[bool]
    object: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)


class DeliveryRow(Table):
    """One document for one inbox. A claimed one has *due_at* moved to the end of its lease."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("document_id", "inbox"),
        Index("ix_deliveries_due", "due_at", "id", sqlite_where=ALIVE, postgresql_where=ALIVE),
        Index("ix_deliveries_host", "host", "due_at", sqlite_where=ALIVE, postgresql_where=ALIVE),
        Index("ix_deliveries_turn", "inbox", "object", "id", sqlite_where=ALIVE, postgresql_where=ALIVE),
        Index("ix_deliveries_dead_at", "dead_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Counted]
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"))
    inbox: Mapped[str]
    host: Mapped[str]
    object: Mapped[str]
    due_at: Mapped[datetime]
    attempts: Mapped[int]
    last_status: Mapped[int | None]
    last_error: Mapped[str]
    created_at: Mapped[datetime]
    dead_at: Mapped[datetime | None]
    message_id: Mapped[str | None]
    person_id: Mapped[str | None]
