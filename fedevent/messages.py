"""What the hosts write to the people of an event: to whom, by which way, and who is left out and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fedevent.errors import Fault, fault
from fedevent.ids import EventId, GroupId, MessageId, PersonId
from fedevent.rsvps import Status
from fedevent.words import N_


class Channel(StrEnum):
    """The ways a message can go."""

    FEDIVERSE = "fediverse"
    EMAIL = "email"


class State(StrEnum):
    """The life of a message."""

    DRAFT = "draft"
    SENT = "sent"
    CANCELLED = "cancelled"


class LeftOut(StrEnum):
    """Why a person of the audience gets nothing."""

    NO_CONSENT = "no_consent"
    NO_CHANNEL = "no_channel"  # neither a proven address nor an account elsewhere
    CHANNEL_OFF = "channel_off"  # the way the person has is not among those chosen


@dataclass(frozen=True, slots=True)
class Audience:
    """Everyone whose answer to *event* stands at one of *statuses*."""

    event: EventId
    statuses: tuple[Status, ...] = (Status.GOING,)


@dataclass(frozen=True, slots=True)
class Message:
    """One text by the hosts. *body* is Markdown, as written."""

    id: MessageId
    group: GroupId
    audience: Audience
    subject: str
    body: str
    channels: tuple[Channel, ...] = (Channel.FEDIVERSE, Channel.EMAIL)
    state: State = State.DRAFT
    created_by: PersonId | None = None
    created_at: datetime | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listener:
    """A person of the audience, as far as sending needs to know. *came_by_fediverse*: the last answer did."""

    person: PersonId
    consents: bool
    actor: str | None
    email: str | None  # only when proven
    came_by_fediverse: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """How many get a message, by which way, and how many do not, and why."""

    by_channel: dict[Channel, tuple[Listener, ...]] = field(default_factory=dict)
    left_out: dict[LeftOut, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many people get it."""
        return sum(len(people) for people in self.by_channel.values())


def check(message: Message) -> list[Fault]:
    """What cannot be taken of *message*, if anything."""
    faults: list[Fault] = []
    if not message.subject.strip():
        faults.append(fault("subject", N_("Give the message a subject.")))
    if len(message.subject) > 200:
        faults.append(fault("subject", N_("Use at most %(count)s characters."), count=200))
    if not message.body.strip():
        faults.append(fault("body", N_("Write something.")))
    if len(message.body) > 20_000:
        faults.append(fault("body", N_("Use at most %(count)s characters."), count=20_000))
    if not message.channels:
        faults.append(fault("channels", N_("Choose at least one way to send it.")))
    return faults


def way(listener: Listener, channels: tuple[Channel, ...]) -> Channel | LeftOut:
    """The one way a message takes to a person: the way the person came by, else the other one."""
    if not listener.consents:
        return LeftOut.NO_CONSENT
    has = [c for c, known in ((Channel.FEDIVERSE, listener.actor), (Channel.EMAIL, listener.email)) if known]
    if not has:
        return LeftOut.NO_CHANNEL
    if not listener.came_by_fediverse:
        has.reverse()
    return next((c for c in has if c in channels), LeftOut.CHANNEL_OFF)


def preview(audience: Iterable[Listener], channels: tuple[Channel, ...]) -> Preview:
    """Sort *audience* into those who get it and those who do not."""
    by_channel: dict[Channel, list[Listener]] = {}
    left_out: Counter[LeftOut] = Counter()
    for listener in audience:
        taken = way(listener, channels)
        if isinstance(taken, Channel):
            by_channel.setdefault(taken, []).append(listener)
        else:
            left_out[taken] += 1
    return Preview({c: tuple(people) for c, people in by_channel.items()}, dict(left_out))
