"""What was typed into a form: read by type, all faults collected, everything kept for showing it again."""

import re
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from aiohttp.web import FileField
from multidict import MultiMapping

from fedevent.errors import Fault, Parameter, fault, refuse
from fedevent.words import N_

Posted = MultiMapping[str | bytes | bytearray | FileField]
Choice = TypeVar("Choice", bound=StrEnum)

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_YES = {"yes", "on", "true", "1"}


class Form:
    """The fields of a form. Getters never raise: they note what is wrong and give a harmless value.

    Ask for every field, then call ``refuse()``: it raises ``Invalid`` with all that was wrong.
    """

    def __init__(self, posted: Posted) -> None:
        self._posted = posted
        self.faults: list[Fault] = []

    @property
    def values(self) -> dict[str, str]:
        """Everything typed, as text, for showing the form again. No files, no form token."""
        return {
            name: value
            for name, value in self._posted.items()
            if isinstance(value, str) and name != "csrf" and "password" not in name
        }

    def has(self, name: str) -> bool:
        """Whether the field was sent at all."""
        return name in self._posted

    def text(self, name: str) -> str:
        """A text, trimmed, with plain line ends and without control characters. "" when it was not sent."""
        value = self._posted.get(name, "")
        if not isinstance(value, str):
            return ""
        return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()

    def secret(self, name: str) -> str:
        """A password: taken exactly as typed."""
        value = self._posted.get(name, "")
        return value if isinstance(value, str) else ""

    def integer(self, name: str, low: int | None = None, high: int | None = None) -> int | None:
        """A whole number from *low* to *high*. None when it is empty or wrong."""
        typed = self.text(name)
        if not typed:
            return None
        if not re.fullmatch(r"[+-]?\d{1,12}", typed):
            self.add(name, N_("Give a whole number."))
            return None
        number = int(typed)
        if low is not None and number < low:
            self.add(name, N_("Give a number from %(count)s on."), count=low)
            return None
        if high is not None and number > high:
            self.add(name, N_("Give a number up to %(count)s."), count=high)
            return None
        return number

    def number(self, name: str) -> float | None:
        """A number with decimals, written with point or comma. None when it is empty or wrong."""
        typed = self.text(name).replace("−", "-").replace(",", ".")
        if typed and not re.fullmatch(r"[+-]?\d{1,12}(\.\d{0,12})?", typed):
            self.add(name, N_("Give a number, such as 52.5."))
            return None
        return float(typed) if typed else None

    def date_time(self, date_name: str, time_name: str, field: str = "") -> datetime | None:
        """A wall-clock time from a date field and a time field. None when both are empty or one is wrong.

        A fault is noted under *field*: by default what *date_name* is called without its ``_date``, as the
        macro ``date_and_time`` names its box.
        """
        field = field or date_name.removesuffix("_date")
        date, clock = self.text(date_name), self.text(time_name)
        if not date and not clock:
            return None
        if not date or not clock:
            self.add(field, N_("Give both a date and a time."))
            return None
        try:
            # Without offset on purpose: it is what the wall shows.
            return datetime.strptime(f"{date} {clock[:5]}", "%Y-%m-%d %H:%M")  # noqa: DTZ007
        except ValueError:
            self.add(field, N_("Write the date like 2030-03-12 and the time like 19:00."))
            return None

    def checked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.text(name).lower() in _YES

    def choice(self, name: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """One of *kind*. *default* when it was not sent; without default, that is a fault."""
        typed = self.text(name)
        if not typed and default is not None:
            return default
        try:
            return kind(typed)
        except ValueError:
            self.add(name, N_("Choose one of these."))
            return default or next(iter(kind))

    def one_of(self, name: str, options: tuple[str, ...] | list[str], default: str = "") -> str:
        """One of *options*; *default* when it was not sent."""
        typed = self.text(name) or default
        if typed and typed not in options:
            self.add(name, N_("Choose one of these."))
            return default
        return typed

    def list(self, name: str) -> tuple[str, ...]:
        """All values sent under one name, such as ticked boxes."""
        texts = (value.strip() for value in self._posted.getall(name, []) if isinstance(value, str))
        return tuple(dict.fromkeys(text for text in texts if text))

    def words(self, name: str) -> tuple[str, ...]:
        """A list written with commas or line ends."""
        parts = (" ".join(part.split()) for part in re.split(r"[,\n]", self.text(name)))
        return tuple(dict.fromkeys(part for part in parts if part))

    def file(self, name: str) -> FileField | None:
        """A file that was sent; None when the field was left empty."""
        value = self._posted.get(name)
        return value if isinstance(value, FileField) and value.filename else None

    def trapped(self, name: str = "website") -> bool:
        """Whether the field that people never see was filled in: then it was a robot."""
        return bool(self.text(name))

    def add(self, field: str, message: str, **parameters: Parameter) -> None:
        """Note a fault of *field*; *message* is a message id."""
        self.faults.append(fault(field, message, **parameters))

    def need(self, name: str, message: str) -> str:
        """A text that must be given; *message* says so when it is missing."""
        typed = self.text(name)
        if not typed:
            self.add(name, message)
        return typed

    def refuse(self) -> None:
        """Raise ``Invalid`` when anything was wrong so far."""
        refuse(self.faults)
