"""What a change of a published date means to those who come, line by line (a pure rule)."""

from dataclasses import dataclass
from datetime import datetime

from fedevent.events import Event, difference
from fedevent.words import N_


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changes. *what* is a message id; *old* and *new* are text, or wall-clock times."""

    what: str
    old: str | datetime
    new: str | datetime
    old_zone: str = ""
    new_zone: str = ""


def lines(old: Event, new: Event) -> list[Line]:
    """What people who signed up are told when *old* becomes *new*; empty when they are told nothing."""
    change = difference(old, new)
    zones = (old.timezone, new.timezone)
    found = (
        (change.title, Line(N_("Title"), old.title, new.title)),
        (change.starts, Line(N_("Starts"), old.starts, new.starts, *zones)),
        (change.ends, Line(N_("Ends"), old.ends or "", new.ends or "", *zones)),
        (change.place, Line(N_("Place"), _place(old), _place(new))),
    )
    return [line for matters, line in found if matters]


def _place(event: Event) -> str:
    return event.place.line if event.place else ""
