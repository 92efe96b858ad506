"""Who may say what: every way in which somebody could speak for another, or wear us down, is shut."""

import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from activitypub.signatures.sign import Scheme
from deploy.compose import compose
from fedevent.events import Event
from tests.flows.sayings import GROUP, Said, hear, say, standing, undo, vote
from tests.peers import EVE, MASTODON, MOBILIZON, Peer, pair
from tests.rig import BASE, Rig

# A neighbour of MASTODON on the same server, with a key of their own.
MALLORY = Peer("https://social.example/users/mallory", "mastodon", number=1)
INBOX = f"{BASE}/inbox"


async def event_of(rig: Rig) -> Event:
    event = await rig.an_event(await rig.a_group())
    rig.meet(MASTODON, MALLORY, EVE)
    return event


def join(peer: Peer, event: Event, number: int = 1) -> Said:
    return say(peer, "Join", f"{BASE}/events/{event.id}", number)


async def knock(rig: Rig, body: bytes, headers: dict[str, str], path: str = "/inbox") -> int:
    async with rig.client.post(path, data=io.BytesIO(body), headers=headers) as answer:
        status = answer.status
    await rig.settles()
    return status


def signed(rig: Rig, peer: Peer, activity: Said, **shift: float) -> tuple[bytes, dict[str, str]]:
    """Body and headers, signed now or at another time."""
    body, headers = peer.signed(INBOX, activity, rig.clock.now + timedelta(**shift))
    return body, {"Content-Type": "application/activity+json", **headers}


# who signed it


async def test_what_is_not_signed_is_not_heard(rig: Rig) -> None:
    event = await event_of(rig)
    body = json.dumps(join(MASTODON, event)).encode()
    assert await knock(rig, body, {"Content-Type": "application/activity+json"}) == 401
    assert await standing(rig, event) == {}


async def test_a_signature_by_the_wrong_key_is_refused(rig: Rig) -> None:
    event = await event_of(rig)
    forger = replace(MASTODON, number=2)
    assert await rig.receives(join(MASTODON, event), forger) == 401
    assert await standing(rig, event) == {}


@pytest.mark.parametrize(("signer", "status"), [(EVE, 401), (MALLORY, 403)])
async def test_nobody_signs_for_another(rig: Rig, signer: Peer, status: int) -> None:
    event = await event_of(rig)
    assert await rig.receives(join(MASTODON, event), signer) == status
    await rig.settles()
    assert await standing(rig, event) == {}


async def test_a_body_that_was_changed_on_the_way_is_refused(rig: Rig) -> None:
    event = await event_of(rig)
    body, headers = signed(rig, MASTODON, join(MASTODON, event))
    assert await knock(rig, body.replace(b"Join", b"Like"), headers) == 401


async def test_a_clock_may_be_wrong_by_an_hour_and_no_more(rig: Rig) -> None:
    event = await event_of(rig)
    for minutes, status in ((-120, 401), (120, 401), (-50, 202), (50, 202)):
        request = signed(rig, MASTODON, join(MASTODON, event, minutes), minutes=minutes)
        assert await knock(rig, *request) == status, minutes


async def test_the_newer_kind_of_signature_is_understood_too(rig: Rig) -> None:
    event = await event_of(rig)
    assert await rig.receives(join(MASTODON, event), MASTODON, scheme=Scheme.RFC9421) == 202
    await rig.settles()
    assert await standing(rig, event) == {MASTODON.id: "going"}


async def test_a_request_signed_for_another_server_cannot_be_passed_on_to_us(rig: Rig) -> None:
    event = await event_of(rig)
    body, headers = MASTODON.signed("https://other.example/inbox", join(MASTODON, event), rig.clock.now)
    headers["Content-Type"] = "application/activity+json"
    assert await knock(rig, body, headers) == 401
    assert await knock(rig, body, headers | {"Host": "chapter.example"}) == 401
    assert await standing(rig, event) == {}


async def test_the_same_request_sent_again_is_taken_and_does_nothing(rig: Rig) -> None:
    event = await event_of(rig)
    request = signed(rig, MASTODON, join(MASTODON, event))
    assert await knock(rig, *request) == 202
    rig.clock.pass_(minutes=1)
    await hear(rig, MASTODON, say(MASTODON, "Leave", f"{BASE}/events/{event.id}"))
    assert await knock(rig, *request) == 202
    assert await standing(rig, event) == {}
    assert len(rig.network.to(MASTODON)) == 1


