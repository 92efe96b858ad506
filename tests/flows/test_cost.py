"""What things cost, counted in statements: time depends on the machine, these numbers do not."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import event as listening

from activitypub.actors import read_actor
from fedevent.events import Event
from fedevent.groups import Follower, Group
from fedevent.usecases import events
from storage.engine import Database
from tests.peers import MASTODON, Peer
from tests.rig import Rig

# Claiming and settling included, and looking again whether there is more; SQLite also counts its BEGIN.
LIKE = 15
JOIN = 48
EACH = 24  # of many joins at once


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """The statements that are sent to *database* meanwhile."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.append(statement)

    engines = {database.engine.sync_engine, database.readers.sync_engine}
    if not database.is_sqlite:  # readers are the same engine there, by another name
        engines = {database.engine.sync_engine}
    for engine in engines:
        listening.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        for engine in engines:
            listening.remove(engine, "before_cursor_execute", note)


async def cost(rig: Rig, activity: dict[str, str], peer: Peer) -> int:
    """How many statements it takes to accept *activity*, to process it, and to send what follows."""
    with counting(rig.instance.database) as sent:
        assert await rig.receives(activity, peer) == 202
        await rig.settles()
    return len(sent)


async def known(rig: Rig) -> tuple[Group, Event]:
    """A group that MASTODON follows, and an event of it that everybody there was told of."""
    group = await rig.a_group()
    await rig.follows(MASTODON, group)
    return group, await rig.an_event(group)


async def test_a_like_of_a_known_actor_costs_a_handful_of_statements(rig: Rig) -> None:
    _, event = await known(rig)
    like = {"type": "Like", "actor": MASTODON.id, "object": rig.urls.event(event.id)}
    assert await cost(rig, like | {"id": f"{MASTODON.id}/like/1"}, MASTODON) <= LIKE


async def test_a_join_of_a_known_actor_costs_four_dozen_statements_its_accept_included(rig: Rig) -> None:
    _, event = await known(rig)
    join = {
        "type": "Join",
        "id": f"{MASTODON.id}/join/1",
        "actor": MASTODON.id,
        "object": rig.urls.event(event.id),
    }
    assert await cost(rig, join, MASTODON) <= JOIN
    assert rig.network.to(MASTODON)[-1]["type"] == "Accept"


async def arrive(rig: Rig, kind: str, peers: list[Peer], event: Event) -> None:
    """Let an activity of each of *peers* be taken in."""
    for peer in peers:
        said = {"type": kind, "id": f"{peer.id}/{kind}", "actor": peer.id, "object": rig.urls.event(event.id)}
        assert await rig.receives(said, peer) == 202


async def test_joins_that_come_together_are_claimed_and_settled_together(rig: Rig) -> None:
    _, event = await known(rig)
    peers = [Peer(f"https://social.example/users/joiner{n}", "mastodon", number=n % 4) for n in range(20)]
    rig.meet(*peers)
    await arrive(rig, "Like", peers, event)
    await rig.settles()
    with counting(rig.instance.database) as sent:
        await arrive(rig, "Join", peers, event)
        await rig.settles()
    assert [rig.network.to(peer)[-1]["type"] for peer in peers] == ["Accept"] * 20
    assert len(sent) <= EACH * len(peers)


async def followed_by(rig: Rig, group: Group, number: int) -> None:
    """Let *number* people on as many servers follow *group*."""
    peers = [Peer(f"https://host{n}.example/users/u", "mastodon", shared=False) for n in range(number)]
    actors = [read_actor(peer.document(), peer.id) for peer in peers]
    await asyncio.gather(*(rig.instance.directory.remember(actor) for actor in actors if actor))
    async with rig.work() as work:
        for peer in peers:
            await work.groups.follow(Follower(group.id, peer.id, f"{peer.id}#follow", rig.clock.now))
        await work.commit()


async def publishing(rig: Rig, group: Group) -> int:
    """How many statements it takes to publish an event of *group* and to deliver it to everybody."""
    starts = (rig.clock.now + timedelta(days=9)).replace(tzinfo=None)
    draft = await events.create(
        rig.work(), group.id, events.Plan("Party", starts, "Europe/Berlin"), rig.organizer
    )
    await rig.settles()
    with counting(rig.instance.database) as sent:
        await events.publish(rig.work(), draft.id, rig.organizer)
        await rig.settles()
    return len(sent)


async def test_publishing_costs_the_same_whether_ten_or_three_hundred_follow(rig: Rig) -> None:
    few, many = await rig.a_group("few"), await rig.a_group("many")
    await followed_by(rig, few, 10)
    await publishing(rig, few)  # keys are made, and kept, the first time
    for_few = await publishing(rig, few)
    await followed_by(rig, many, 300)
    await publishing(rig, many)
    rig.network.sent.clear()
    assert await publishing(rig, many) <= for_few + 3  # the chapter may be read anew
    assert len(rig.network.sent) == 300
