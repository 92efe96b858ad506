"""Twenty people want the last place at the same moment; one gets it."""

import asyncio
from collections import Counter

import pytest

from fedevent.chapter import Chapter
from fedevent.errors import Conflict
from fedevent.ids import PersonId
from fedevent.people import Person
from fedevent.rsvps import Status
from fedevent.usecases import accounts, people, rsvps
from fedevent.usecases.rsvps import Agreement
from storage.errors import Clash
from tests.makers import EVENT_ID, a_person, an_event, said
from tests.storage.conftest import House
from tests.storage.crowds import guests

AGREED = Agreement(True, "The hosts of this event may write to me about it.")


async def test_the_last_place_is_given_once(house: House) -> None:
    await house.settle_in(*guests(20), capacity=1)
    answers = [rsvps.answer(house.work(), EVENT_ID, PersonId(f"p{n}"), said(), AGREED) for n in range(1, 21)]
    given = Counter(rsvp.status for rsvp in await asyncio.gather(*answers))
    assert given == {Status.GOING: 1, Status.WAITING: 19}
    async with house.work() as work:
        assert await work.rsvps.count(EVENT_ID) == given


async def test_a_place_given_back_goes_to_one_of_those_who_wait(house: House) -> None:
    await house.settle_in(*guests(10), capacity=3)
    for n in range(1, 11):
        house.later(seconds=1)
        await rsvps.answer(house.work(), EVENT_ID, PersonId(f"p{n}"), said(at=house.now), AGREED)
    house.later(seconds=1)
    leaving = [rsvps.withdraw(house.work(), EVENT_ID, PersonId(f"p{n}"), said().source) for n in (1, 2, 3)]
    await asyncio.gather(*leaving)
    signups = await house.reads.organizing.signups(EVENT_ID, Status.GOING)
    assert {row.person for row in signups} == {"p4", "p5", "p6"}


async def test_one_person_who_answers_twice_at_once_has_one_answer(house: House) -> None:
    await house.settle_in(*guests(1), capacity=5)
    twice = [rsvps.answer(house.work(), EVENT_ID, PersonId("p1"), said(), AGREED) for _ in range(5)]
    assert len({rsvp.id for rsvp in await asyncio.gather(*twice)}) == 1
    assert len(await house.reads.organizing.signups(EVENT_ID)) == 1


async def test_places_held_by_unproven_addresses_are_not_given_away(house: House) -> None:
    await house.settle_in(*guests(1), capacity=2)
    asking = [
        rsvps.answer_by_email(
            house.work(), EVENT_ID, f"{name}@mail.example", name, None, said(at=house.now), AGREED
        )
        for name in ("ada", "bob", "cleo")
    ]
    held = [rsvp for rsvp in await asyncio.gather(*asking) if rsvp and rsvp.held_until]
    assert len(held) == 2
    answered = await rsvps.answer(house.work(), EVENT_ID, PersonId("p1"), said(), AGREED)
    assert answered.status is Status.WAITING
    page = await house.reads.events.find(EVENT_ID)
    assert page is not None
    assert page.taken == 2
    house.later(minutes=31)
    await rsvps.expire_hold(house.work(), held[0].id)
    page = await house.reads.events.find(EVENT_ID)
    assert page is not None
    assert (page.taken, page.counts["going"]) == (1, 1)


async def test_of_two_who_found_the_chapter_at_once_one_does(house: House) -> None:
    async def found(name: str) -> str:
        try:
            chapter = (await house.reads.chapter.find()) or _chapter(name)
            return await accounts.found_chapter(house.work(), chapter, f"{name}@c.example", name, "hash")
        except (Conflict, Clash):
            return ""

    founders = [who for who in await asyncio.gather(*(found(n) for n in ("ada", "bob", "cleo"))) if who]
    assert len(founders) == 1
    numbers = await house.reads.chapter.numbers(house.now)
    assert numbers.people == 1


def _chapter(name: str) -> Chapter:
    return Chapter(f"{name}'s", "Berlin", "Europe/Berlin", "en")


async def test_a_stranger_met_by_many_at_once_is_one_person(house: House) -> None:
    await house.settle_in()

    async def meet(n: int) -> str:
        async with house.work() as work:
            person = await people.by_email(work, "New@Mail.Example", f"Name {n}", None)
            await work.commit()
        return person.id

    assert len(set(await asyncio.gather(*(meet(n) for n in range(20))))) == 1


async def test_a_person_without_address_or_account_is_still_a_person_apart(house: House) -> None:
    fresh = [an_anonymous(n) for n in range(3)]
    async with house.work() as work:
        known = [await work.people.known(person) for person in fresh]
        await work.commit()
    assert [person.id for person in known] == [person.id for person in fresh]


def an_anonymous(n: int) -> Person:
    return a_person(id=f"x{n}", actor=None, handle=None, email="")


@pytest.mark.parametrize("capacity", [None, 7])
async def test_nobody_is_lost_when_all_answer_at_once(house: House, capacity: int | None) -> None:
    await house.settle_in(*guests(15), capacity=capacity)
    answers = [
        rsvps.answer(house.work(), EVENT_ID, PersonId(f"p{n}"), said(guests=0), AGREED) for n in range(1, 16)
    ]
    await asyncio.gather(*answers)
    page = await house.reads.events.find(EVENT_ID)
    assert page is not None
    assert sum(page.counts.values()) == 15
    assert page.taken == min(15, capacity or 15)
    assert page.event == an_event(capacity=capacity)
