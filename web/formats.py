"""Dates, times and numbers as a language writes them (CLDR, by Babel)."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time, format_timedelta, get_timezone_name
from babel.numbers import format_decimal

from fedevent import times


@lru_cache(maxsize=200)
def locale(language: str) -> Locale:
    """Babel's locale for a BCP 47 tag. Plain ``en`` is read as the world's: day before month, 24 hours."""
    try:
        return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale.parse("en_GB")


@dataclass(frozen=True, slots=True)
class Formats:
    """How one language writes dates and numbers.

    *at* is a moment (aware), or a wall-clock time (naive), or either in ISO 8601; *zone* the IANA name of the
    place, whose wall is what people read.
    """

    language: str
    now: datetime | None = None  # what ``relative`` counts from

    def weekday(self, at: datetime | str, zone: str) -> str:
        """ "Tue" """
        return format_date(wall(at, zone), "EEE", locale=locale(self.language))

    def day(self, at: datetime | str, zone: str) -> str:
        """ "12" """
        return format_date(wall(at, zone), "d", locale=locale(self.language))

    def month_short(self, at: datetime | str, zone: str) -> str:
        """ "Mar" """
        return format_date(wall(at, zone), "LLL", locale=locale(self.language))

    def date(self, at: datetime | str, zone: str) -> str:
        """ "Tuesday, 12 March 2030" """
        return format_date(wall(at, zone), "full", locale=locale(self.language))

    def date_short(self, at: datetime | str, zone: str) -> str:
        """ "Tue 12 Mar" """
        return format_skeleton("MMMEd", wall(at, zone), locale=locale(self.language))

    def time(self, at: datetime | str, zone: str) -> str:
        """ "19:00" """
        return format_time(wall(at, zone).time(), "short", locale=locale(self.language))

    def clock(self, at: datetime | str, zone: str) -> str:
        """ "19:00 CET" """
        return f"{self.time(at, zone)} {self.zone_short(at, zone)}"

    def date_time(self, at: datetime | str, zone: str) -> str:
        """ "Tue 12 Mar, 19:00" """
        return f"{self.date_short(at, zone)}, {self.time(at, zone)}"

    def zone_short(self, at: datetime | str, zone: str) -> str:
        """The short name of the zone at that moment: "CET", or "UTC+03:00" where people use no letters."""
        aware = wall(at, zone).replace(tzinfo=times.zone(zone))
        name = get_timezone_name(aware, width="short", locale=locale(self.language))
        if not name.startswith(("+", "-")):
            return name
        local = aware.strftime("%Z")
        if local.isalpha():
            return local
        offset = aware.strftime("%z")
        return f"UTC{offset[:3]}:{offset[3:5]}".replace("-", "−")

    def relative(self, at: datetime, now: datetime | None = None) -> str:
        """ "in 3 days", "2 hours ago" """
        since = now or self.now
        if since is None:
            raise ValueError("nobody said what time it is now")
        return format_timedelta(at - since, add_direction=True, locale=locale(self.language))

    def number(self, value: float) -> str:
        """ "1,234" """
        return format_decimal(value, locale=locale(self.language))

    def language_name(self, code: str) -> str:
        """What this language calls the language *code*: "German". The code itself where nobody knows it."""
        try:
            named = Locale.parse(code.replace("-", "_")).get_display_name(locale(self.language))
        except (ValueError, UnknownLocaleError):
            return code
        return named or code


def own_name(language: str) -> str:
    """What a language calls itself, as a button says it: "Deutsch", "Français"."""
    try:
        name = Locale.parse(language.replace("-", "_")).get_display_name()
    except (ValueError, UnknownLocaleError):
        return language
    return name[:1].upper() + name[1:] if name else language


def direction(language: str) -> str:
    """The direction a language is written in: "ltr" or "rtl"."""
    return str(locale(language).text_direction)


def wall(at: datetime | str, zone: str) -> datetime:
    """What the wall in *zone* shows at *at*, which may be a wall-clock time already. Without offset."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return moment if moment.tzinfo is None else times.wall(moment, zone)
