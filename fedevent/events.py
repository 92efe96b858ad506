"""An event: a draft until it is published, then public until it is cancelled or deleted."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from fedevent import places, times
from fedevent.errors import Conflict, Fault, Gone, NotFound, fault
from fedevent.groups import LANGUAGE
from fedevent.ids import EventId, GroupId, PersonId, PictureId
from fedevent.places import Place
from fedevent.words import N_

LONGEST = timedelta(days=400)
DESCRIPTION = 50_000  # characters
ASSUMED_LENGTH = timedelta(hours=3)  # how long an event without an end is taken to last


class Status(StrEnum):
    """The life of an event. A deleted one stays as a tombstone."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    DELETED = "deleted"


class Visibility(StrEnum):
    """Public events are listed and announced; unlisted ones are open to whoever has the link."""

    PUBLIC = "public"
    UNLISTED = "unlisted"


class JoinMode(StrEnum):
    """How one gets in."""

    FREE = "free"
    APPROVAL = "approval"
    EXTERNAL = "external"  # sign-up happens at *external_url*
    NONE = "none"  # nobody signs up


@dataclass(frozen=True, slots=True)
class Event:
    """One date. *starts* and *ends* are wall-clock times (no offset) in *timezone*."""

    id: EventId
    group: GroupId
    title: str
    starts: datetime
    timezone: str
    ends: datetime | None = None
    summary: str = ""
    description: str = ""  # Markdown, as written
    place: Place | None = None
    online_url: str = ""  # shown only to those who signed up
    capacity: int | None = None
    join_mode: JoinMode = JoinMode.FREE
    external_url: str = ""
    guests_max: int = 0
    closes: datetime | None = None  # wall clock; the last moment for answers
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    picture: PictureId | None = None
    picture_alt: str = ""
    status: Status = Status.DRAFT
    visibility: Visibility = Visibility.PUBLIC
    cancel_reason: str = ""
    created_by: PersonId | None = None
    created_at: datetime | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    announced_in: str = ""  # the language of its announcement, fixed when published: a poll keeps its options
    sequence: int = 0  # RFC 5545 SEQUENCE: rises with every change that matters to those who come

    @property
    def starts_at(self) -> datetime:
        """The moment it begins, in UTC."""
        return times.instant(self.starts, self.timezone)

    @property
    def ends_at(self) -> datetime | None:
        """The moment it ends, in UTC, where an end was given."""
        return times.instant(self.ends, self.timezone) if self.ends else None

    @property
    def over_at(self) -> datetime:
        """The moment from which it counts as past, in UTC."""
        return self.ends_at or self.starts_at + ASSUMED_LENGTH

    @property
    def closes_at(self) -> datetime:
        """The moment after which no answer is taken, in UTC."""
        return times.instant(self.closes, self.timezone) if self.closes else self.over_at

    @property
    def takes_answers(self) -> bool:
        """Whether people sign up here at all (not whether it is still time)."""
        return self.join_mode in (JoinMode.FREE, JoinMode.APPROVAL)


def check(event: Event) -> list[Fault]:
    """What cannot be taken of *event*, if anything: every field at once."""
    faults = _check_words(event) + _check_times(event) + _check_door(event)
    if event.place:
        faults += places.check(event.place)
    return faults


def _check_words(event: Event) -> list[Fault]:
    faults: list[Fault] = []
    if not event.title.strip():
        faults.append(fault("title", N_("Give the event a title.")))
    for field, text, limit in (
        ("title", event.title, 200),
        ("summary", event.summary, 300),
        ("description", event.description, DESCRIPTION),
        ("picture_alt", event.picture_alt, 1_500),
    ):
        if len(text) > limit:
            faults.append(fault(field, N_("Use at most %(count)s characters."), count=limit))
    if not all(LANGUAGE.fullmatch(code) for code in event.languages):
        faults.append(fault("languages", N_("Write languages as codes, such as de or pt-BR.")))
    if any(len(c) > 40 for c in event.categories) or len(event.categories) > 20:
        faults.append(fault("categories", N_("Use at most 20 topics of at most 40 characters.")))
    return faults


