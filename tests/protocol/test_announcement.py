"""Where an event is said to take place, and that nothing the hosts wrote is left out."""

import pytest

from activitypub.translate import announcement, events
from activitypub.translate.announcement import Voice
from activitypub.urls import Urls
from tests.makers import a_group, an_event
from web.i18n import Languages

VOICE = Voice(Languages(), "en", Urls("https://chapter.example", "chapter.example"))
WHEN = "Tuesday, 12 March 2030, 19:00 CET"
SHED = "The Shed, Hof 3, 10115 Berlin"
ROOM = "https://meet.example/room"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, f"{WHEN} · {SHED}"),
        ({"online_url": ROOM}, f"{WHEN} · {SHED} · also online"),
        ({"place": None, "online_url": ROOM}, f"{WHEN} · Online"),
        ({"place": None}, WHEN),
    ],
)
def test_an_event_is_online_only_where_it_is(changes: dict[str, object], line: str) -> None:
    event = an_event(**changes)
    assert announcement.one_line(event, VOICE) == line
    for said in (announcement.html(event, VOICE), events.write(event, a_group(), VOICE)["content"]):
        assert line.replace(f"{WHEN} · ", f"{WHEN}<br>") in said


def test_the_events_own_line_stands_in_its_content() -> None:
    document = events.write(an_event(summary="Soup at nine & later."), a_group(), VOICE)
    assert "<p>Soup at nine &amp; later.</p>" in document["content"]
