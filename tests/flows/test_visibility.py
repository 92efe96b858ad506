"""Unlisted events: open to whoever has the link, announced to nobody, until they go public."""

from dataclasses import replace

from fedevent.events import Visibility
from fedevent.usecases import events
from tests.peers import MASTODON, MOBILIZON
from tests.rig import Rig


async def test_an_unlisted_event_that_goes_public_is_announced_then(rig: Rig) -> None:
    group = await rig.a_group()
    for peer in (MASTODON, MOBILIZON):
        await rig.follows(peer, group)
    rig.network.sent.clear()
    event = await rig.an_event(group, visibility=Visibility.UNLISTED)
    assert rig.network.sent == []
    plan = replace(events.plan_of(event), visibility=Visibility.PUBLIC)
    await events.edit(rig.work(), event.id, plan, rig.organizer)
    await rig.settles()
    assert rig.network.to(MASTODON)[0]["type"] == "Create"
    assert rig.network.to(MOBILIZON)[0]["object"]["type"] == "Event"


async def test_an_unlisted_event_is_on_no_list_and_at_its_address(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), visibility=Visibility.UNLISTED)
    assert event.title not in await rig.text("/events")
    assert event.title not in await rig.text("/groups/menders")
    assert event.title in await rig.text(f"/events/{event.id}")
