"""Addresses that others keep: feeds beside every list, hashtags, and what a draft must not give away."""

import pytest
from icalendar import Calendar

from fedevent.usecases import events
from tests.rig import Rig


@pytest.mark.parametrize("kind", ["ics", "atom"])
async def test_a_groups_list_of_dates_has_its_feeds_beside_it(rig: Rig, kind: str) -> None:
    await rig.an_event(await rig.a_group(), title="Lamp night")
    beside = await rig.text(f"/groups/menders/events.{kind}")
    assert "Lamp night" in beside
    if kind == "ics":
        assert len(Calendar.from_ical(beside).walk("VEVENT")) == 1


@pytest.mark.parametrize(
    ("tag", "query"),
    [("zerowaste", "topic=Zero+waste"), ("ZeroWaste", "topic=Zero+waste"), ("other", "q=other")],
)
async def test_a_hashtag_leads_to_the_dates_under_its_topic(rig: Rig, tag: str, query: str) -> None:
    await rig.an_event(await rig.a_group(), categories=("Zero waste",))
    answer = await rig.get(f"/tags/{tag}")
    assert (answer.status, answer.headers["Location"]) == (303, f"/events?{query}")


@pytest.mark.parametrize("name", ["replies", "attendees"])
async def test_collections_of_a_draft_or_a_deleted_event_are_not_there(rig: Rig, name: str) -> None:
    group = await rig.a_group()
    draft, gone = await rig.an_event(group, published=False), await rig.an_event(group)
    assert (await rig.get(f"/events/{gone.id}/{name}")).status == 200
    await events.delete(rig.work(), gone.id, rig.organizer)
    for event in (draft, gone):
        assert (await rig.get(f"/events/{event.id}/{name}")).status == 404
