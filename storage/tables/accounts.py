"""Accounts, their sessions and tokens, and the names that are taken: columns."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Labels, Table


class AccountRow(Table):
    """A local account."""

    __tablename__ = "accounts"

    person_id: Mapped[Key] = mapped_column(ForeignKey("people.id"))
    username: Mapped[str] = mapped_column(unique=True)
    rank: Mapped[str]
    password_hash: Mapped[str | None]
    epoch: Mapped[int]
    created_at: Mapped[datetime | None]


class SessionRow(Table):
    """Somebody is signed in. Only the hash of the cookie is kept."""

    __tablename__ = "sessions"

    token_hash: Mapped[Key]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    until: Mapped[datetime] = mapped_column(index=True)


class TokenRow(Table):
    """A token for the API. Only its hash is kept."""

    __tablename__ = "tokens"

    token_hash: Mapped[Key]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    scopes: Mapped[Labels]
    created_at: Mapped[datetime]


class SpentLinkRow(Table):
    """A one-time link that was used."""

    __tablename__ = "spent_links"

    nonce: Mapped[Key]
    at: Mapped[datetime] = mapped_column(index=True)


class NameRow(Table):
    """The one namespace of groups and accounts. *owner* is "group:<id>" or "person:<id>"."""

    __tablename__ = "names"

    name: Mapped[Key]
    owner: Mapped[str]