async def test_every_inbox_of_ours_is_the_same_door(rig: Rig) -> None:
    event = await event_of(rig)
    await rig.an_account("Mia")
    for number, path in enumerate(("/inbox", "/actor/inbox", "/groups/menders/inbox", "/people/mia/inbox")):
        peer = Peer(f"https://social.example/users/u{number}", "mastodon")
        rig.meet(peer)
        assert await rig.receives(join(peer, event), peer, inbox=path) == 202
        unsigned = {"Content-Type": "application/activity+json"}
        assert await knock(rig, json.dumps(join(peer, event)).encode(), unsigned, path) == 401
    assert await rig.counts(event) == {"going": 4}


async def test_a_new_key_is_asked_for_once(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MASTODON, join(MASTODON, event))
    rotated = replace(MASTODON, number=3)
    rig.meet(rotated)
    # a fresh process knows the old key from storage
    other = compose(rig.instance.settings, network=rig.network, clock=rig.clock)
    async with TestClient(TestServer(other.app)) as client:
        rig.client = client
        rig.network.asked.clear()
        assert await rig.receives(say(rotated, "Leave", f"{BASE}/events/{event.id}"), rotated) == 202
        assert rig.network.asked == [MASTODON.id]
        for number in range(3):  # the old key is no longer good, and nobody is asked again and again
            assert await rig.receives(join(MASTODON, event, number + 2), MASTODON) == 401
        assert rig.network.asked == [MASTODON.id]
    await other.close()


# what may be in it


async def test_only_activitypub_is_read_as_activitypub(rig: Rig) -> None:
    event = await event_of(rig)
    body, headers = signed(rig, MASTODON, join(MASTODON, event))
    for kind in ("application/json", "text/html", "application/ld+json", "application/octet-stream"):
        assert await knock(rig, body, headers | {"Content-Type": kind}) == 415, kind
    assert await standing(rig, event) == {}


def deep(depth: int) -> bytes:
    return b'{"type":"Like","actor":"https://social.example/users/ada","object":' + (
        b"[" * depth + b"]" * depth + b"}"
    )


NO_ACTIVITIES = {
    "too large": (b"{" + b" " * 2_000_000 + b"}", 413),
    "no json": (b"not json", 400),
    "empty": (b"", 400),
    "a list": (b"[]", 400),
    "no actor": (b'{"type": "Like"}', 400),
    "no address": (b'{"type": "Like", "actor": "nobody"}', 400),
    "nul": (b'{"type": "Like", "actor": "https://social.example/users/ada\\u0000"}', 400),
    "deep": (deep(40), 400),
    "very deep": (deep(200_000), 400),
}


async def test_what_is_no_activity_is_turned_away_before_anything_is_asked(rig: Rig) -> None:
    headers = MASTODON.signed(INBOX, {}, rig.clock.now)[1] | {"Content-Type": "application/activity+json"}
    for name, (body, status) in NO_ACTIVITIES.items():
        assert await knock(rig, body, headers) == status, name
    assert rig.network.asked == []


async def test_an_activity_with_an_id_on_another_server_is_forged(rig: Rig) -> None:
    event = await event_of(rig)
    forged = join(MASTODON, event) | {"id": f"{EVE.id}/join/1"}
    assert await rig.receives(forged, MASTODON) == 403


# for whom one may speak


async def test_nobody_undoes_what_another_said(rig: Rig) -> None:
    event = await event_of(rig)
    asked = join(MASTODON, event)
    await hear(rig, MASTODON, asked)
    for number, peer in enumerate((EVE, MALLORY)):
        rig.clock.pass_(minutes=1)
        await hear(rig, peer, undo(peer, asked, number), undo(peer, asked["id"], 10 + number))
        await hear(rig, peer, undo(peer, asked | {"actor": peer.id}, 20 + number))
        await hear(rig, peer, say(peer, "Leave", asked["id"], number), say(peer, "Leave", asked, 10 + number))
    assert await standing(rig, event) == {MASTODON.id: "going"}


async def test_nobody_votes_in_the_name_of_another(rig: Rig) -> None:
    event = await event_of(rig)
    theirs = vote(MASTODON, event, "I’m going")
    for number, peer in enumerate((EVE, MALLORY)):
        await hear(rig, peer, say(peer, "Create", theirs["object"], number))
    assert await standing(rig, event) == {}


async def test_nobody_changes_the_profile_of_another(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MASTODON, join(MASTODON, event))
    for peer in (EVE, MALLORY):
        await hear(rig, peer, say(peer, "Update", MASTODON.document() | {"name": "Mallory"}))
    actor = await rig.instance.reads.federation.actor(MASTODON.id)
    assert actor is not None and actor.name == "Ada"


