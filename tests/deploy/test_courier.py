"""Deliveries: second knock, patience with the silent, and forgetting what is gone."""

from activitypub.signatures.sign import Scheme
from fedevent.groups import Group
from tests.peers import MASTODON, MOBILIZON, UNKNOWN, Peer
from tests.rig import Rig


async def published(rig: Rig, *peers: Peer) -> Group:
    group = await rig.a_group()
    for peer in peers:
        await rig.follows(peer, group)
    rig.network.sent.clear()
    return group


async def test_a_server_that_refuses_one_scheme_is_knocked_at_with_the_other(rig: Rig) -> None:
    group = await published(rig, MASTODON)
    rig.network.refuses = {MASTODON.host: Scheme.CAVAGE}
    await rig.an_event(group)
    assert [s.scheme for s in rig.network.sent] == [Scheme.RFC9421]


async def test_the_scheme_that_worked_is_remembered(rig: Rig) -> None:
    group = await published(rig, MASTODON)
    rig.network.refuses = {MASTODON.host: Scheme.CAVAGE}
    await rig.an_event(group)
    rig.network.knocks.clear()
    await rig.an_event(group, title="Another")
    assert {scheme for _, scheme in rig.network.knocks} == {Scheme.RFC9421}


async def test_a_silent_server_delays_nobody_else_and_gets_it_when_it_is_back(rig: Rig) -> None:
    group = await published(rig, MASTODON, MOBILIZON)
    rig.network.silent.add(MASTODON.host)
    await rig.an_event(group)
    assert len(rig.network.to(MOBILIZON)) == 1 and rig.network.to(MASTODON) == []
    rig.network.silent.clear()
    await rig.later(minutes=3)
    assert [d["type"] for d in rig.network.to(MASTODON)] == ["Create"]


async def test_an_update_waits_for_the_create_before_it(rig: Rig) -> None:
    from dataclasses import replace

    from fedevent.usecases import events

    group = await published(rig, MASTODON)
    rig.network.silent.add(MASTODON.host)
    event = await rig.an_event(group)
    plan = replace(events.plan_of(event), description="More words.")
    await events.edit(rig.work(), event.id, plan, rig.organizer)
    await rig.settles()
    rig.network.silent.clear()
    for _ in range(3):
        await rig.later(minutes=7)
    assert [d["type"] for d in rig.network.to(MASTODON)] == ["Create", "Update"]


async def test_an_inbox_that_is_gone_is_a_follower_lost(rig: Rig) -> None:
    group = await published(rig, UNKNOWN)
    rig.network.answers[UNKNOWN.inbox] = 410
    await rig.an_event(group)
    assert (await rig.json("/groups/menders/followers"))["totalItems"] == 0


async def test_a_server_that_never_comes_back_is_given_up_after_some_days(rig: Rig) -> None:
    group = await published(rig, MASTODON)
    rig.network.silent.add(MASTODON.host)
    await rig.an_event(group)
    for _ in range(20):
        await rig.later(days=1)
    rig.network.silent.clear()
    await rig.later(days=1)
    assert rig.network.to(MASTODON) == []
