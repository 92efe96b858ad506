"""One transaction: all of it or nothing, and with it the jobs that follow."""

import asyncio
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from fedevent.domain_events import EventCancelled, EventPublished
from fedevent.errors import NotFound
from fedevent.groups import Group
from fedevent.ids import GroupId, PersonId
from fedevent.people import Account
from storage.errors import Clash
from storage.queue import Job, Queue
from storage.tables.people import PersonRow
from tests.makers import EVENT_ID, a_group, a_person, an_event, an_rsvp
from tests.storage.conftest import GRACE, House
from tests.storage.crowds import guests

LEASE = timedelta(minutes=5)


async def claimed(house: House, number: int = 10) -> list[Job]:
    return await Queue(house.database).claim(number, house.now, LEASE)


async def test_work_that_is_not_committed_never_was(house: House) -> None:
    async with house.work() as work:
        await work.people.put(a_person())
        work.record(EventPublished("e", "g"))
    async with house.work() as work:
        with pytest.raises(NotFound):
            await work.people.get(PersonId("p1"))
    assert await claimed(house) == []


async def test_an_error_undoes_everything(house: House) -> None:
    with pytest.raises(ZeroDivisionError):
        async with house.work() as work:
            await work.people.put(a_person())
            raise ZeroDivisionError
    assert await house.reads.mine.person(PersonId("p1")) is None


async def test_what_happened_becomes_a_job_of_the_same_transaction(house: House) -> None:
    async with house.work() as work:
        work.record(EventPublished("e1", "g1"))
        work.record(EventCancelled("e1", "g1"))
        work.schedule("tally", house.now + timedelta(minutes=3), "tally:e1", event="e1")
        await work.commit()
    jobs = await claimed(house)
    assert [job.payload for job in jobs] == [
        {"happened": "EventPublished", **asdict(EventPublished("e1", "g1"))},
        {"happened": "EventCancelled", "event": "e1", "group": "g1"},
    ]
    assert {job.kind for job in jobs} == {"publish"}
    house.later(minutes=4)
    assert [(job.kind, job.payload) for job in await claimed(house)] == [("tally", {"event": "e1"})]


async def test_the_first_commit_finishes_the_job_it_was_given(house: House) -> None:
    await Queue(house.database).put("process", {}, house.now)
    (job,) = await claimed(house)
    work = house.work(job)
    async with work:
        work.record(EventPublished("e1", "g1"))
        await work.commit()
    assert work.finished
    async with work:
        await work.people.put(a_person())
        await work.commit()
    house.later(hours=1)
    assert [job.kind for job in await claimed(house)] == ["publish"]


async def test_a_job_whose_work_was_undone_comes_again(house: House) -> None:
    await Queue(house.database).put("process", {}, house.now)
    (job,) = await claimed(house)
    work = house.work(job)
    with pytest.raises(ZeroDivisionError):
        async with work:
            work.record(EventPublished("e1", "g1"))
            raise ZeroDivisionError
    assert not work.finished
    house.later(hours=1)
    assert [(again.id, again.attempts) for again in await claimed(house)] == [(job.id, 2)]


async def test_a_worker_that_lost_its_job_changes_nothing(house: House) -> None:
    await Queue(house.database).put("process", {}, house.now)
    (late,) = await claimed(house)
    house.later(minutes=6)
    (job,) = await claimed(house)
    async with house.work(job) as work:
        await work.people.put(a_person())
        await work.commit()
    with pytest.raises(Clash):
        async with house.work(late) as work:
            await work.people.put(a_person(name="Twice"))
            await work.commit()
    person = await house.reads.mine.person(PersonId("p1"))
    assert person is not None
    assert person.name == "Ada"


async def test_while_a_job_of_a_key_waits_no_second_is_made(house: House) -> None:
    for _ in range(3):
        async with house.work() as work:
            work.schedule("tally", house.now, "tally:e1", event="e1")
            work.schedule("tally", house.now, "tally:e1", event="e1")
            await work.commit()
    assert len(await claimed(house)) == 1


