"""Actors and servers elsewhere are remembered as they last said, and our own keys are made once."""

import asyncio
from typing import Any

from fedevent.groups import Follower
from fedevent.ids import GroupId
from storage.actors import Actors
from storage.queries.federation import Inbox, KnownKey
from tests.makers import NOW
from tests.storage.conftest import House

ADA = "https://social.example/users/ada"


async def remember(house: House, **changes: Any) -> None:
    said = {
        "id": ADA,
        "type": "Person",
        "inbox": f"{ADA}/inbox",
        "username": "ada",
        "host": "social.example",
        "handle": "@ada@social.example",
        "at": NOW,
        "keys": {f"{ADA}#main-key": "PEM 1"},
    }
    await Actors(house.database).remember(**{**said, **changes})


async def test_an_actor_is_known_by_id_by_handle_and_by_key(house: House) -> None:
    await remember(house, also_known_as=["https://old.example/ada"], name="Ada")
    known = await house.reads.federation.actor(ADA)
    assert known is not None
    assert known == await house.reads.federation.by_handle("@ada@social.example")
    assert (known.name, known.also_known_as, known.fetched_at) == ("Ada", ("https://old.example/ada",), NOW)
    assert known.keys == {f"{ADA}#main-key": "PEM 1"}
    key = await house.reads.federation.by_key(f"{ADA}#main-key")
    assert key == KnownKey(f"{ADA}#main-key", ADA, "PEM 1")


async def test_a_new_document_takes_the_place_of_the_old_and_its_keys(house: House) -> None:
    await remember(house)
    await remember(house, name="Ada Lovelace", keys={f"{ADA}#second": "PEM 2"})
    known = await house.reads.federation.actor(ADA)
    assert known is not None
    assert (known.name, known.keys) == ("Ada Lovelace", {f"{ADA}#second": "PEM 2"})
    assert await house.reads.federation.by_key(f"{ADA}#main-key") is None


async def test_an_actor_that_was_forgotten_is_unknown(house: House) -> None:
    await remember(house)
    await Actors(house.database).forget(ADA)
    assert await house.reads.federation.actor(ADA) is None
    assert await house.reads.federation.by_key(f"{ADA}#main-key") is None
    assert await house.reads.federation.by_handle("@ada@social.example") is None


async def test_inboxes_of_many_actors_are_found_in_one_query(house: House) -> None:
    await remember(house)
    await remember(house, id="https://b.example/bob", host="b.example", shared_inbox="https://b.example/in")
    await Actors(house.database).remember_host("b.example", software="mastodon", dialect="mastodon", at=NOW)
    with house.counting() as sent:
        found = await house.reads.federation.inboxes([ADA, "https://b.example/bob", "https://x.example/y"])
    assert len(sent) == 1
    assert sorted(found, key=lambda inbox: inbox.actor) == [
        Inbox("https://b.example/bob", f"{ADA}/inbox", "https://b.example/in", "b.example", "mastodon"),
        Inbox(ADA, f"{ADA}/inbox", None, "social.example", "unknown"),
    ]


async def test_what_is_learned_about_a_host_adds_up(house: House) -> None:
    actors = Actors(house.database)
    await actors.remember_scheme("a.example", "rfc9421")
    await actors.remember_host("a.example", software="mobilizon", dialect="mobilizon", at=NOW)
    await actors.remember_failing("a.example", NOW)
    await actors.remember_failing("b.example", None)
    host = await house.reads.federation.host("a.example")
    assert host is not None
    assert (host.software, host.dialect, host.scheme, host.checked_at) == (
        "mobilizon",
        "mobilizon",
        "rfc9421",
        NOW,
    )
    assert await house.reads.federation.host("b.example") is None


async def test_many_who_learn_about_a_new_host_at_once_do_not_clash(house: House) -> None:
    actors = Actors(house.database)
    await asyncio.gather(*(actors.remember_scheme("a.example", "cavage") for _ in range(5)))
    await asyncio.gather(*(remember(house) for _ in range(5)))
    assert await house.reads.federation.host("a.example") is not None


async def test_of_many_who_make_a_key_at_once_all_use_the_same(house: House) -> None:
    actors = Actors(house.database)
    assert await actors.own_key("instance") is None
    pairs = await asyncio.gather(*(actors.add_own_key("instance", f"s{n}", f"p{n}") for n in range(8)))
    assert len(set(pairs)) == 1
    assert await actors.own_key("instance") == pairs[0]


async def test_whoever_received_at_a_vanished_inbox_follows_no_longer(house: House) -> None:
    await house.settle_in()
    await remember(house)
    async with house.work() as work:
        await work.groups.follow(Follower(GroupId("g1"), ADA, "f1", NOW))
        await work.commit()
    await Actors(house.database).inbox_gone("https://other.example/inbox")
    assert await house.reads.federation.followers_count(GroupId("g1")) == 1
    await Actors(house.database).inbox_gone(f"{ADA}/inbox")
    assert await house.reads.federation.followers_count(GroupId("g1")) == 0
