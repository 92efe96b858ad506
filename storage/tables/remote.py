"""Events elsewhere, whom we follow, and our people's answers there: columns."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Table


class RemoteEventRow(Table):
    """An event as its origin last told it."""

    __tablename__ = "remote_events"

    uri: Mapped[Key]
    actor: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime | None]
    timezone: Mapped[str]
    url: Mapped[str]
    summary: Mapped[str]
    content: Mapped[str]
    place: Mapped[str]
    join_mode: Mapped[str]
    cancelled: Mapped[bool]
    updated_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]


class FollowingRow(Table):
    """A group, or (with an empty *group_id*) the instance, follows an actor elsewhere."""

    __tablename__ = "followings"
    __table_args__ = (UniqueConstraint("group_id", "actor"), Index("ix_followings_actor", "actor"))

    id: Mapped[Key]
    group_id: Mapped[str]
    actor: Mapped[str]
    state: Mapped[str]
    since: Mapped[datetime]


class RemoteRsvpRow(Table):
    """One of our people's answer to an event elsewhere."""

    __tablename__ = "remote_rsvps"
    __table_args__ = (UniqueConstraint("event", "person_id"),)

    id: Mapped[Key]
    event: Mapped[str]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[str]
    at: Mapped[datetime]
