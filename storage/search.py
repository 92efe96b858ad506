"""Text as it is searched: small letters without accents, so that "Zurich" finds "Zürich"."""

import unicodedata

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

LONGEST = 4_000  # characters of a record that are searched
MOST_WORDS = 8


def fold(text: str) -> str:
    """*text* without case, accents and runs of white space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def text_of(*parts: str) -> str:
    """What is kept beside a record to be searched."""
    # Cut before, too: thousands of accents on one letter take seconds to be put in order.
    return fold(" ".join(parts)[:LONGEST])[:LONGEST]


def matches(column: InstrumentedAttribute[str], q: str) -> list[ColumnElement[bool]]:
    """The conditions by which *column* holds every word of *q*; none for an empty *q*."""
    return [column.contains(word, autoescape=True) for word in fold(q).split()[:MOST_WORDS]]
