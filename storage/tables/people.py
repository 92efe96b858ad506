"""People: columns."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Table


class PersonRow(Table):
    """*email_key* is the spelling by which addresses are compared."""

    __tablename__ = "people"

    id: Mapped[Key]
    name: Mapped[str]
    email: Mapped[str | None]
    email_key: Mapped[str | None] = mapped_column(unique=True)
    email_confirmed_at: Mapped[datetime | None]
    actor: Mapped[str | None] = mapped_column(unique=True)
    handle: Mapped[str | None]
    language: Mapped[str | None]
    timezone: Mapped[str | None]
    created_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
