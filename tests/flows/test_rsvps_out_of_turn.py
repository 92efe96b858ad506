"""Answers that come twice, in the wrong order, all at once, or from people who move or leave."""

import asyncio
from typing import Any

from deploy.compose import compose
from fedevent.events import Event
from tests.flows.sayings import Said, hear, kinds, letters, reply, say, standing, undo, verdicts, vote
from tests.peers import FRIENDICA, MASTODON, MOBILIZON, UNKNOWN, Peer
from tests.rig import Rig

NEW_HOME = Peer("https://toot.example/users/ada", "mastodon", number=1)


async def event_of(rig: Rig, **plan: Any) -> Event:
    event = await rig.an_event(await rig.a_group(), **plan)
    rig.network.sent.clear()
    return event


def join(peer: Peer, event: Event, rig: Rig, number: int = 1) -> Said:
    return say(peer, "Join", rig.urls.event(event.id), number)


def leave(peer: Peer, event: Event, rig: Rig, number: int = 1) -> Said:
    return say(peer, "Leave", rig.urls.event(event.id), number)


# twice


async def test_the_same_join_delivered_twice_is_answered_once(rig: Rig) -> None:
    event = await event_of(rig)
    asked = join(MOBILIZON, event, rig)
    await hear(rig, MOBILIZON, asked, asked)
    assert (await standing(rig, event), len(verdicts(rig, MOBILIZON))) == ({MOBILIZON.id: "going"}, 1)


async def test_another_join_for_the_same_event_is_answered_again_and_counted_once(rig: Rig) -> None:
    event = await event_of(rig, capacity=1)
    for number in (1, 2):
        rig.clock.pass_(minutes=1)
        await hear(rig, MOBILIZON, join(MOBILIZON, event, rig, number))
    assert await standing(rig, event) == {MOBILIZON.id: "going"}
    assert [join for _, join in verdicts(rig, MOBILIZON)] == [f"{MOBILIZON.id}/join/{n}" for n in (1, 2)]
    assert await rig.counts(event) == {"going": 1}


async def test_the_same_vote_twice_is_one_vote(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MASTODON, vote(MASTODON, event, "I’m going"))
    await rig.later(minutes=3)
    again = vote(MASTODON, event, "I’m going") | {"id": f"{MASTODON.id}/create/again"}
    await hear(rig, MASTODON, again)
    await rig.later(minutes=5)
    assert await rig.counts(event) == {"going": 1}
    assert kinds(rig, MASTODON) == [("Update", "Question")]


async def test_two_people_of_one_server_are_two_answers(rig: Rig) -> None:
    event = await event_of(rig)
    other = Peer("https://social.example/users/zoe", "mastodon", number=1)
    await hear(rig, MASTODON, vote(MASTODON, event, "I’m going"))
    await hear(rig, other, vote(other, event, "I’m going"))
    assert await rig.counts(event) == {"going": 2}


# in the wrong order


async def test_a_leave_that_overtook_its_join_is_remembered(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MOBILIZON, leave(MOBILIZON, event, rig))
    rig.clock.pass_(hours=5)
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig))
    assert (await standing(rig, event), verdicts(rig, MOBILIZON)) == ({}, [])
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig, 2))
    assert await standing(rig, event) == {MOBILIZON.id: "going"}


async def test_a_leave_is_remembered_for_six_hours_and_no_longer(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MOBILIZON, leave(MOBILIZON, event, rig))
    rig.clock.pass_(hours=6, minutes=1)
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig))
    assert await standing(rig, event) == {MOBILIZON.id: "going"}


async def test_an_undo_that_overtook_its_join_undoes_that_one_only(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MOBILIZON, undo(MOBILIZON, join(MOBILIZON, event, rig)))
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig, 2))
    assert await standing(rig, event) == {MOBILIZON.id: "going"}
    rig.clock.pass_(minutes=1)
    await hear(rig, MOBILIZON, leave(MOBILIZON, event, rig))
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig))
    assert await standing(rig, event) == {}


async def test_an_undo_that_overtook_a_maybe_is_remembered_too(rig: Rig) -> None:
    event = await event_of(rig)
    answer = say(FRIENDICA, "TentativeAccept", rig.urls.event(event.id))
    await hear(rig, FRIENDICA, undo(FRIENDICA, answer))
    await hear(rig, FRIENDICA, answer)
    assert await standing(rig, event) == {}


async def test_a_leave_does_not_swallow_a_maybe_or_a_no(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MASTODON, leave(MASTODON, event, rig), vote(MASTODON, event, "Can’t come"))
    assert await standing(rig, event) == {MASTODON.id: "declined"}


async def test_a_join_that_was_refused_leaves_nothing_behind(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig), leave(MOBILIZON, event, rig))
    rig.clock.pass_(minutes=1)
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig, 2))
    assert await standing(rig, event) == {MOBILIZON.id: "going"}


async def test_what_arrived_first_counts_first_however_late_it_is_looked_at(rig: Rig) -> None:
    event = await event_of(rig)
    rig.meet(MASTODON)
    assert await rig.receives(vote(MASTODON, event, "Can’t come"), MASTODON) == 202
    rig.clock.pass_(seconds=1)
    assert await rig.receives(join(MASTODON, event, rig), MASTODON) == 202
    await rig.settles()
    assert await standing(rig, event) == {MASTODON.id: "going"}


# all at once


