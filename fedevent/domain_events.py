"""What has happened. Frozen, flat, JSON-ready, and written to the outbox in the same transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DomainEvent:
    """Something that happened and may be told."""


@dataclass(frozen=True, slots=True)
class GroupCreated(DomainEvent):
    """A group began."""

    group: str


@dataclass(frozen=True, slots=True)
class GroupChanged(DomainEvent):
    """A group's profile changed."""

    group: str


@dataclass(frozen=True, slots=True)
class GroupFollowed(DomainEvent):
    """An account elsewhere follows a group, or (with an empty *group*) the instance."""

    group: str
    actor: str
    follow: str


@dataclass(frozen=True, slots=True)
class EventPublished(DomainEvent):
    """An event went public (or unlisted)."""

    event: str
    group: str


@dataclass(frozen=True, slots=True)
class EventChanged(DomainEvent):
    """A published event was edited. The old values are there when they matter to those who come.

    *old_starts* and *old_ends* are wall-clock ISO times in *old_timezone*; *matters* says that somebody
    would otherwise be at the wrong place or time.
    """

    event: str
    group: str
    matters: bool
    old_title: str
    old_starts: str
    old_ends: str
    old_timezone: str
    old_place: str


@dataclass(frozen=True, slots=True)
class EventCancelled(DomainEvent):
    """A published event will not take place."""

    event: str
    group: str


@dataclass(frozen=True, slots=True)
class EventDeleted(DomainEvent):
    """An event that was public was deleted; its address answers "gone".

    *title* and *starts* (ISO moment) are for those who were coming; *expected*: it was still to take place.
    """

    event: str
    group: str
    title: str
    starts: str
    timezone: str
    expected: bool


@dataclass(frozen=True, slots=True)
class RsvpStated(DomainEvent):
    """A person answered. *old* is "" for the first answer; *again* when nothing changed but the request."""

    event: str
    group: str
    rsvp: str
    person: str
    old: str
    new: str
    source: str
    asked_by: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class RsvpRefused(DomainEvent):
    """A request from afar that cannot be. *kind*: "reject", or "ignore" where nobody signs up at all.

    *why* is a message id; *source* the way it came.
    """

    event: str
    group: str
    actor: str
    asked_by: str
    kind: str
    why: str
    source: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class RsvpMoved(DomainEvent):
    """The hosts or the waiting list moved an answer. *by* is the organizer, "" for the list itself."""

    event: str
    group: str
    rsvp: str
    person: str
    old: str
    new: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmationAsked(DomainEvent):
    """An address must be proven before the answer counts. The link carries what was said."""

    event: str
    group: str
    person: str
    wish: str
    guests: int
    name_shown: bool
    consents: bool
    note: str
    held_until: str  # ISO moment, "" when no place is held


@dataclass(frozen=True, slots=True)
class MessagesStopped(DomainEvent):
    """A person from afar said stop: the hosts may no longer write about *event*."""

    event: str
    group: str
    person: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class HelpAsked(DomainEvent):
    """A person from afar asked how to answer."""

    event: str
    group: str
    person: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class MessageSent(DomainEvent):
    """The hosts sent a message; its recipients are fixed."""

    message: str
    group: str


@dataclass(frozen=True, slots=True)
class LinkAsked(DomainEvent):
    """A person asked for a link by mail. *purpose*: "sign-in", "reset", "invite" or "me".

    *group* is the one that an invitation is to.
    """

    person: str
    purpose: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class ReportMade(DomainEvent):
    """Somebody reported something."""

    report: str


@dataclass(frozen=True, slots=True)
class PersonErased(DomainEvent):
    """A person of ours is gone; *actor* where they were known elsewhere as ours."""

    person: str


@dataclass(frozen=True, slots=True)
class FollowAsked(DomainEvent):
    """A group, or (with an empty *group*) the instance, asks to follow *actor*."""

    group: str
    actor: str
    follow: str


@dataclass(frozen=True, slots=True)
class FollowEnded(DomainEvent):
    """A group or the instance no longer follows *actor*."""

    group: str
    actor: str
    follow: str


@dataclass(frozen=True, slots=True)
class RemoteRsvpAsked(DomainEvent):
    """One of our people wants to come to an event elsewhere."""

    rsvp: str
    person: str
    event: str  # its URI
    actor: str  # who is asked


@dataclass(frozen=True, slots=True)
class RemoteRsvpWithdrawn(DomainEvent):
    """One of our people no longer comes to an event elsewhere."""

    rsvp: str
    person: str
    event: str
    actor: str


@dataclass(frozen=True, slots=True)
class RemoteEventChanged(DomainEvent):
    """An event elsewhere that one of our people answered has moved, or will not take place (*off*)."""

    person: str
    event: str  # its URI
    name: str
    url: str
    starts: str  # ISO moments
    old_starts: str
    timezone: str
    place: str
    old_place: str
    off: bool


@dataclass(frozen=True, slots=True)
class RemoteWordHeard(DomainEvent):
    """The hosts of an event elsewhere wrote to one of our people who answered it. *html* is safe."""

    person: str
    event: str  # its URI
    name: str
    url: str
    html: str
