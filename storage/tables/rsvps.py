"""Answers, and what was taken back before it came: columns."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Counted, Key, Table


class RsvpRow(Table):
    """The one answer of a person to an event."""

    __tablename__ = "rsvps"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        # Numbers of an event are read from the index alone.
        Index("ix_rsvps_event_id_status", "event_id", "status", "since", "guests"),
    )

    id: Mapped[Key]
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    status: Mapped[str]
    source: Mapped[str]
    stated_at: Mapped[datetime]
    guests: Mapped[int]
    note: Mapped[str]
    name_shown: Mapped[bool]
    asked_by: Mapped[str]
    since: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]


class WithdrawalRow(Table):
    """A Leave or Undo that overtook its request."""

    __tablename__ = "withdrawals"
    __table_args__ = (Index("ix_withdrawals_event_id_actor", "event_id", "actor"),)

    id: Mapped[Counted]
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"))
    actor: Mapped[str]
    asked_by: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
