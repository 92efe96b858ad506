"""What nobody needs is removed; what somebody still needs stays."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from fedevent.rsvps import Status
from storage import sweep as sweeping
from storage.deliveries import Deliveries, Document, Failure
from storage.inbox import Spool
from storage.queue import Queue
from storage.sweep import sweep
from tests.makers import EVENT_ID, an_rsvp
from tests.storage.conftest import GRACE, House
from tests.storage.crowds import guests

LEASE = timedelta(minutes=5)


async def test_what_is_still_needed_stays(house: House) -> None:
    await house.settle_in()
    await Spool(house.database, house.clock).put("key", {})
    async with house.work() as work:
        await work.outbox.put(Document("d1", "instance", b"{}", private=True), ["https://a.example/inbox"])
        await work.accounts.put_session(GRACE, "hash", house.now, house.now + timedelta(days=60))
        await work.accounts.spend("nonce", house.now)
        await work.commit()
    house.later(days=7)
    assert set((await sweep(house.database, house.now)).values()) == {0}
    assert len(await Queue(house.database).claim(10, house.now, LEASE)) == 1
    assert len(await Deliveries(house.database).claim(10, house.now, LEASE)) == 1


async def test_what_is_old_is_removed(house: House) -> None:
    await house.settle_in(*guests(1))
    spool = Spool(house.database, house.clock)
    await spool.put("key", {})
    (job,) = await Queue(house.database).claim(10, house.now, LEASE)
    await Queue(house.database).fail(job, "no", None, house.now)
    deliveries = Deliveries(house.database)
    async with house.work() as work:
        for name in ("arrived", "given up"):
            await work.outbox.put(
                Document(name, "instance", b"{}", private=True), [f"https://{name[0]}.example/inbox"]
            )
        await work.accounts.put_session(GRACE, "hash", house.now, house.now + timedelta(days=60))
        await work.accounts.spend("nonce", house.now)
        await work.limits.allow("key", 1, timedelta(hours=1), house.now)
        await work.rsvps.remember_withdrawal(EVENT_ID, "https://a.example/ada", "", house.now)
        await work.rsvps.put(replace(an_rsvp(), status=Status.UNCONFIRMED, changed_at=house.now))
        await work.commit()
    arrived, given_up = await deliveries.claim(10, house.now, LEASE)
    await deliveries.settle([arrived], [Failure(given_up, "no", None)], house.now)
    house.later(days=2)
    assert (await sweep(house.database, house.now))["documents"] == 1
    house.later(days=60)
    removed = await sweep(house.database, house.now)
    assert {name: number for name, number in removed.items() if number} == {
        "received": 1,
        "deliveries": 1,
        "documents": 1,
        "jobs": 1,
        "limits": 1,
        "spent_links": 1,
        "sessions": 1,
        "rsvps": 1,
    }
    assert not await spool.seen("key")


async def test_a_great_heap_is_removed_in_small_steps(house: House) -> None:
    spool = Spool(house.database, house.clock)
    number = sweeping.STEP + 10
    await asyncio.gather(*(spool.put(f"key {n}", {}) for n in range(number)))
    house.later(days=30)
    with house.counting() as sent:
        assert (await sweep(house.database, house.now))["received"] == number
    assert len([statement for statement in sent if statement.startswith("DELETE FROM received")]) == 2
