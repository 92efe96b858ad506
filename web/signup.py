"""Which face the sign-up box shows to one reader of an event: a pure rule that macros/signup.html draws."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fedevent import events, rsvps
from fedevent.events import Event, JoinMode
from fedevent.rsvps import Rsvp, Status

SCARCE_PLACES = 10  # "places left" is shown from here down, or from a fifth of all
SCARCE_SHARE = 5

_OWN = {
    Status.GOING: "going",
    Status.MAYBE: "maybe",
    Status.DECLINED: "declined",
    Status.WAITING: "waiting",
    Status.REQUESTED: "requested",
    Status.REJECTED: "refused",
}
_STANDS = frozenset({Status.GOING, Status.WAITING, Status.REQUESTED})  # what holds on after answers closed


@dataclass(frozen=True, slots=True)
class Numbers:
    """How full an event is: *taken* places, and people *waiting* and *going*."""

    taken: int = 0
    waiting: int = 0
    going: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """What the sign-up macro draws; its head comment says what each field is."""

    state: str
    action: str
    day: str = ""
    maybe_ok: bool = True
    approval: bool = False
    guests_max: int = 0
    seats_left: int | None = None
    waiting: int = 0
    position: int = 0
    going: int = 0
    held_until: str = ""
    reason: str = ""
    server: str = ""
    known: bool = False
    external_href: str = ""
    next_href: str = ""
    change_href: str = ""
    consent_text: str = ""
    opens: str = ""
    scope_text: str = ""
    repeats: str = ""
    recap_href: str = ""
    old_text: str = ""
    new_text: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, object] = field(default_factory=dict)


def state(event: Event, numbers: Numbers, rsvp: Rsvp | None, now: datetime) -> str:
    """The state's name, as the macro knows it. An answer that nobody confirmed counts as none."""
    if event.status is events.Status.CANCELLED:
        return "cancelled"
    if event.over_at <= now:
        return "past"
    if not event.takes_answers:
        return "external" if event.join_mode is JoinMode.EXTERNAL else "none"
    shut = event.closes_at <= now
    own = _OWN.get(rsvp.status) if rsvp else None
    if rsvp and own and (not shut or rsvp.status in _STANDS):
        return own
    if shut:
        return "closed"
    return "full" if is_full(event, numbers) else "open"


def is_full(event: Event, numbers: Numbers) -> bool:
    """Whether one more person would have to wait. Where hosts decide, everybody may still ask."""
    if event.join_mode is JoinMode.APPROVAL:
        return False
    return not rsvps.has_place(event, 1, rsvps.Room(numbers.taken, numbers.waiting))


def seats_left(event: Event, numbers: Numbers) -> int | None:
    """How many places are left when that is few enough to say so; else None."""
    if event.capacity is None:
        return None
    left = max(0, event.capacity - numbers.taken)
    few = left <= SCARCE_PLACES or left * SCARCE_SHARE <= event.capacity
    return left if few and left else None


def may_know_link(event: Event, rsvp: Rsvp | None, organizer: bool) -> bool:
    """Whether this reader gets the link to an online event: those who go, and its hosts."""
    return bool(event.online_url) and (organizer or (rsvp is not None and rsvp.status is Status.GOING))