def _check_times(event: Event) -> list[Fault]:
    faults = times.check_zone(event.timezone)
    if not 2000 <= event.starts.year <= 2200:
        # Nothing can be reckoned from such a date: near the year 9999, an hour later is out of bounds.
        return [*faults, fault("starts_at", N_("Choose a date between the years 2000 and 2200."))]
    if event.ends and event.ends < event.starts:
        faults.append(fault("ends_at", N_("The end lies before the start.")))
    elif event.ends and (event.ends.year > 2200 or event.ends - event.starts > LONGEST):
        faults.append(fault("ends_at", N_("An event lasts at most %(count)s days."), count=LONGEST.days))
    if event.closes and not 2000 <= event.closes.year <= 2200:
        faults.append(fault("closes_at", N_("Choose a date between the years 2000 and 2200.")))
    elif event.closes and event.closes > (event.ends or event.starts + ASSUMED_LENGTH):
        faults.append(fault("closes_at", N_("Answers close before the event ends.")))
    return faults


def _check_door(event: Event) -> list[Fault]:
    faults: list[Fault] = []
    if event.capacity is not None and not 1 <= event.capacity <= 1_000_000:
        faults.append(fault("capacity", N_("Give a number of places from 1 on, or leave it empty.")))
    if not 0 <= event.guests_max <= 50:
        faults.append(fault("guests_max", N_("People may bring 0 to 50 guests.")))
    if event.online_url and not web_address(event.online_url):
        faults.append(fault("online_url", N_("Give a web address that begins with https://")))
    needs_door = event.join_mode is JoinMode.EXTERNAL or event.external_url != ""
    if needs_door and not web_address(event.external_url):
        faults.append(fault("external_url", N_("Give the web address where people sign up.")))
    return faults


def web_address(text: str) -> bool:
    """Whether *text* is an absolute http(s) address with a host and nothing that could hide in it."""
    if len(text) > 2_000:
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in text)


def publish(event: Event, now: datetime, language: str = "") -> Event:
    """The published event, announced in *language*. ``Conflict`` when it is no draft or already over."""
    if event.status is Status.CANCELLED:
        raise Conflict(N_("This event was cancelled."))
    if event.status is not Status.DRAFT:
        raise Conflict(N_("This event is published already."))
    if event.over_at <= now:
        raise Conflict(N_("An event that is over cannot be published."))
    return replace(event, status=Status.PUBLISHED, published_at=now, updated_at=now, announced_in=language)


def cancel(event: Event, reason: str, now: datetime) -> Event:
    """The cancelled event. ``Conflict`` when it was never published or is cancelled already."""
    if event.status is Status.CANCELLED:
        raise Conflict(N_("This event is cancelled already."))
    if event.status is not Status.PUBLISHED:
        raise Conflict(N_("Only a published event can be cancelled; delete a draft instead."))
    return replace(
        event,
        status=Status.CANCELLED,
        cancel_reason=reason.strip(),
        updated_at=now,
        sequence=event.sequence + 1,
    )


def delete(event: Event, now: datetime) -> Event:
    """The tombstone: nothing of what was written stays but the dates that peers may ask for."""
    return replace(
        event,
        status=Status.DELETED,
        title="",
        summary="",
        description="",
        place=None,
        online_url="",
        external_url="",
        picture=None,
        picture_alt="",
        cancel_reason="",
        updated_at=now,
    )


def need_visible(event: Event, organizer: bool = False) -> None:
    """Raise ``Gone`` for a tombstone and ``NotFound`` for a draft that is not the viewer's to see."""
    if event.status is Status.DELETED:
        raise Gone(N_("This event was deleted."))
    if event.status is Status.DRAFT and not organizer:
        raise NotFound(N_("There is no such event."))


@dataclass(frozen=True, slots=True)
class Change:
    """What a change means to those who come: only what would make somebody be at the wrong place or time."""

    starts: bool = False
    ends: bool = False
    place: bool = False
    title: bool = False

    def __bool__(self) -> bool:
        return self.starts or self.ends or self.place or self.title


def difference(old: Event, new: Event) -> Change:
    """What people who signed up for *old* must be told about *new*."""
    return Change(
        starts=old.starts_at != new.starts_at,
        ends=old.ends_at != new.ends_at,
        place=old.place != new.place,
        title=old.title != new.title,
    )
