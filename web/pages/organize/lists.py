"""Lists that people type into one field: words with commas between them."""

import re
from collections.abc import Iterable

_COMMA = re.compile(r"[,;\n，、،；]+")
_GAP = re.compile(r"[\s,;，、،；]+")


def words(text: str) -> tuple[str, ...]:
    """The words of *text*, each once (case does not make a difference), in the order they were typed."""
    return _once(" ".join(part.split()).lstrip("#") for part in _COMMA.split(text))


def codes(text: str) -> tuple[str, ...]:
    """Language codes of *text* in their usual spelling: the language in small letters, "_" read as "-"."""
    return _once(_code(part) for part in _GAP.split(text))


def joined(parts: Iterable[str]) -> str:
    """How a list is shown again in its field."""
    return ", ".join(parts)


def _code(text: str) -> str:
    language, dash, rest = text.replace("_", "-").partition("-")
    return language.lower() + dash + rest


def _once(parts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for part in parts:
        if part:
            found.setdefault(part.casefold(), part)
    return tuple(found.values())
