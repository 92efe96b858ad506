"""Someone elsewhere follows a group of ours."""

from tests.peers import EVE, MASTODON, MOBILIZON
from tests.rig import BASE, Rig


async def test_a_follow_is_accepted_by_the_group(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.follows(MASTODON, group)
    [accept] = rig.network.to(MASTODON)
    assert (accept["type"], accept["actor"]) == ("Accept", f"{BASE}/groups/menders")
    assert accept["object"]["id"] == f"{MASTODON.id}#follow-menders"
    actor = await rig.json("/groups/menders/followers")
    assert actor["totalItems"] == 1


async def test_asking_again_is_answered_again_and_counted_once(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.follows(MASTODON, group)
    rig.clock.pass_(minutes=1)
    again = {
        "id": f"{MASTODON.id}#again",
        "type": "Follow",
        "actor": MASTODON.id,
        "object": f"{BASE}/groups/menders",
    }
    await rig.receives(again, MASTODON)
    await rig.settles()
    assert [d["type"] for d in rig.network.to(MASTODON)] == ["Accept", "Accept"]
    assert (await rig.json("/groups/menders/followers"))["totalItems"] == 1


async def test_an_undo_ends_it(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.follows(MASTODON, group)
    follow = {
        "id": f"{MASTODON.id}#follow-menders",
        "type": "Follow",
        "actor": MASTODON.id,
        "object": f"{BASE}/groups/menders",
    }
    undo = {"id": f"{MASTODON.id}#undo", "type": "Undo", "actor": MASTODON.id, "object": follow}
    await rig.receives(undo, MASTODON)
    await rig.settles()
    assert (await rig.json("/groups/menders/followers"))["totalItems"] == 0


async def test_an_undo_may_name_the_request_by_its_id_alone(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.follows(MASTODON, group)
    rig.meet(EVE)
    for number, peer, left in ((1, EVE, 1), (2, MASTODON, 0)):
        undo = {"id": f"{peer.id}#undo-{number}", "type": "Undo", "actor": peer.id}
        await rig.receives(undo | {"object": f"{MASTODON.id}#follow-menders"}, peer)
        await rig.settles()
        assert (await rig.json("/groups/menders/followers"))["totalItems"] == left


async def test_nobody_ends_the_follow_of_another(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.follows(MASTODON, group)
    rig.meet(EVE)
    follow = {
        "id": f"{MASTODON.id}#follow-menders",
        "type": "Follow",
        "actor": MASTODON.id,
        "object": f"{BASE}/groups/menders",
    }
    undo = {"id": f"{EVE.id}#undo", "type": "Undo", "actor": EVE.id, "object": follow}
    await rig.receives(undo, EVE)
    await rig.settles()
    assert (await rig.json("/groups/menders/followers"))["totalItems"] == 1


async def test_a_follower_of_the_instance_is_told_of_what_is_to_come(rig: Rig) -> None:
    group = await rig.a_group()
    event = await rig.an_event(group)
    rig.meet(MOBILIZON)
    follow = {"id": f"{MOBILIZON.id}/f", "type": "Follow", "actor": MOBILIZON.id, "object": f"{BASE}/actor"}
    assert await rig.receives(follow, MOBILIZON) == 202
    await rig.settles()
    await rig.later(seconds=20)
    kinds = [(d["type"], d["object"]) for d in rig.network.to(MOBILIZON)]
    assert kinds[0][0] == "Accept"
    assert kinds[1:] == [("Announce", rig.urls.event(event.id))]
