"""An event with its people, for the tests of mails: complete facts, of which a test takes what it needs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import count

from fedevent import domain_events as happened
from fedevent.chapter import Chapter
from fedevent.events import Event
from fedevent.events import Status as Life
from fedevent.groups import Group
from fedevent.ids import EventId, GroupId, MessageId, PersonId, RsvpId
from fedevent.messages import Audience, Message
from fedevent.moderation import Report, Subject
from fedevent.people import Account, Person
from fedevent.places import Place
from fedevent.rsvps import Rsvp, Source, Status
from web.i18n import Languages
from web.links import Links
from web.mail.rendering import Renderer
from web.notifications.facts import Mailbox, MailFacts, MailGuest

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
LINKS = Links(b"secret" * 8, "https://here.example", lambda: NOW)
CAFE = Event(
    EventId("e1"),
    GroupId("g1"),
    "Repair <café>",
    datetime(2030, 3, 12, 19),
    "Europe/Berlin",
    place=Place("Hall", "Mill Road 1", "Bremen"),
    online_url="https://meet.example/secret-room",
    status=Life.PUBLISHED,
)
ADA = Person(PersonId("ada"), "Ada", "ada@mail.example", NOW)
STRANGER = replace(ADA, name="Buy pills at evil.example", email_confirmed_at=None)
ANSWER = Rsvp(RsvpId("r1"), CAFE.id, ADA.id, Status.GOING, Source.EMAIL, NOW)
HEDY = Mailbox(PersonId("hedy"), "Hedy", "hedy@mail.example")
REPORT = Report("x1", Subject.EVENT, CAFE.id, "This is <b>spam</b>.", NOW, contact="me@mail.example")
MESSAGE = Message(MessageId("m1"), CAFE.group, Audience(CAFE.id), "What to bring", "Bring a *lamp* & tea.")


def guest(name: str, status: Status = Status.GOING, language: str | None = None) -> MailGuest:
    return MailGuest(PersonId(name), name.title(), f"{name}@mail.example", language, status)


def facts() -> MailFacts:
    """Everything that can be loaded. New ids are id1, id2 and so on."""
    ids = count(1)
    return MailFacts(
        words=Languages(("en", "xx")),
        links=LINKS,
        renderer=Renderer(),
        chapter=Chapter("Bremen mends", "Bremen", "Europe/Berlin", "en"),
        domain="here.example",
        now=NOW,
        new_id=lambda: f"id{next(ids)}",
        event=CAFE,
        group=Group(CAFE.group, "tinker", "Tinkerers"),
        rsvp=ANSWER,
        person=ADA,
        account=Account(ADA.id, "ada", epoch=3),
        message=MESSAGE,
        report=REPORT,
        mail_guests=(guest("ada"), guest("bob", Status.WAITING)),
        hosts=(HEDY,),
        recipients=(Mailbox(ADA.id, ADA.name, "ada@mail.example"), Mailbox(HEDY.person, "Hedy", HEDY.email)),
        admins=(HEDY,),
    )


ASKED = happened.ConfirmationAsked(
    "e1", "g1", "ada", "going", 2, True, True, "a note", (NOW + timedelta(minutes=30)).isoformat()
)
STATED = happened.RsvpStated("e1", "g1", "r1", "ada", "", "going", "email", "")
MOVED = happened.RsvpMoved("e1", "g1", "r1", "ada", "waiting", "going")
CHANGED = happened.EventChanged(
    "e1", "g1", True, "Repair", "2030-03-11T18:00:00", "", "Europe/Berlin", "Old hall"
)
CANCELLED = happened.EventCancelled("e1", "g1")
DELETED = happened.EventDeleted("e1", "g1", "Repair", "2030-03-12T18:00:00+00:00", "Europe/Berlin", True)
SENT = happened.MessageSent("m1", "g1")
REPORTED = happened.ReportMade("x1")
SIGN_IN = happened.LinkAsked("ada", "sign-in")
ALL = (ASKED, STATED, MOVED, CHANGED, CANCELLED, DELETED, SENT, REPORTED, SIGN_IN)


class Words(HTMLParser):
    """What people read of an HTML mail, piece by piece, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self._silent = 0
        self._hidden_tables = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append(found.get("href") or "")
        self.loads += [value or "" for name, value in attrs if name in ("src", "srcset", "background")]
        # The tear-off sheet repeats the date beside it.
        if tag in ("style", "title") or (tag == "table" and (self._hidden_tables or "aria-hidden" in found)):
            self._silent += 1
            self._hidden_tables += tag == "table"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "title") or (tag == "table" and self._hidden_tables):
            self._silent -= 1
            self._hidden_tables -= tag == "table"

    def handle_data(self, data: str) -> None:
        if not self._silent and (words := " ".join(data.split())):
            self.pieces.append(words)
