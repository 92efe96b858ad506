"""Records for tests, each complete but for what a test cares about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from fedevent.events import Event, Status
from fedevent.groups import Group
from fedevent.ids import EventId, GroupId, PersonId, RsvpId
from fedevent.people import Person
from fedevent.places import Place
from fedevent.rsvps import Rsvp, Source, Statement, Wish
from fedevent.rsvps import Status as Answer

NOW = datetime(2030, 3, 1, 12, 0, tzinfo=UTC)
EVENT_ID = EventId("0190a1b2-c3d4-7e5f-8a6b-112233445566")


def an_event(**changes: Any) -> Event:
    """A published meetup on a Tuesday evening in Berlin."""
    event = Event(
        id=EVENT_ID,
        group=GroupId("g1"),
        title="Tuesday Lab",
        starts=datetime(2030, 3, 12, 19, 0),
        ends=datetime(2030, 3, 12, 21, 0),
        timezone="Europe/Berlin",
        place=Place("The Shed", "Hof 3", "Berlin", postal_code="10115", country="DE"),
        status=Status.PUBLISHED,
        published_at=NOW,
        updated_at=NOW,
    )
    return replace(event, **changes)


def a_group(**changes: Any) -> Group:
    """A group of people who mend things."""
    group = Group(
        GroupId("g1"), "menders", "The Menders", "We mend things.", timezone="Europe/Berlin", created_at=NOW
    )
    return replace(group, **changes)


def a_person(**changes: Any) -> Person:
    """Someone with an account elsewhere."""
    person = Person(
        PersonId("p1"), "Ada", actor="https://social.example/users/ada", handle="@ada@social.example"
    )
    return replace(person, **changes)


def an_rsvp(number: int = 1, **changes: Any) -> Rsvp:
    """An answer: the *number*-th of its event."""
    rsvp = Rsvp(
        RsvpId(f"r{number}"),
        EVENT_ID,
        PersonId(f"p{number}"),
        Answer.GOING,
        Source.WEB,
        stated_at=NOW,
        since=NOW + timedelta(seconds=number),
    )
    return replace(rsvp, **changes)


def said(wish: Wish = Wish.GOING, **changes: Any) -> Statement:
    """Somebody says something on the web."""
    return replace(Statement(wish, Source.WEB, NOW), **changes)
