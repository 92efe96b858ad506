"""What all tables share: the registry of columns, and how moments and lists are kept."""

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment: aware everywhere above, UTC without offset in the database, so that both compare alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database; ``ValueError`` for a time that does not say where on earth it holds."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs an offset: {value}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return value.replace(tzinfo=UTC) if value is not None else None


Key = Annotated[str, mapped_column(Text, primary_key=True)]
Wall = Annotated[datetime, mapped_column(DateTime)]  # what a clock on a wall shows, without offset
Json = Annotated[dict[str, Any], mapped_column(JSON)]
Labels = Annotated[list[str], mapped_column(JSON)]
# Counted up by the database. SQLite counts only columns that are plainly INTEGER.
Counted = Annotated[
    int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
]


class Table(DeclarativeBase):
    """The base of every table here."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: Text, datetime: Moment}  # noqa: RUF012 SQLAlchemy reads it as it is


class PlaceColumns:
    """A place within another record. It is there when *place_name* is."""

    place_name: Mapped[str | None]
    place_address: Mapped[str]
    place_locality: Mapped[str]
    place_region: Mapped[str]
    place_postal_code: Mapped[str]
    place_country: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
