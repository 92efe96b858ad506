"""Jobs are claimed once, come back when their worker dies, and are never lost."""

import asyncio
from datetime import timedelta

from storage.queue import NewJob, Queue
from tests.storage.conftest import House

LEASE = timedelta(minutes=5)


def jobs(house: House, number: int, kind: str = "process") -> list[NewJob]:
    return [NewJob(kind, {"n": n}, house.now + timedelta(milliseconds=n)) for n in range(number)]


async def test_the_longest_waiting_jobs_are_claimed_first(house: House) -> None:
    queue = Queue(house.database)
    await queue.put_all(jobs(house, 30), house.now)
    house.later(seconds=1)
    assert [job.payload["n"] for job in await queue.claim(10, house.now, LEASE)] == list(range(10))


async def test_workers_who_claim_at_once_share_the_jobs(house: House) -> None:
    queue = Queue(house.database)
    await queue.put_all(jobs(house, 100), house.now)
    house.later(seconds=1)

    async def work() -> list[int]:
        mine: list[int] = []
        while claimed := await queue.claim(7, house.now, LEASE):
            mine += [job.payload["n"] for job in claimed]
            await queue.finish(*claimed)
        return mine

    done = [n for part in await asyncio.gather(*(work() for _ in range(5))) for n in part]
    assert sorted(done) == list(range(100))
    assert await queue.next_due() is None


async def test_a_job_is_not_due_before_its_time(house: House) -> None:
    queue = Queue(house.database)
    await queue.put("tally", {}, house.now + timedelta(minutes=3))
    assert await queue.claim(10, house.now, LEASE) == []
    assert await queue.next_due() == house.now + timedelta(minutes=3)
    house.later(minutes=3)
    assert len(await queue.claim(10, house.now, LEASE)) == 1


async def test_a_job_whose_worker_died_comes_back_when_the_lease_is_over(house: House) -> None:
    queue = Queue(house.database)
    await queue.put("process", {"a": "b"}, house.now)
    (first,) = await queue.claim(10, house.now, LEASE)
    assert await queue.claim(10, house.now, LEASE) == []
    house.later(minutes=5)
    (second,) = await queue.claim(10, house.now, LEASE)
    assert (second.id, second.attempts, second.payload) == (first.id, 2, {"a": "b"})
    # The first worker wakes up too late: what it says about the job no longer counts.
    await queue.finish(first)
    await queue.fail(first, "late", None, house.now)
    state = await queue.state(house.now)
    assert (state.waiting, state.dead) == (1, 0)
    await queue.finish(second)
    assert (await queue.state(house.now)).waiting == 0


async def test_a_failed_job_waits_and_a_dead_one_is_kept_for_the_operator(house: House) -> None:
    queue = Queue(house.database)
    await queue.put("mail", {}, house.now)
    (job,) = await queue.claim(10, house.now, LEASE)
    await queue.fail(job, "the mail server is away", house.now + timedelta(hours=1), house.now)
    assert await queue.claim(10, house.now, LEASE) == []
    house.later(hours=1)
    (job,) = await queue.claim(10, house.now, LEASE)
    await queue.fail(job, "no such user", None, house.now)
    house.later(days=1)
    assert await queue.claim(10, house.now, LEASE) == []
    (dead,) = await queue.dead()
    assert (dead.error, dead.attempts, dead.kind) == ("no such user", 2, "mail")
    assert await queue.revive(house.now) == 1
    (job,) = await queue.claim(10, house.now, LEASE)
    assert job.attempts == 1


async def test_jobs_given_back_are_due_at_once_and_were_never_tried(house: House) -> None:
    queue = Queue(house.database)
    await queue.put_all(jobs(house, 3), house.now)
    house.later(seconds=1)
    claimed = await queue.claim(10, house.now, LEASE)
    await queue.release(claimed, house.now)
    assert [job.attempts for job in await queue.claim(10, house.now, LEASE)] == [1, 1, 1]


async def test_a_worker_may_take_some_kinds_only(house: House) -> None:
    queue = Queue(house.database)
    await queue.put("mail", {}, house.now)
    await queue.put("process", {}, house.now)
    assert [job.kind for job in await queue.claim(10, house.now, LEASE, ["mail"])] == ["mail"]
    state = await queue.state(house.now)
    assert (state.waiting, state.kinds, state.oldest_due) == (2, {"mail": 1, "process": 1}, house.now)


async def test_an_idle_worker_writes_nothing(house: House) -> None:
    with house.counting() as sent:
        assert await Queue(house.database).claim(10, house.now, LEASE) == []
    assert [statement.split()[0] for statement in sent] == ["SELECT"]


async def test_whoever_rests_is_woken_by_new_work(house: House) -> None:
    resting = asyncio.create_task(house.database.rest(60))
    await asyncio.sleep(0)
    await Queue(house.database).put("process", {}, house.now)
    await asyncio.wait_for(resting, 30)
