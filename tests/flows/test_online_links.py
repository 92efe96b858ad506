"""The link to an online event stands nowhere in public; whoever goes is told it, however they came."""

import json

from fedevent.events import Event, JoinMode
from fedevent.ids import RsvpId
from fedevent.rsvps import Status
from fedevent.usecases import rsvps
from tests.flows.sayings import hear, say, vote
from tests.peers import MASTODON, MOBILIZON, Peer
from tests.rig import Rig

ROOM = "https://meet.example/secret-room"


async def online(rig: Rig, join_mode: JoinMode = JoinMode.FREE) -> Event:
    event = await rig.an_event(await rig.a_group(), online_url=ROOM, join_mode=join_mode)
    rig.network.sent.clear()
    return event


def told(rig: Rig, peer: Peer) -> list[str]:
    """The direct messages with the link that *peer* got."""
    notes = (sent["object"] for sent in rig.network.to(peer) if sent["type"] == "Create")
    return [
        note["content"] for note in notes if f'href="{ROOM}"' in note["content"] and note["to"] == [peer.id]
    ]


async def test_whoever_joins_is_accepted_and_told_the_link_in_private(rig: Rig) -> None:
    event = await online(rig)
    await hear(rig, MOBILIZON, say(MOBILIZON, "Join", rig.urls.event(event.id)))
    assert {sent["type"] for sent in rig.network.to(MOBILIZON)} == {"Accept", "Create"}
    assert len(told(rig, MOBILIZON)) == 1


async def test_whoever_votes_going_is_told_the_link(rig: Rig) -> None:
    event = await online(rig)
    await hear(rig, MASTODON, vote(MASTODON, event, "I’m going"))
    assert len(told(rig, MASTODON)) == 1


async def test_a_request_is_told_the_link_when_the_hosts_have_agreed(rig: Rig) -> None:
    event = await online(rig, JoinMode.APPROVAL)
    await hear(rig, MOBILIZON, say(MOBILIZON, "Join", rig.urls.event(event.id)))
    assert rig.network.to(MOBILIZON) == []
    [row] = await rig.instance.reads.organizing.signups(event.id)
    await rsvps.decide(rig.work(), RsvpId(row.rsvp), Status.GOING, rig.organizer)
    await rig.settles()
    assert len(told(rig, MOBILIZON)) == 1


async def test_no_object_of_the_event_gives_the_link_away(rig: Rig) -> None:
    event = await online(rig)
    for path in (
        f"/events/{event.id}",
        f"/events/{event.id}/poll",
        f"/events/{event.id}/note",
        "/groups/menders/outbox",
    ):
        async with rig.client.get(path, headers={"Accept": "application/activity+json"}) as answer:
            assert ROOM not in json.dumps(await answer.json())
