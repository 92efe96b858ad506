"""Tolerant readers of foreign JSON: they return what is there, and never raise on a shape.

Every reader takes any value at all. What cannot be used (wrong type, an id with control characters, a date in
the year 0) reads as absent, so that callers decide by absence and never by exception.
"""

import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from activitypub.vocabulary import Json

MAX_ID_BYTES = 1000  # PostgreSQL takes 2,700 bytes into an index, and some hold two ids
MAX_DEPTH = 20  # lists inside lists: nobody honest nests deeper
_INT_LIMIT = 2**31 - 1
_NOT_IN_IDS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]")
_NOT_IN_TEXT = re.compile(r"[\x00\ud800-\udfff]")  # NUL and lone surrogates cannot be stored
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}")
_NAMESPACES = ("as:", "https://www.w3.org/ns/activitystreams#")


def ident(value: object) -> str:
    """The id of *value*, which may be a URI, an object with `id`, or a list of these (the first counts)."""
    for _ in range(MAX_DEPTH):
        if isinstance(value, str):
            return _clean_id(value)
        if isinstance(value, dict):
            inner = value.get("id")
            return _clean_id(inner) if isinstance(inner, str) else ""
        if not isinstance(value, list) or not value:
            return ""
        value = value[0]
    return ""


def idents(value: object) -> list[str]:
    """All ids in *value* (one or a list), in their order, each once."""
    found = (ident(one) for one in (value if isinstance(value, list) else [value]))
    return list(dict.fromkeys(uri for uri in found if uri))


def kinds(value: object) -> tuple[str, ...]:
    """Every type *value* claims, without a namespace prefix."""
    claimed = value.get("type") if isinstance(value, dict) else None
    listed = claimed if isinstance(claimed, list) else [claimed]
    return tuple(name for one in listed if isinstance(one, str) and (name := _bare(one)))


def kind(value: object) -> str:
    """The first type of *value*, or an empty string. Type lists: peers take the first too (Misskey)."""
    claimed = kinds(value)
    return claimed[0] if claimed else ""


def text(value: object, key: str) -> str:
    """The words under *key*, or else the first of its language map (`contentMap` for `content`)."""
    if not isinstance(value, dict):
        return ""
    plain = _words(value.get(key))
    return plain or next(iter(texts_by_language(value, key).values()), "")


def texts_by_language(value: object, key: str) -> dict[str, str]:
    """The language map beside *key* (`nameMap`, `summaryMap`, `contentMap`); empty where there is none."""
    table = value.get(f"{key}Map") if isinstance(value, dict) else None
    if not isinstance(table, dict):
        return {}
    pairs = ((tag, _words(words)) for tag, words in table.items() if isinstance(tag, str))
    return {tag: words for tag, words in pairs if words and _LANGUAGE.fullmatch(tag)}


def when(value: object, key: str) -> datetime | None:
    """The moment under *key*, always aware and always convertible; a time without offset is read as UTC."""
    raw = value.get(key) if isinstance(value, dict) else None
    if not isinstance(raw, str) or len(raw) > 64:
        return None
    try:
        moment = datetime.fromisoformat(raw.strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        in_utc = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if 1 < in_utc.year < 9999 else None


def number(value: object, key: str) -> float | None:
    """The finite number under *key* (also when sent as a string); a boolean is no number."""
    raw = value.get(key) if isinstance(value, dict) else None
    if (
        isinstance(raw, bool)
        or not isinstance(raw, int | float | str)
        or (isinstance(raw, str) and len(raw) > 40)
    ):
        return None
    try:
        found = float(raw)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def integer(value: object, key: str) -> int | None:
    """The whole number under *key*, within 32 bits."""
    found = number(value, key)
    if found is None or abs(found) > _INT_LIMIT or not found.is_integer():
        return None
    return int(found)


def flag(value: object, key: str) -> bool | None:
    """True or false under *key*; None when neither was said."""
    raw = value.get(key) if isinstance(value, dict) else None
    return raw if isinstance(raw, bool) else None


def obj(value: object, key: str) -> Json | None:
    """The object under *key*, or the first object of a list there."""
    return next((one for one in items(value, key) if isinstance(one, dict)), None)


def objects(value: object, key: str) -> list[Json]:
    """Every object under *key*, whether one or a list was sent."""
    return [one for one in items(value, key) if isinstance(one, dict)]


def items(value: object, key: str) -> list[Any]:
    """What stands under *key* as a list: a list as it is, nothing as empty, all else as a list of one."""
    raw = value.get(key) if isinstance(value, dict) else None
    if raw is None:
        return []
    return raw if isinstance(raw, list) else [raw]


def collection_items(value: object) -> list[Any]:
    """The items of a collection or page, ordered or not (Lemmy says `items` of ordered ones)."""
    return items(value, "orderedItems") or items(value, "items")


def link(value: object, media_type: str = "text/html") -> str:
    """The address in *value* (URI, Link, or a list of both): the one of *media_type*, else the first."""
    pairs = list(_links(value))
    fitting = (href for href, kind_ in pairs if kind_ == media_type)
    return next(fitting, pairs[0][0] if pairs else "")


def _links(value: object) -> Iterator[tuple[str, str]]:
    for one in value if isinstance(value, list) else [value]:
        link_: Json = one if isinstance(one, dict) else {"href": one}
        href, media_type = link_.get("href") or link_.get("url"), link_.get("mediaType")
        if isinstance(href, str) and (address := _clean_id(href)):
            yield address, media_type if isinstance(media_type, str) else ""


def _clean_id(raw: str) -> str:
    if len(raw) > MAX_ID_BYTES or _NOT_IN_IDS.search(raw) or len(raw.encode()) > MAX_ID_BYTES:
        return ""
    return raw


def _bare(name: str) -> str:
    name = _NOT_IN_TEXT.sub("", name)
    for prefix in _NAMESPACES:
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


def _words(raw: object) -> str:
    if isinstance(raw, list) and raw:
        raw = raw[0]
    if isinstance(raw, dict):
        raw = raw.get("@value")
    return _NOT_IN_TEXT.sub("", raw) if isinstance(raw, str) else ""
