"""A document is kept once, reaches each inbox once, in order, and a slow host delays nobody else."""

import asyncio
from datetime import timedelta

from sqlalchemy import func, select

from fedevent.groups import Follower
from fedevent.ids import GroupId, MessageId, PersonId
from fedevent.messages import Audience, Channel, Message, State
from storage.actors import Actors
from storage.deliveries import Deliveries, Document, Failure
from storage.tables.deliveries import DocumentRow
from tests.makers import EVENT_ID, NOW
from tests.storage.conftest import House
from tests.storage.crowds import guests

LEASE = timedelta(minutes=5)


def a_document(name: str = "d1", **changes: object) -> Document:
    return Document(**{"id": name, "sender": "group:g1", "body": b'{"type": "Create"}', **changes})  # type: ignore[arg-type]


async def send(house: House, document: Document, *inboxes: str) -> None:
    async with house.work() as work:
        await work.outbox.put(document, inboxes)
        await work.commit()


async def follow(house: House, number: int, host: str, *, shared: bool, dialect: str = "") -> None:
    actor = f"https://{host}/users/{number}"
    actors = Actors(house.database)
    await actors.remember(
        id=actor,
        type="Person",
        inbox=f"{actor}/inbox",
        shared_inbox=f"https://{host}/inbox" if shared else None,
        username=str(number),
        host=host,
        handle=f"@{number}@{host}",
        at=NOW,
    )
    if dialect:
        await actors.remember_host(host, software=dialect, dialect=dialect, at=NOW)
    async with house.work() as work:
        await work.groups.follow(Follower(GroupId("g1"), actor, f"{actor}/follow", NOW))
        await work.commit()


async def test_each_inbox_gets_a_document_once_and_it_is_kept_once(house: House) -> None:
    await send(house, a_document(), "https://a.example/inbox", "https://b.example/inbox")
    await send(house, a_document(), "https://b.example/inbox", "https://c.example/inbox")
    claimed = await Deliveries(house.database).claim(100, house.now, LEASE)
    assert [delivery.host for delivery in claimed] == ["a.example", "b.example", "c.example"]
    assert {delivery.document for delivery in claimed} == {a_document()}
    async with house.database.reading() as read:
        assert await read.scalar(select(func.count()).select_from(DocumentRow)) == 1


async def test_followers_get_it_by_shared_inbox_and_by_dialect(house: House) -> None:
    await house.settle_in()
    for n in range(4):
        await follow(house, n, "big.example", shared=True, dialect="mastodon")
    await follow(house, 5, "small.example", shared=False, dialect="mobilizon")
    await follow(house, 6, "small.example", shared=False)
    await follow(house, 7, "unknown.example", shared=True)
    async with house.work() as work:
        await work.outbox.put_to_followers(a_document("note"), "g1", ["mastodon", "unknown"])
        await work.outbox.put_to_followers(a_document("event"), "g1", ["mobilizon"])
        await work.outbox.put_to_followers(a_document("nobody"), None)
        await work.commit()
    claimed = await Deliveries(house.database).claim(100, house.now, LEASE)
    assert {(d.document.id, d.inbox, d.host) for d in claimed} == {
        ("note", "https://big.example/inbox", "big.example"),
        ("note", "https://unknown.example/inbox", "unknown.example"),
        ("event", "https://small.example/users/5/inbox", "small.example"),
        ("event", "https://small.example/users/6/inbox", "small.example"),
    }


async def test_fan_out_is_one_statement_however_many_follow(house: House) -> None:
    await house.settle_in()
    for n in range(12):
        await follow(house, n, f"host{n}.example", shared=True)
    with house.counting() as sent:
        async with house.work() as work:
            await work.outbox.put_to_followers(a_document(), "g1")
            await work.commit()
    assert len([statement for statement in sent if statement.startswith("INSERT")]) == 2
    assert len(await Deliveries(house.database).claim(100, house.now, LEASE)) == 12


async def test_what_is_told_about_one_object_arrives_in_turn(house: House) -> None:
    deliveries = Deliveries(house.database)
    inbox = "https://a.example/inbox"
    await send(house, a_document("create", object="event 1"), inbox)
    await send(house, a_document("update", object="event 1"), inbox, "https://b.example/inbox")
    await send(house, a_document("other", object="event 2"), inbox)
    claimed = await deliveries.claim(100, house.now, LEASE)
    assert [(d.host, d.document.id) for d in claimed] == [
        ("a.example", "create"),
        ("a.example", "other"),
        ("b.example", "update"),
    ]
    failed = Failure(claimed[0], "no answer", house.now + timedelta(minutes=1))
    await deliveries.settle(claimed[1:], [failed], house.now)
    assert await deliveries.claim(100, house.now, LEASE) == []
    house.later(minutes=1)
    (create,) = await deliveries.claim(100, house.now, LEASE)
    assert (create.document.id, create.attempts) == ("create", 2)
    await deliveries.settle([create], [], house.now)
    assert [d.document.id for d in await deliveries.claim(100, house.now, LEASE)] == ["update"]


