"""What search engines and messengers read of an event."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fedevent.events import Event, JoinMode, Status
from fedevent.groups import Group
from fedevent.ids import EventId, GroupId
from fedevent.places import Place
from web.structured import Addresses, description, event_json, group_json, open_graph, script

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
GROUP = Group(GroupId("g1"), "tinker", "Tinkerers", "We mend things.")
AT = Addresses(
    "https://here.example/events/e1",
    "https://here.example/groups/tinker",
    "https://here.example/events/e1/cover.png",
)
LAB = Event(
    EventId("e1"),
    GROUP.id,
    "Repair café",
    datetime.fromisoformat("2030-03-12T19:00"),
    "Europe/Berlin",
    ends=datetime.fromisoformat("2030-03-12T21:30"),
    description="Bring **one** broken thing.",
    place=Place("Old Mill", "Hauptstraße 1", "Bremen", postal_code="28195", country="DE"),
    capacity=10,
    status=Status.PUBLISHED,
    published_at=NOW - timedelta(days=3),
)


def test_the_times_carry_the_offset_of_the_place() -> None:
    found = event_json(LAB, GROUP, AT, 3, NOW)
    assert found["startDate"] == "2030-03-12T19:00:00+01:00"
    assert found["endDate"] == "2030-03-12T21:30:00+01:00"


def test_an_event_as_planned_says_so() -> None:
    found = event_json(LAB, GROUP, AT, 3, NOW)
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["remainingAttendeeCapacity"] == 7
    assert "previousStartDate" not in found


def test_a_cancelled_event_keeps_its_date_and_offers_nothing() -> None:
    found = event_json(replace(LAB, status=Status.CANCELLED), GROUP, AT, 3, NOW)
    assert found["eventStatus"] == "https://schema.org/EventCancelled"
    assert found["startDate"] == "2030-03-12T19:00:00+01:00"
    assert "offers" not in found


def test_a_moved_event_names_the_date_it_had() -> None:
    old = datetime.fromisoformat("2030-03-11T19:00")
    found = event_json(LAB, GROUP, AT, 3, NOW, previous_starts=old)
    assert found["eventStatus"] == "https://schema.org/EventRescheduled"
    assert found["previousStartDate"] == "2030-03-11T19:00:00+01:00"


@pytest.mark.parametrize(
    ("place", "online", "mode", "kinds"),
    [
        (LAB.place, "", "Offline", ["Place"]),
        (None, "https://meet.example/secret", "Online", ["VirtualLocation"]),
        (LAB.place, "https://meet.example/secret", "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_how_one_takes_part_follows_from_place_and_link(
    place: Place | None, online: str, mode: str, kinds: list[str]
) -> None:
    found = event_json(replace(LAB, place=place, online_url=online), GROUP, AT, 3, NOW)
    assert found["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    locations = found["location"] if isinstance(found["location"], list) else [found["location"]]
    assert [location["@type"] for location in locations] == kinds
    assert "secret" not in json.dumps(found)


def test_a_full_event_is_sold_out_and_a_past_one_offers_nothing() -> None:
    offers = event_json(LAB, GROUP, AT, 10, NOW)["offers"]
    assert isinstance(offers, dict)
    assert offers["availability"] == "https://schema.org/SoldOut"
    assert "offers" not in event_json(LAB, GROUP, AT, 10, NOW + timedelta(days=30))


def test_sign_up_elsewhere_is_offered_elsewhere() -> None:
    event = replace(LAB, join_mode=JoinMode.EXTERNAL, external_url="https://tickets.example/1")
    offers = event_json(event, GROUP, AT, 0, NOW)["offers"]
    assert isinstance(offers, dict)
    assert offers["url"] == "https://tickets.example/1"


def test_no_title_can_end_the_data_block() -> None:
    block = str(script(event_json(replace(LAB, title="</script><b>&"), GROUP, AT, 0, NOW)))
    assert block.count("<") == 2
    inner = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inner)["name"] == "</script><b>&"


def test_the_preview_has_a_picture_with_words_for_it() -> None:
    tags = dict(open_graph("Repair café", "Come by.", AT.page, AT.cover, "A kettle", "Bremen", "pt-BR"))
    assert tags["og:image"] == AT.cover
    assert tags["og:image:alt"] == "A kettle"
    assert tags["og:locale"] == "pt_BR"
    without = dict(open_graph("Tinkerers", "", AT.page, "", "", "Bremen", "de"))
    assert "og:image" not in without
    assert "og:description" not in without


def test_a_description_is_the_summary_or_the_beginning_of_the_text() -> None:
    assert description(LAB) == "Bring one broken thing."
    assert description(replace(LAB, summary="A quiet evening.")) == "A quiet evening."
    long = description(replace(LAB, description="word " * 200), most=50)
    assert len(long) <= 50
    assert long.endswith("word…")


def test_a_group_is_an_organization_with_its_place() -> None:
    found = group_json(replace(GROUP, place=LAB.place), AT.group, "https://here.example/pictures/p1")
    assert found["description"] == "We mend things."
    assert found["location"] == {
        "@type": "Place",
        "name": "Old Mill",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Hauptstraße 1",
            "postalCode": "28195",
            "addressLocality": "Bremen",
            "addressCountry": "DE",
        },
    }