async def test_what_happens_while_a_keyed_job_runs_makes_a_new_one(house: House) -> None:
    async with house.work() as work:
        work.schedule("tally", house.now, "tally:e1", event="e1")
        await work.commit()
    await claimed(house)
    async with house.work() as work:
        work.schedule("tally", house.now, "tally:e1", event="e1")
        await work.commit()
    assert len(await claimed(house)) == 1


async def test_two_who_schedule_the_same_at_once_make_one_job(house: House) -> None:
    async def schedule() -> None:
        async with house.work() as work:
            work.schedule("tally", house.now, "tally:e1", event="e1")
            await work.commit()

    await asyncio.gather(*(schedule() for _ in range(10)))
    assert len(await claimed(house)) == 1


async def test_a_record_that_came_first_is_a_clash_and_nothing_is_done(house: House) -> None:
    await house.settle_in(*guests(2))
    async with house.work() as work:
        await work.rsvps.put(an_rsvp(1))
        await work.commit()
    with pytest.raises(Clash):
        async with house.work() as work:
            await work.people.put(replace(guests(3)[2]))
            await work.rsvps.put(replace(an_rsvp(2), person=PersonId("p1")))
            await work.commit()
    assert await house.reads.mine.person(PersonId("p3")) is None


async def test_a_name_belongs_to_a_group_or_an_account_but_not_to_both(house: House) -> None:
    await house.settle_in(*guests(1))
    async with house.work() as work:
        assert await work.accounts.name_taken("grace")
        assert await work.accounts.name_taken("menders")
        assert not await work.accounts.name_taken("nobody")
    with pytest.raises(Clash):
        async with house.work() as work:
            await work.accounts.put(Account(PersonId("p1"), "menders"))
    with pytest.raises(Clash):
        async with house.work() as work:
            await work.groups.put(Group(GroupId("g2"), "grace", "Graces"))


async def test_a_unit_of_work_is_not_entered_twice_at_once(house: House) -> None:
    async with house.work() as work:
        with pytest.raises(RuntimeError):
            await work.__aenter__()


async def test_whoever_holds_the_event_decides_alone(house: House) -> None:
    await house.settle_in(capacity=1)
    order: list[str] = []

    async def hold(name: str, entered: asyncio.Event, leave: asyncio.Event) -> None:
        async with house.work() as work:
            event = await work.events.get(EVENT_ID)
            order.append(f"{name} {event.capacity}")
            entered.set()
            await leave.wait()
            await work.events.put(replace(event, capacity=(event.capacity or 0) + 1))
            await work.commit()

    first_in, second_in, go = asyncio.Event(), asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(hold("first", first_in, go))
    await first_in.wait()
    second = asyncio.create_task(hold("second", second_in, go))
    # Readers wait for nobody, not even now.
    page = await house.reads.events.find(EVENT_ID)
    assert page is not None
    assert page.event.capacity == 1
    assert not second_in.is_set()
    go.set()
    await asyncio.gather(first, second)
    assert order == ["first 1", "second 2"]


async def test_reading_takes_no_lock_and_writes_nothing(house: House) -> None:
    await house.settle_in()
    async with house.work() as work:
        await work.events.put(an_event(title="Not yet"))
        async with house.database.reading() as read:
            assert await read.scalar(select(PersonRow.name).where(PersonRow.id == GRACE)) == "Grace"
        page = await house.reads.groups.page(a_group().slug)
        await work.commit()
    assert page is not None


async def test_identifiers_rise_even_when_the_clock_goes_back(house: House) -> None:
    made: list[str] = []
    async with house.work() as work:
        made += [work.new_id() for _ in range(5_000)]
    house.later(seconds=-60)
    async with house.work() as work:
        made += [work.new_id() for _ in range(10)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {each[14] for each in made} == {"7"}
    assert {each[19] for each in made} <= set("89ab")
