"""Reports: columns."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Table


class ReportRow(Table):
    """Somebody says that something is not right."""

    __tablename__ = "reports"

    id: Mapped[Key]
    subject: Mapped[str]
    subject_id: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str | None]
    actor: Mapped[str]
    contact: Mapped[str]
    handled_at: Mapped[datetime | None] = mapped_column(index=True)