async def test_a_profile_is_read_anew_from_its_own_address(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MASTODON, join(MASTODON, event))
    update = say(MASTODON, "Update", MASTODON.document() | {"name": "Not what my server says"})
    rig.network.documents[MASTODON.id]["name"] = "Ada Lovelace"
    assert await rig.receives(update, MASTODON) == 202
    await rig.settles()
    actor = await rig.instance.reads.federation.actor(MASTODON.id)
    assert actor is not None and actor.name == "Ada Lovelace"


async def test_nobody_deletes_the_account_of_another(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MASTODON, join(MASTODON, event))
    for peer in (EVE, MALLORY):
        await hear(rig, peer, say(peer, "Delete", MASTODON.id))
        await hear(
            rig, peer, say(peer, "Delete", GROUP, 2), say(peer, "Delete", f"{BASE}/events/{event.id}", 3)
        )
    assert await standing(rig, event) == {MASTODON.id: "going"}
    assert (await rig.get(f"/events/{event.id}")).status == 200


async def test_the_delete_of_a_stranger_is_acknowledged_without_asking_anybody(rig: Rig) -> None:
    await event_of(rig)
    rig.network.asked.clear()
    gone = Peer("https://gone.example/users/x", "mastodon")
    for number in range(3):
        assert await rig.receives(say(gone, "Delete", gone.id, number), gone) == 202
    await rig.settles()
    assert rig.network.asked == []


async def test_nobody_tells_us_of_the_events_of_another_server(rig: Rig) -> None:
    await event_of(rig)
    await rig.instance.directory.actor(MOBILIZON.id)
    document = {
        "id": "https://mobilizon.example/events/9",
        "type": "Event",
        "name": "Harbour walk",
        "attributedTo": MOBILIZON.id,
        "startTime": "2030-04-01T17:00:00Z",
    }
    own_id = document | {"id": f"{EVE.id}/events/1"}
    for number, told in enumerate((document, own_id, document | {"attributedTo": EVE.id})):
        await hear(rig, EVE, say(EVE, "Create", told, number))
        await hear(rig, EVE, say(EVE, "Update", told, number))
    assert await rig.instance.reads.remote.events(rig.clock.now, limit=10, offset=0) == []


async def test_whoever_we_do_not_follow_cannot_make_us_fetch(rig: Rig) -> None:
    await event_of(rig)
    await hear(rig, EVE, say(EVE, "Like", GROUP))
    rig.network.asked.clear()
    await hear(rig, EVE, say(EVE, "Announce", "https://victim.example/events/1"))
    await hear(rig, EVE, say(EVE, "Create", "https://victim.example/events/1"))
    await hear(rig, EVE, say(EVE, "Update", "https://victim.example/events/1"))
    assert [url for url in rig.network.asked if "victim" in url] == []


# the house itself


async def test_with_federation_off_nothing_comes_in_and_nothing_leaves(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.follows(MASTODON, group)
    rig.network.sent.clear()
    closed = compose(replace(rig.instance.settings, federation="off"), network=rig.network, clock=rig.clock)
    async with TestClient(TestServer(closed.app)) as client:
        rig.client = client
        event = await rig.an_event(group, published=False)
        rig.network.asked.clear()
        assert await rig.receives(join(EVE, event), EVE) == 403
        await closed.worker.settle()
    assert (rig.network.asked, rig.network.sent) == ([], [])
    await closed.close()


async def test_what_was_answered_202_is_done_by_whoever_comes_after_us(rig: Rig) -> None:
    event = await event_of(rig)
    crowd = [Peer(f"https://social.example/users/u{n}", "mastodon") for n in range(5)]
    rig.meet(*crowd)
    for peer in crowd:
        assert await rig.receives(join(peer, event), peer) == 202
    assert await rig.counts(event) == {}
    successor = compose(rig.instance.settings, network=rig.network, clock=rig.clock)
    await successor.worker.settle()
    await successor.close()
    assert await rig.counts(event) == {"going": 5}
    assert len({s.inbox for s in rig.network.sent}) == 5


async def test_the_documents_of_ours_can_be_read_by_anybody(rig: Rig) -> None:
    await event_of(rig)
    for path in ("/actor", "/groups/menders"):
        document: dict[str, Any] = await rig.json(path)
        assert document["publicKey"]["publicKeyPem"].startswith("-----BEGIN PUBLIC KEY-----")
        assert document["publicKey"]["publicKeyPem"] != pair().public_pem
