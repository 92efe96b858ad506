"""What the builders of mails are told: everything loaded before, so that putting into words stays pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fedevent.chapter import Chapter
from fedevent.events import Event
from fedevent.groups import Group
from fedevent.ids import PersonId
from fedevent.messages import Message
from fedevent.moderation import Report
from fedevent.people import Account, Person
from fedevent.rsvps import Rsvp, Status
from web.i18n import Languages, Speech
from web.links import Links
from web.mail.rendering import Renderer


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody who can be mailed. *name* is "" where nobody has proven that the address is theirs."""

    person: PersonId
    name: str
    email: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class MailGuest:
    """Someone whose answer stands and who came by the web, by mail or the API; *email* is proven."""

    person: PersonId
    name: str
    email: str
    language: str | None
    status: Status

    @property
    def mailbox(self) -> Mailbox:
        """How to reach them."""
        return Mailbox(self.person, self.name, self.email, self.language)


@dataclass(frozen=True, slots=True)
class MailFacts:
    """The records a domain event is about, as they are now. What is not concerned is None or empty.

    *domain* ends our Message-IDs. *recipients* are those whom the message reaches by mail.
    """

    words: Languages
    links: Links
    renderer: Renderer
    chapter: Chapter
    domain: str
    now: datetime
    new_id: Callable[[], str]
    event: Event | None = None
    group: Group | None = None
    rsvp: Rsvp | None = None
    person: Person | None = None
    account: Account | None = None
    message: Message | None = None
    report: Report | None = None
    mail_guests: tuple[MailGuest, ...] = ()
    hosts: tuple[Mailbox, ...] = ()
    recipients: tuple[Mailbox, ...] = ()
    admins: tuple[Mailbox, ...] = ()

    @property
    def of_event(self) -> Event:
        """The event, where there must be one. ``LookupError`` otherwise."""
        if self.event is None:
            raise LookupError("these facts are about no event")
        return self.event

    @property
    def of_group(self) -> Group:
        """The group, where there must be one. ``LookupError`` otherwise."""
        if self.group is None:
            raise LookupError("these facts are about no group")
        return self.group

    @property
    def owner(self) -> Mailbox | None:
        """The person concerned; None when they cannot be mailed at all.

        A name beside an address that nobody has proven may be anything, even advertising: it is left out.
        """
        person = self.person
        if person is None or not person.email:
            return None
        name = person.name if person.reachable_by_mail else ""
        return Mailbox(person.id, name, person.email, person.language)

    def speech(self, language: str | None) -> Speech:
        """How to speak to a person: in their language, else the event's, the group's, the chapter's."""
        spoken = (
            language,
            *(self.event.languages if self.event else ()),
            *(self.group.languages if self.group else ()),
            self.chapter.language,
        )
        return self.words.speech(next((code for code in spoken if self.words.match(code)), None))
