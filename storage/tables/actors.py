"""Actors and servers elsewhere, and our own keys: columns."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Labels, Table


class ActorRow(Table):
    """An actor elsewhere, as its server last described it."""

    __tablename__ = "actors"

    id: Mapped[Key]
    type: Mapped[str]
    inbox: Mapped[str]
    shared_inbox: Mapped[str | None]
    username: Mapped[str]
    host: Mapped[str] = mapped_column(index=True)
    handle: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    url: Mapped[str]
    also_known_as: Mapped[Labels]
    moved_to: Mapped[str | None]
    suspended: Mapped[bool]
    fetched_at: Mapped[datetime]


class ActorKeyRow(Table):
    """A public key of an actor elsewhere."""

    __tablename__ = "actor_keys"

    id: Mapped[Key]
    actor_id: Mapped[str] = mapped_column(ForeignKey("actors.id"), index=True)
    pem: Mapped[str]


class HostRow(Table):
    """A server elsewhere: what it runs, and the signature scheme it was seen to take."""

    __tablename__ = "hosts"

    host: Mapped[Key]
    software: Mapped[str]
    dialect: Mapped[str]
    scheme: Mapped[str]
    checked_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]


class OwnKeyRow(Table):
    """The key pair of one of our actors: "instance", "group:<id>" or "person:<id>"."""

    __tablename__ = "own_keys"

    owner: Mapped[Key]
    private_pem: Mapped[str]
    public_pem: Mapped[str]
    created_at: Mapped[datetime | None]
