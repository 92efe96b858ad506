"""Bytes from strangers become JSON objects here, or are turned away: too large, too deep, not storable."""

from dataclasses import dataclass
from typing import Any

import msgspec

from activitypub.vocabulary import Json

MAX_BYTES = 1_000_000
MAX_DEPTH = 32  # the deepest honest document we know has 9 levels


class Unreadable(ValueError):
    """The bytes are no JSON object that we would dare to keep."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document and the address it finally came from, after redirects."""

    document: Json
    url: str
    status: int = 200


def decode(body: bytes) -> Json:
    """The JSON object in *body*. Raises Unreadable."""
    if len(body) > MAX_BYTES:
        raise Unreadable("too large")
    try:
        document = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise Unreadable("not JSON") from fault
    except RecursionError as fault:
        raise Unreadable("nested too deeply") from fault
    if not isinstance(document, dict):
        raise Unreadable("not a JSON object")
    _check(document)
    return document


def _check(document: Json) -> None:
    """Raises Unreadable for depth beyond bounds and for NUL, which PostgreSQL cannot store."""
    level: list[Any] = [document]
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                inner.extend(value)
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
            elif isinstance(value, str) and "\0" in value:
                raise Unreadable("NUL in text")
        if not inner:
            return
        level = inner
    raise Unreadable("nested too deeply")
