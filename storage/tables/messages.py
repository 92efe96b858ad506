"""Messages by hosts, and who gets them: columns."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Labels, Table

WAITING = "waiting"
DELIVERED = "delivered"
FAILED = "failed"


class MessageRow(Table):
    """A message. *statuses* says whose answers make the audience."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_group_id_created_at", "group_id", "created_at"),)

    id: Mapped[Key]
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"))
    event_id: Mapped[str]
    statuses: Mapped[Labels]
    subject: Mapped[str]
    body: Mapped[str]
    channels: Mapped[Labels]
    state: Mapped[str]
    created_by: Mapped[str | None]
    created_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]


class RecipientRow(Table):
    """A person gets a message once. *host*: their server or mail domain; *state*: how far it has come."""

    __tablename__ = "recipients"
    __table_args__ = (Index("ix_recipients_message_id_state", "message_id", "state", "host"),)

    message_id: Mapped[Key] = mapped_column(ForeignKey("messages.id"))
    person_id: Mapped[Key] = mapped_column(ForeignKey("people.id"), index=True)
    channel: Mapped[str]
    host: Mapped[str]
    state: Mapped[str]
    error: Mapped[str]
    told_at: Mapped[datetime | None]


class LeftOutRow(Table):
    """How many do not get a message, and why."""

    __tablename__ = "left_out"

    message_id: Mapped[Key] = mapped_column(ForeignKey("messages.id"))
    why: Mapped[Key]
    number: Mapped[int]
