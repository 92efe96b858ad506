"""The examples of FEDERATION.md, made anew by the code that speaks: the document cannot fall behind it."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from activitypub.dialects.dialect import Form
from activitypub.outgoing.facts import Facts, Guest
from activitypub.outgoing.table import BUILDERS
from activitypub.translate import actors
from activitypub.translate.posts import Tally
from activitypub.urls import Urls
from fedevent import domain_events as happened
from fedevent.chapter import Chapter
from fedevent.domain_events import DomainEvent
from fedevent.ids import PersonId
from fedevent.people import Account
from fedevent.rsvps import Source, Status
from tests.makers import EVENT_ID, NOW, a_group, a_person, an_event, an_rsvp
from web.i18n import Languages

URLS = Urls("https://chapter.example", "chapter.example")
KEY = "-----BEGIN PUBLIC KEY-----\n(the key)\n-----END PUBLIC KEY-----\n"
ADA = "https://social.example/users/ada"
JOIN = "https://mobilizon.example/join/event/7f1c"


def facts(**changes: Any) -> Facts:
    """What is known of the sample event: 20 places, three going, one maybe."""
    numbers = itertools.count(1)
    base = Facts(
        URLS,
        Languages(),
        NOW,
        lambda: f"0190a1b2-0000-7000-8000-{next(numbers):012}",
        language="en",
        group=a_group(),
        event=an_event(capacity=20, categories=("repair",)),
        person=a_person(),
        rsvp=an_rsvp(),
        tally=Tally(3, 1, 0),
    )
    return replace(base, **changes)


def said(what: DomainEvent, told: Facts) -> list[dict[str, Any]]:
    """The documents that *what* leads to."""
    return [outgoing.document for outgoing in BUILDERS[type(what)](what, told)]


def stated(source: Source, new: Status, asked_by: str) -> happened.RsvpStated:
    """An answer that came from afar."""
    return happened.RsvpStated(EVENT_ID, "g1", "r1", "p1", "", new.value, source.value, asked_by)


def changed() -> happened.EventChanged:
    """The sample event begins an hour later than it did."""
    start, end = "2030-03-12T18:00:00", "2030-03-12T21:00:00"
    place = "The Shed, Hof 3, 10115 Berlin"
    return happened.EventChanged(EVENT_ID, "g1", True, "Tuesday Lab", start, end, "Europe/Berlin", place)


def examples() -> Mapping[str, dict[str, Any]]:
    """Name → document, each as it is sent or served, without the @context that all of them carry."""
    create_event, create_poll, _, announce = said(happened.EventPublished(EVENT_ID, "g1"), facts())
    poll_changed = said(changed(), facts())[5]
    host = a_person(handle="@bob@mobilizon.example", actor="https://mobilizon.example/@bob")
    [accept] = said(stated(Source.JOIN, Status.GOING, JOIN), facts(person=host))
    [full] = said(stated(Source.POLL, Status.WAITING, f"{ADA}#votes/1"), facts())
    [joined] = said(
        happened.RemoteRsvpAsked("r9", "p1", "https://mobilizon.example/events/1", host.actor or ""),
        facts(account=Account(PersonId("p1"), "mia")),
    )
    documents = {
        "group": actors.group(a_group(topics=("repair",)), KEY, URLS, (URLS.person("grace"),)),
        "instance": actors.instance(Chapter("Berlin Menders", "Berlin", "Europe/Berlin", "en"), KEY, URLS),
        "create event": create_event,
        "question": create_poll["object"],
        "announce": announce,
        "change": poll_changed["object"],
        "accept join": accept,
        "direct": full["object"],
        "join": joined,
        "delete": said(_deleted(), facts(guests=(_voter(),)))[1],
    }
    return {name: {k: v for k, v in d.items() if k != "@context"} for name, d in documents.items()}


def _deleted() -> happened.EventDeleted:
    return happened.EventDeleted(
        EVENT_ID, "g1", "Tuesday Lab", "2030-03-12T18:00:00+00:00", "Europe/Berlin", False
    )


def _voter() -> Guest:
    return Guest(ADA, "@ada@social.example", None, Form.QUESTION, Status.GOING, Source.POLL)
