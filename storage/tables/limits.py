"""How often something was asked: columns."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Table


class LimitRow(Table):
    """A window that is running, and what was counted in it."""

    __tablename__ = "limits"

    key: Mapped[Key]
    began_at: Mapped[datetime] = mapped_column(index=True)
    number: Mapped[int]
