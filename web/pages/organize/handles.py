"""A handle made from a group's name, for those who do not care to choose one."""

import re
import unicodedata
from collections.abc import Iterator

from fedevent import names

# How these letters are spelled where only a to z will do; other accents are simply dropped.
_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "aa", "œ": "oe", "ł": "l"}
)
MOST_TRIES = 20
LONGEST = 100  # characters of a name that we look at
TAKEN_BY_PAGES = frozenset({"new"})  # /organize/new is the form for a new group


def suggest(name: str) -> str:
    """The handle that *name* suggests; "group" where none of its letters can stand in one."""
    spelled = unicodedata.normalize("NFC", name[:LONGEST]).lower().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:24].strip("_")
    return stem if len(stem) > 1 else "group"


def candidates(name: str) -> Iterator[str]:
    """Handles to try, one after another: the suggested one, then the same with a number."""
    stem = suggest(name)
    for number in range(1, MOST_TRIES + 1):
        candidate = stem if number == 1 else f"{stem}_{number}"
        if candidate not in TAKEN_BY_PAGES and not names.check(candidate, "slug"):
            yield candidate
