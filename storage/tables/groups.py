"""Groups, who belongs to them and who follows them: columns."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Labels, PlaceColumns, Table


class GroupRow(PlaceColumns, Table):
    """A group. *search* is its text as it is searched."""

    __tablename__ = "groups"
    __table_args__ = (Index("ix_groups_latitude_longitude", "latitude", "longitude"),)

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    summary: Mapped[str]
    description: Mapped[str]
    timezone: Mapped[str]
    languages: Mapped[Labels]
    topics: Mapped[Labels]
    levels: Mapped[Labels]
    programs: Mapped[Labels]
    picture: Mapped[str | None]
    picture_alt: Mapped[str]
    created_at: Mapped[datetime | None]
    updated_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    search: Mapped[str]


class GroupTagRow(Table):
    """A label by which groups are filtered: *value* is compared, *label* is shown."""

    __tablename__ = "group_tags"
    __table_args__ = (Index("ix_group_tags_group_id", "group_id"),)

    kind: Mapped[Key]
    value: Mapped[Key]
    group_id: Mapped[Key] = mapped_column(ForeignKey("groups.id"))
    label: Mapped[str]


class MembershipRow(Table):
    """A person's part in a group."""

    __tablename__ = "memberships"

    group_id: Mapped[Key] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[Key] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str]
    since: Mapped[datetime]


class FollowerRow(Table):
    """An account elsewhere follows a group; *group_id* is "" for a follower of the instance."""

    __tablename__ = "followers"
    __table_args__ = (Index("ix_followers_group_id_since", "group_id", "since"),)

    group_id: Mapped[Key]
    actor: Mapped[Key] = mapped_column(index=True)
    follow: Mapped[str]
    since: Mapped[datetime]
