"""What a person agreed to be written about, for which purpose, and the proof of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fedevent.ids import EventId, GroupId, PersonId


class Purpose(StrEnum):
    """Why somebody may be written to. Notices about one's own sign-up need no consent and are not here."""

    EVENT_MESSAGES = "event_messages"  # the hosts write about one event
    GROUP_NEWS = "group_news"
    STORIES = "stories"


@dataclass(frozen=True, slots=True)
class Consent:
    """One entry of the log: the latest one for a person, purpose and scope is what holds.

    *event* or *group* is the scope. *text* is what the person was shown, *proof* where it came from
    (an activity's id, a confirmed form, an API call).
    """

    person: PersonId
    purpose: Purpose
    given: bool
    at: datetime
    source: str
    text: str
    event: EventId | None = None
    group: GroupId | None = None
    proof: str = ""