async def test_a_given_up_delivery_does_not_stop_the_next(house: House) -> None:
    deliveries = Deliveries(house.database)
    for name in ("create", "update"):
        await send(house, a_document(name, object="event"), "https://a.example/inbox")
    (create,) = await deliveries.claim(100, house.now, LEASE)
    await deliveries.settle([], [Failure(create, "answered 400", None, 400)], house.now)
    assert [d.document.id for d in await deliveries.claim(100, house.now, LEASE)] == ["update"]
    assert await deliveries.counts() == (1, 1)


async def test_one_host_never_fills_a_whole_batch(house: House) -> None:
    deliveries = Deliveries(house.database)
    await send(house, a_document(), *(f"https://slow.example/{n}" for n in range(30)))
    await send(house, a_document("d2"), *(f"https://host{n}.example/inbox" for n in range(5)))
    claimed = await deliveries.claim(20, house.now, LEASE, per_host=3)
    assert len([d for d in claimed if d.host == "slow.example"]) == 3
    assert len(claimed) == 8
    without = await deliveries.claim(20, house.now, LEASE, without=["slow.example"])
    assert without == []


async def test_workers_who_claim_at_once_share_the_deliveries(house: House) -> None:
    await send(house, a_document(), *(f"https://host{n}.example/inbox" for n in range(60)))
    deliveries = Deliveries(house.database)

    async def carry() -> list[str]:
        mine: list[str] = []
        for _ in range(20):
            claimed = await deliveries.claim(10, house.now, LEASE)
            mine += [delivery.host for delivery in claimed]
            await deliveries.settle(claimed, [], house.now)
        return mine

    carried = [host for part in await asyncio.gather(*(carry() for _ in range(3))) for host in part]
    assert sorted(carried) == sorted(f"host{n}.example" for n in range(60))
    assert await deliveries.next_due() is None


async def test_a_delivery_whose_worker_died_comes_back(house: House) -> None:
    deliveries = Deliveries(house.database)
    await send(house, a_document(), "https://a.example/inbox")
    (first,) = await deliveries.claim(10, house.now, LEASE)
    house.later(minutes=5)
    (second,) = await deliveries.claim(10, house.now, LEASE)
    await deliveries.settle([], [Failure(first, "too late to say", None)], house.now)
    assert await deliveries.counts() == (1, 0)
    await deliveries.release([second], house.now)
    (third,) = await deliveries.claim(10, house.now, LEASE)
    assert third.attempts == 2


async def test_a_host_can_be_left_in_peace_for_a_while(house: House) -> None:
    deliveries = Deliveries(house.database)
    await send(house, a_document(), "https://a.example/1", "https://a.example/2", "https://b.example/1")
    until = house.now + timedelta(hours=1)
    await deliveries.postpone("a.example", until)
    assert [d.host for d in await deliveries.claim(10, house.now, LEASE)] == ["b.example"]
    house.now = until
    assert len(await deliveries.claim(10, house.now, LEASE, without=["b.example"])) == 2


async def test_a_later_document_waits_until_it_is_due(house: House) -> None:
    deliveries = Deliveries(house.database)
    async with house.work() as work:
        await work.outbox.put(a_document(), ["https://a.example/inbox"], due=NOW + timedelta(seconds=5))
        await work.commit()
    assert await deliveries.claim(10, house.now, LEASE) == []
    assert await deliveries.next_due() == NOW + timedelta(seconds=5)


async def test_the_report_of_a_message_follows_its_deliveries(house: House) -> None:
    await house.settle_in(*guests(4))
    message = Message(
        MessageId("m1"), GroupId("g1"), Audience(EVENT_ID), "News", "Bring soup.", state=State.SENT
    )
    async with house.work() as work:
        await work.messages.put(message)
        people = [(PersonId(f"p{n}"), Channel.FEDIVERSE) for n in (1, 2, 3, 4)]
        await work.messages.put_recipients(message.id, people)
        await work.messages.put_recipients(message.id, people[:2])
        await work.messages.put_left_out(message.id, {"no_consent": 2})
        for n in (1, 2, 3):
            inbox = f"https://social{n}.example/inbox"
            await work.outbox.put(a_document(f"d{n}"), [inbox], message=message.id, person=f"p{n}")
        await work.outbox.told(message.id, "p4", error="no such mailbox")
        await work.commit()
    deliveries = Deliveries(house.database)
    first, second, _third = await deliveries.claim(10, house.now, LEASE)
    await deliveries.settle([first], [Failure(second, "answered 410", None, 410)], house.now)
    report = await house.reads.messages.report(message.id)
    assert report is not None
    assert report.message == message
    assert (report.delivered, report.waiting, report.failed, report.total) == (1, 1, 2, 4)
    assert (report.by_channel, report.left_out) == ({"fediverse": 4}, {"no_consent": 2})
    assert {(h.host, h.failed, h.last_error) for h in report.per_host if h.failed} == {
        ("social2.example", 1, "answered 410"),
        ("social4.example", 1, "no such mailbox"),
    }