async def test_of_twenty_who_ask_at_once_for_the_last_place_one_gets_it(rig: Rig) -> None:
    event = await event_of(rig, capacity=2)
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig))
    crowd = [Peer(f"https://social.example/users/u{n}", "mastodon", number=0) for n in range(20)]
    rig.meet(*crowd)
    taken = await asyncio.gather(*(rig.receives(join(peer, event, rig), peer) for peer in crowd))
    assert taken == [202] * 20
    await rig.settles()
    assert await rig.counts(event) == {"going": 2, "waiting": 19}
    accepted = [peer for peer in crowd if verdicts(rig, peer)]
    assert len(accepted) == 1
    # the list is fair: one goes, the next comes, in the order in which they wait
    queue = [r.actor for r in await rig.instance.reads.organizing.signups(event.id, "waiting")]
    for leaving, next_up in zip([accepted[0].id, *queue[:3]], queue[:4], strict=True):
        peer = next(p for p in crowd if p.id == leaving)
        rig.clock.pass_(minutes=1)
        await hear(rig, peer, leave(peer, event, rig))
        going = [a for a, status in (await standing(rig, event)).items() if status == "going"]
        assert sorted(going) == sorted([MOBILIZON.id, next_up])


async def test_two_workers_never_give_one_place_to_two(rig: Rig) -> None:
    event = await event_of(rig, capacity=3)
    crowd = [Peer(f"https://social.example/users/u{n}", "mastodon", number=0) for n in range(12)]
    rig.meet(*crowd)
    for peer in crowd:
        assert await rig.receives(join(peer, event, rig), peer) == 202
    other = compose(rig.instance.settings, network=rig.network, clock=rig.clock)
    await asyncio.gather(rig.settles(), other.worker.settle())
    await other.close()
    await rig.later(minutes=10)
    assert await rig.counts(event) == {"going": 3, "waiting": 9}
    assert sorted(len(verdicts(rig, peer)) for peer in crowd) == [0] * 9 + [1] * 3


async def test_one_activity_that_arrives_twice_at_the_same_moment_is_one(rig: Rig) -> None:
    event = await event_of(rig)
    rig.meet(MOBILIZON)
    asked = join(MOBILIZON, event, rig)
    assert await asyncio.gather(*(rig.receives(asked, MOBILIZON) for _ in range(5))) == [202] * 5
    await rig.settles()
    assert len(verdicts(rig, MOBILIZON)) == 1


# who moves, and who is gone


async def test_answers_move_with_their_account_when_the_new_home_agrees(rig: Rig) -> None:
    event = await event_of(rig, capacity=1)
    await hear(rig, MASTODON, vote(MASTODON, event, "I’m going"))
    rig.meet(NEW_HOME)
    move = say(MASTODON, "Move", MASTODON.id, target=NEW_HOME.id)
    await hear(rig, MASTODON, move)
    assert await standing(rig, event) == {MASTODON.id: "going"}  # the new home knows of nothing
    rig.network.documents[NEW_HOME.id]["alsoKnownAs"] = [MASTODON.id]
    await hear(rig, MASTODON, move | {"id": f"{MASTODON.id}/move/2"})
    assert await standing(rig, event) == {NEW_HOME.id: "going"}
    rig.clock.pass_(minutes=1)
    moved = rig.network.documents[NEW_HOME.id]
    rig.meet(NEW_HOME)
    rig.network.documents[NEW_HOME.id] = moved
    assert await rig.receives(reply(NEW_HOME, event, "no"), NEW_HOME) == 202
    await rig.settles()
    assert await standing(rig, event) == {NEW_HOME.id: "declined"}
    assert "Noted" in letters(rig, NEW_HOME)[0]


async def test_nobody_moves_somebody_else(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MASTODON, vote(MASTODON, event, "I’m going"))
    rig.network.documents[UNKNOWN.id] = UNKNOWN.document() | {"alsoKnownAs": [MASTODON.id]}
    assert await rig.receives(say(UNKNOWN, "Move", MASTODON.id, target=UNKNOWN.id), UNKNOWN) == 202
    await rig.settles()
    assert await standing(rig, event) == {MASTODON.id: "going"}


async def test_whoever_deletes_their_account_is_forgotten_and_their_place_is_free(rig: Rig) -> None:
    group = await rig.a_group()
    event = await rig.an_event(group, capacity=1)
    await rig.follows(MASTODON, group)
    await hear(rig, MASTODON, vote(MASTODON, event, "I’m going"))
    await hear(rig, MOBILIZON, join(MOBILIZON, event, rig))
    assert await standing(rig, event) == {MASTODON.id: "going", MOBILIZON.id: "waiting"}
    rig.network.sent.clear()
    await hear(rig, MASTODON, say(MASTODON, "Delete", MASTODON.id))
    assert await standing(rig, event) == {MOBILIZON.id: "going"}
    assert [verb for verb, _ in verdicts(rig, MOBILIZON)] == ["Accept"]
    assert (await rig.json("/groups/menders/followers"))["totalItems"] == 0
    page = await rig.instance.reads.events.find(event.id)
    assert page is not None and page.counts["going"] == 1


async def test_the_numbers_of_a_past_event_outlive_the_accounts_of_its_guests(rig: Rig) -> None:
    event = await event_of(rig)
    await hear(rig, MASTODON, vote(MASTODON, event, "I’m going"))
    rig.clock.pass_(days=20)
    await hear(rig, MASTODON, say(MASTODON, "Delete", MASTODON.id))
    assert await rig.counts(event) == {"going": 1}
    assert [row.name for row in await rig.instance.reads.organizing.signups(event.id)] == [""]
