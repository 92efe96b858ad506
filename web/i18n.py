"""The languages of the instance: which there are, which one a person gets, and what is said in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

from web import catalogs, pseudo
from web.formats import Formats, direction, own_name
from web.keywords import ENGLISH, emoji, words

SOURCE = "en"  # the language the sentences in the code are written in
_RANGE = re.compile(r"\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*")


@dataclass(frozen=True, slots=True)
class Speech:
    """One language: its words, its dates and numbers, the direction it is written in."""

    language: str
    words: NullTranslations
    formats: Formats
    direction: str

    def say(self, message: str, **parameters: object) -> str:
        """*message* (an English message id) in this language, its ``%(name)s`` places filled."""
        return _filled(self.words.gettext(message) if message else "", message, parameters)

    def count(self, one: str, many: str, number: int, **parameters: object) -> str:
        """*one* or *many* by *number*, which also fills ``%(num)s``."""
        english = one if number == 1 else many
        places = {"num": self.formats.number(number)} | parameters
        return _filled(self.words.ngettext(one, many, number), english, places)

    def formats_at(self, now: datetime) -> Formats:
        """Its dates and numbers, with *now* as what "in 3 days" counts from."""
        return replace(self.formats, now=now)


class Languages:
    """Every language we speak. The port ``Translator`` of the rules, and the pages' source of ``Speech``.

    *offered* are the languages people may choose; without it, all that have a catalogue. ``xx`` is the
    pseudo-language of the tests.
    """

    def __init__(
        self,
        offered: Sequence[str] = (),
        default: str = SOURCE,
        folder: Path = catalogs.FOLDER,
    ) -> None:
        self._folder = folder
        known = (SOURCE, *catalogs.available(folder))
        self.offered = tuple(dict.fromkeys(o for o in offered if o in known or o == pseudo.CODE)) or known
        self.default = self.match(default) or self.offered[0]
        # Per object, not per class: two instances in one process may have two folders.
        self._speech = lru_cache(maxsize=100)(self._load)

    @property
    def names(self) -> list[tuple[str, str]]:
        """The offered languages and what each calls itself."""
        return [(code, own_name(code)) for code in self.offered]

    def match(self, code: str | None) -> str | None:
        """The offered language for a tag: itself, or its language without region ("de" for "de-AT")."""
        wanted = (code or "").replace("_", "-").lower()
        while wanted:
            for offered in self.offered:
                if offered.lower() == wanted:
                    return offered
            wanted = wanted.rpartition("-")[0]
        return None

    def negotiate(self, header: str) -> str | None:
        """The offered language that an ``Accept-Language`` header likes best (RFC 9110, 12.5.4)."""
        for tag in _preferred(header):
            if found := self.offered[0] if tag == "*" else self.match(tag):
                return found
        return None

    def speech(self, language: str | None) -> Speech:
        """The language for a tag; the default one for a tag we do not speak."""
        return self._speech(self.match(language) or self.default)

    def say(self, language: str | None, message: str, **parameters: object) -> str:
        """*message* (an English message id) in *language*, its ``%(name)s`` places filled."""
        return self.speech(language).say(message, **parameters)

    def count(self, language: str | None, one: str, many: str, number: int, **parameters: object) -> str:
        """*one* or *many* by *number* (also available as ``%(num)s``) in *language*."""
        return self.speech(language).count(one, many, number, **parameters)

    def keywords(self, wish: str) -> frozenset[str]:
        """The words, casefolded, and the emoji that mean *wish*: in every language, offered or not."""
        message, english = ENGLISH[wish]
        codes = catalogs.available(self._folder)
        told = (catalogs.load(code, self._folder).gettext(message) for code in codes)
        lists: Iterable[str] = (english, *(text for text in told if text != message))
        return emoji(wish).union(*map(words, lists))

    def day(self, language: str | None, moment: object, zone: str) -> str:
        """A date in full, with its weekday ("Tuesday, 12 March 2030"), as the wall in *zone* shows it."""
        return self.speech(language).formats.date(_moment(moment), zone)

    def clock(self, language: str | None, moment: object, zone: str) -> str:
        """A time of day with its zone's short name ("19:00 CET"), as the wall in *zone* shows it."""
        return self.speech(language).formats.clock(_moment(moment), zone)

    def _load(self, code: str) -> Speech:
        if code == pseudo.CODE:
            return Speech(code, pseudo.PseudoTranslations(), Formats(SOURCE), "ltr")
        return Speech(code, catalogs.load(code, self._folder), Formats(code), direction(code))


def _filled(translated: str, message: str, parameters: dict[str, object]) -> str:
    if not parameters:
        return translated
    try:
        return translated % parameters
    except (KeyError, ValueError, TypeError):
        # A catalogue with a broken place must not break a page: English is always whole.
        return message % parameters


def _preferred(header: str) -> list[str]:
    ranges: list[tuple[float, str]] = []
    for part in header[:1_000].split(",")[:30]:
        if (match := _RANGE.fullmatch(part)) and (quality := float(match[2] or 1)) > 0:
            ranges.append((quality, match[1]))
    return [tag for _, tag in sorted(ranges, key=lambda pair: -pair[0])]


def _moment(moment: object) -> datetime | str:
    if isinstance(moment, datetime | str):
        return moment
    raise TypeError(f"neither a moment nor its ISO text: {moment!r}")
