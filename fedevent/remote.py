"""What happens elsewhere: events that we were told of, whom we follow, and our people's answers there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fedevent.ids import GroupId, PersonId


@dataclass(frozen=True, slots=True)
class RemoteEvent:
    """An event of another server, as its origin last told it. *uri* is its id there; times are UTC."""

    uri: str
    actor: str  # who publishes it: the group, else the organizer
    name: str
    starts_at: datetime
    timezone: str
    ends_at: datetime | None = None
    url: str = ""
    summary: str = ""
    content: str = ""  # sanitized HTML
    place: str = ""
    join_mode: str = "free"
    cancelled: bool = False
    updated_at: datetime | None = None
    seen_at: datetime | None = None


class FollowState(StrEnum):
    """How far a follow of ours has come."""

    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Following:
    """One of our groups, or (without *group*) the instance, follows an actor elsewhere."""

    id: str  # names our request: its activity is addressed by it
    group: GroupId | None
    actor: str
    state: FollowState
    since: datetime


class AnswerState(StrEnum):
    """What became of an answer that one of our people sent to another server."""

    SENT = "sent"  # waiting for its word
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class RemoteRsvp:
    """One of our people asked to come to an event elsewhere."""

    id: str  # names our request
    event: str  # its URI
    person: PersonId
    state: AnswerState
    at: datetime
