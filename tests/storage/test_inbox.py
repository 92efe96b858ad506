"""What was taken in is durable, and taken in once."""

import asyncio
from datetime import timedelta

import pytest

from storage.inbox import MOST, Spool
from storage.queue import Queue
from tests.storage.conftest import House

LEASE = timedelta(minutes=5)


async def test_many_activities_share_a_commit_and_each_becomes_a_job(house: House) -> None:
    spool = Spool(house.database, house.clock)
    with house.counting() as sent:
        taken = await asyncio.gather(*(spool.put(f"key {n}", {"n": n}) for n in range(150)))
    assert all(taken)
    assert len(sent) < 30
    jobs = await Queue(house.database).claim(1000, house.now, LEASE)
    assert [(job.kind, job.payload) for job in jobs] == [("process", {"n": n}) for n in range(150)]


async def test_more_than_a_batch_is_written_in_turn(house: House) -> None:
    spool = Spool(house.database, house.clock)
    number = MOST + 17
    assert all(await asyncio.gather(*(spool.put(f"key {n}", {}) for n in range(number))))
    assert (await Queue(house.database).state(house.now)).waiting == number


async def test_a_second_copy_is_not_taken_in(house: House) -> None:
    spool = Spool(house.database, house.clock)
    assert not await spool.seen("a")
    assert sorted(await asyncio.gather(spool.put("a", {}), spool.put("a", {}), spool.put("b", {}))) == [
        False,
        True,
        True,
    ]
    assert await spool.seen("a")
    assert not await spool.put("a", {})
    assert (await Queue(house.database).state(house.now)).waiting == 2


async def test_two_processes_that_receive_the_same_take_it_in_once(house: House) -> None:
    spools = [Spool(house.database, house.clock) for _ in range(5)]
    taken = await asyncio.gather(*(spool.put("same", {}) for spool in spools))
    assert sorted(taken) == [False, False, False, False, True]


async def test_one_that_cannot_be_kept_does_not_harm_the_others(house: House) -> None:
    spool = Spool(house.database, house.clock)
    outcomes = await asyncio.gather(
        spool.put("good", {}),
        spool.put("bad", {"never": object()}),
        spool.put("fine", {}),
        return_exceptions=True,
    )
    assert outcomes[0] is True
    assert isinstance(outcomes[1], Exception)
    assert outcomes[2] is True
    assert not await spool.seen("bad")


async def test_closing_waits_for_what_was_put(house: House) -> None:
    spool = Spool(house.database, house.clock)
    putting = asyncio.create_task(spool.put("last", {}))
    await asyncio.sleep(0)
    await spool.close()
    assert await spool.seen("last")
    assert await putting


@pytest.mark.parametrize("text", ["Zoë 🎉", "\u2028", "'; DROP TABLE jobs; --", "\\u0000"])
async def test_any_text_comes_back_as_it_was(house: House, text: str) -> None:
    await Spool(house.database, house.clock).put(text, {"content": text})
    (job,) = await Queue(house.database).claim(1, house.now, LEASE)
    assert job.payload == {"content": text}
