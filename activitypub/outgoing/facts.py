"""What the builders are told: everything loaded before, so that putting into words stays pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from activitypub.dialects.dialect import Form
from activitypub.translate.announcement import Voice
from activitypub.translate.posts import Tally
from activitypub.urls import Urls
from fedevent.events import Event
from fedevent.groups import Group
from fedevent.messages import Message
from fedevent.people import Account, Person
from fedevent.rsvps import Rsvp, Source, Status
from fedevent.translator import Translator


@dataclass(frozen=True, slots=True)
class Guest:
    """Someone elsewhere whose answer stands: how they came, and in which form their server got the event."""

    actor: str
    handle: str
    language: str | None
    form: Form
    status: Status
    source: Source


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone elsewhere to whom a message goes."""

    person: str
    actor: str
    handle: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """The records a domain event is about, as they are now. What is not concerned is None or empty."""

    urls: Urls
    words: Translator
    now: datetime
    new_id: Callable[[], str]
    language: str | None = None  # in which the event or group speaks
    group: Group | None = None
    event: Event | None = None
    rsvp: Rsvp | None = None
    person: Person | None = None
    account: Account | None = None
    message: Message | None = None
    documents: tuple[dict[str, object], ...] = ()  # ready profiles, for Update
    tally: Tally = field(default_factory=Tally)
    guests: tuple[Guest, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    own_page: str = ""  # opens the page of *person*, without a password
    upcoming: tuple[str, ...] = ()  # ids of public events still to come

    @property
    def voice(self) -> Voice:
        """How we speak to everybody at once."""
        return Voice(self.words, self.language, self.urls)

    def voice_for(self, language: str | None) -> Voice:
        """How we speak to one person."""
        return Voice(self.words, language or self.language, self.urls)

    def activity_id(self) -> str:
        """A fresh id for an activity."""
        return self.urls.activity(self.new_id())

    @property
    def sender(self) -> str:
        """The group's actor. Only for facts that have a group."""
        return self.urls.group(self.of_group.slug)

    @property
    def of_group(self) -> Group:
        """The group, where there must be one. ``LookupError`` otherwise."""
        if self.group is None:
            raise LookupError("these facts are about no group")
        return self.group

    @property
    def of_event(self) -> Event:
        """The event, where there must be one. ``LookupError`` otherwise."""
        if self.event is None:
            raise LookupError("these facts are about no event")
        return self.event
