"""The log of consents: columns."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Counted, Table


class ConsentRow(Table):
    """One entry; entries are only ever added."""

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_person_id", "person_id", "purpose", "event_id", "at"),
        Index("ix_consents_event_id", "event_id", "purpose", "person_id", "at"),
    )

    id: Mapped[Counted]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    purpose: Mapped[str]
    given: Mapped[bool]
    at: Mapped[datetime]
    source: Mapped[str]
    text: Mapped[str]
    event_id: Mapped[str | None]
    group_id: Mapped[str | None]
    proof: Mapped[str]
