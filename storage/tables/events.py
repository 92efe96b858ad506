"""Events, and who likes or shares them: columns."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Labels, PlaceColumns, Table, Wall

LISTED = text("visibility = 'public' AND status IN ('published', 'cancelled')")


class EventRow(PlaceColumns, Table):
    """An event. *starts*, *ends*, *closes* are wall-clock times; *starts_at*, *over_at* follow from them."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_listed", "over_at", "starts_at", "id", sqlite_where=LISTED, postgresql_where=LISTED),
        Index("ix_events_group_id_starts_at", "group_id", "starts_at"),
        Index("ix_events_group_id_published_at", "group_id", "published_at"),
    )

    id: Mapped[Key]
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"))
    title: Mapped[str]
    starts: Mapped[Wall]
    ends: Mapped[Wall | None]
    closes: Mapped[Wall | None]
    timezone: Mapped[str]
    starts_at: Mapped[datetime]
    over_at: Mapped[datetime]
    summary: Mapped[str]
    description: Mapped[str]
    online_url: Mapped[str]
    capacity: Mapped[int | None]
    join_mode: Mapped[str]
    external_url: Mapped[str]
    guests_max: Mapped[int]
    categories: Mapped[Labels]
    languages: Mapped[Labels]
    picture: Mapped[str | None]
    picture_alt: Mapped[str]
    status: Mapped[str]
    visibility: Mapped[str]
    cancel_reason: Mapped[str]
    created_by: Mapped[str | None]
    created_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    updated_at: Mapped[datetime | None]
    announced_in: Mapped[str]
    sequence: Mapped[int]
    search: Mapped[str]


class EventTagRow(Table):
    """A label by which events are filtered: *value* is compared, *label* is shown."""

    __tablename__ = "event_tags"
    __table_args__ = (Index("ix_event_tags_event_id", "event_id"),)

    kind: Mapped[Key]
    value: Mapped[Key]
    event_id: Mapped[Key] = mapped_column(ForeignKey("events.id"))
    label: Mapped[str]


class InterestRow(Table):
    """Somebody elsewhere likes or shares an event."""

    __tablename__ = "interests"
    __table_args__ = (Index("ix_interests_actor_activity", "actor", "activity"),)

    event_id: Mapped[Key] = mapped_column(ForeignKey("events.id"))
    actor: Mapped[Key]
    kind: Mapped[Key]
    activity: Mapped[str]
