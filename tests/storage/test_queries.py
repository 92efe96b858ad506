"""Lists are right, and cost the same number of queries however long they are."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from fedevent.consents import Consent, Purpose
from fedevent.events import Event, Visibility
from fedevent.events import Status as EventStatus
from fedevent.groups import Follower, Group, Membership, Role
from fedevent.ids import EventId, GroupId, PersonId
from fedevent.places import Place
from fedevent.rsvps import Status
from storage.queries.federation import Tally
from storage.queries.reads import Reads
from tests.makers import EVENT_ID, NOW, a_group, an_event, an_rsvp
from tests.storage.conftest import GRACE, House
from tests.storage.crowds import guests

GROUP = GroupId("g1")


async def add(house: House, *records: Event | Group) -> None:
    async with house.work() as work:
        for record in records:
            if isinstance(record, Event):
                await work.events.put(record)
            else:
                await work.groups.put(record)
        await work.commit()


def an_evening(number: int, **changes: Any) -> Event:
    """The same evening, so many weeks later."""
    later = timedelta(weeks=number)
    starts = datetime(2030, 3, 12, 19, 0) + later
    return an_event(
        **{
            "id": EventId(f"e{number:03}"),
            "title": f"Evening {number}",
            "starts": starts,
            "ends": starts + timedelta(hours=2),
            **changes,
        }
    )


async def test_the_calendar_lists_what_is_public_and_still_to_come(house: House) -> None:
    await house.settle_in()
    await add(
        house,
        an_evening(3),
        an_evening(1, status=EventStatus.CANCELLED),
        an_evening(2, status=EventStatus.DRAFT),
        an_evening(4, visibility=Visibility.UNLISTED),
        an_evening(5, status=EventStatus.DELETED),
        an_evening(-9),
    )
    calendar = house.reads.calendar
    assert [card.id for card in await calendar.upcoming(NOW)] == [EVENT_ID, "e001", "e003"]
    assert await calendar.count(NOW) == 3
    assert [card.id for card in await calendar.upcoming(NOW, limit=1, offset=1)] == ["e001"]
    assert [card.id for card in await calendar.past(NOW)] == ["e-09"]
    assert [card.id for card in await calendar.drafts(GROUP)] == ["e002"]
    assert [card.id for card in await calendar.of_group(GROUP)] == ["e004", "e003", "e001", EVENT_ID, "e-09"]
    assert [card.id for card in await house.reads.events.more(GROUP, NOW, EVENT_ID)] == ["e003"]
    # While it lasts, an event is still to come.
    during = an_event().starts_at + timedelta(hours=1)
    assert (await calendar.upcoming(during))[0].id == EVENT_ID
    assert (await calendar.past(during))[0].id == "e-09"


async def test_the_calendar_is_filtered(house: House) -> None:
    await house.settle_in()
    await add(
        house,
        replace(a_group(), id=GroupId("g2"), slug="bakers", name="Bakers"),
        an_evening(1, title="Čaj und Brot", group=GroupId("g2"), categories=("Baking",), languages=("de",)),
        an_evening(2, place=None, online_url="https://meet.example/x", languages=("de", "en")),
        an_evening(3, summary="100% wool_", categories=("Zürich",)),
    )
    calendar = house.reads.calendar

    async def found(**filters: Any) -> list[str]:
        cards: list[str] = [card.id for card in await calendar.upcoming(NOW, **filters)]
        assert await calendar.count(NOW, **filters) == len(cards)
        return cards

    assert await found(q="caj BROT") == ["e001"]
    assert await found(q="caj wool") == []
    assert await found(q="100% wool_") == ["e003"]
    assert await found(q="%") == ["e003"]
    assert await found(category="baking") == ["e001"]
    assert await found(category="zurich") == ["e003"]
    assert await found(language="de") == ["e001", "e002"]
    assert await found(language="de", category="Baking") == ["e001"]
    assert await found(group=GroupId("g2")) == ["e001"]
    assert await found(online=True) == ["e002"]
    assert await found(online=False) == [EVENT_ID, "e001", "e003"]
    week_two = an_evening(2).starts_at
    assert await found(since=week_two) == ["e002", "e003"]
    assert await found(until=week_two) == [EVENT_ID, "e001"]
    assert await calendar.categories(NOW) == ["Baking", "Zürich"]
    assert await calendar.languages(NOW) == ["de", "en"]


async def test_a_card_counts_people_with_their_guests(house: House) -> None:
    await house.settle_in(*guests(4), capacity=4)
    async with house.work() as work:
        await work.rsvps.put(an_rsvp(1, guests=2))
        await work.rsvps.put(an_rsvp(2, status=Status.WAITING, guests=1))
        await work.rsvps.put(an_rsvp(3, status=Status.MAYBE))
        await work.rsvps.put(an_rsvp(4, name_shown=True))
        await work.commit()
    (card,) = await house.reads.calendar.upcoming(NOW)
    assert (card.going, card.waiting, card.capacity, card.full) == (4, 2, 4, True)
    assert (card.place, card.locality, card.group_slug) == ("The Shed", "Berlin", "menders")
    page = await house.reads.events.find(EVENT_ID)
    assert page is not None
    assert page.counts == {
        "going": 2,
        "maybe": 1,
        "declined": 0,
        "waiting": 1,
        "requested": 0,
        "rejected": 0,
    }
    assert (page.taken, page.going_names) == (4, ("Guest 4",))
    assert [host.username for host in page.hosts] == ["grace"]
    assert await house.reads.federation.tally(EVENT_ID) == Tally(2, 1, 0)


async def test_an_event_that_is_not_there_has_no_page(house: House) -> None:
    assert await house.reads.events.find(EventId("nothing")) is None
    assert await house.reads.groups.page("nobody") is None


async def test_groups_are_listed_with_their_next_date_and_filtered(house: House) -> None:
    await house.settle_in()
    berlin = Place("Hof", locality="Berlin", latitude=52.52, longitude=13.405)
    potsdam = Place("Park", locality="Potsdam", latitude=52.39, longitude=13.06)
    await add(
        house,
        replace(a_group(), place=berlin, topics=("Repair",), languages=("de",)),
        Group(GroupId("g2"), "bakers", "bakers", topics=("Bread",), place=potsdam, levels=("beginner",)),
        Group(GroupId("g3"), "ghosts", "Ghosts", deleted_at=NOW),
        Group(GroupId("g4"), "online", "Zoomers", programs=("open",)),
        an_evening(-1),
    )
    groups = house.reads.groups
    cards = await groups.list()
    assert [card.slug for card in cards] == ["bakers", "menders", "online"]
    assert (cards[1].next_starts, cards[1].next_timezone, cards[1].next_title) == (
        datetime(2030, 3, 5, 19, 0),
        "Europe/Berlin",
        "Evening -1",
    )
    assert cards[0].next_starts is None
    assert [card.slug for card in await groups.list(topic="repair")] == ["menders"]
    assert [card.slug for card in await groups.list(level="beginner")] == ["bakers"]
    assert [card.slug for card in await groups.list(program="open", online=True)] == ["online"]
    assert [card.slug for card in await groups.list(language="de", q="mend")] == ["menders"]
    near = await groups.list(near=(52.39, 13.06), within_km=40)
    assert [card.slug for card in near] == ["bakers", "menders"]
    assert near[1].distance_km == pytest.approx(27.5, abs=1)
    assert [card.slug for card in await groups.list(near=(52.39, 13.06), within_km=10)] == ["bakers"]
    assert await groups.topics() == ["Bread", "Repair"]
    assert await groups.page("ghosts") is None


async def test_a_group_page_shows_its_people(house: House) -> None:
    await house.settle_in(*guests(2))
    async with house.work() as work:
        await work.groups.put_membership(Membership(GROUP, PersonId("p1"), Role.MEMBER, NOW))
        await work.groups.follow(Follower(GROUP, "https://a.example/ada", "f1", NOW))
        await work.commit()
    page = await house.reads.groups.page("menders")
    assert page is not None
    assert (page.group, page.followers, page.members) == (a_group(), 1, 2)
    assert [host.name for host in page.hosts] == ["Grace"]
    assert [view.actor for view in await house.reads.groups.followers(GROUP)] == ["https://a.example/ada"]
    assert [member.name for member in await house.reads.groups.members(GROUP)] == ["Grace", "Guest 1"]
    federation = house.reads.federation
    assert await federation.followers(GROUP) == ["https://a.example/ada"]
    assert (await federation.outbox(GROUP), await federation.outbox_total(GROUP)) == ([EVENT_ID], 1)


async def test_my_dates_are_mine_with_my_answer(house: House) -> None:
    await house.settle_in(*guests(3))
    await add(house, an_evening(-9), an_evening(1), an_evening(2))
    async with house.work() as work:
        for n, event in enumerate((EVENT_ID, EventId("e-09"), EventId("e002"))):
            await work.rsvps.put(an_rsvp(1, id=f"r-{n}", event=event))
        await work.rsvps.put(an_rsvp(1, id="r-w", event=EventId("e001"), status=Status.WITHDRAWN))
        await work.consents.add(
            Consent(PersonId("p1"), Purpose.EVENT_MESSAGES, True, NOW, "web", "Yes.", EVENT_ID, GROUP)
        )
        await work.commit()
    mine = house.reads.mine
    dates = await mine.dates(PersonId("p1"), NOW)
    assert [(date.card.id, date.consents) for date in dates.upcoming] == [(EVENT_ID, True), ("e002", False)]
    assert [date.card.id for date in dates.past] == ["e-09"]
    assert dates.upcoming[0].rsvp == await mine.rsvp(EVENT_ID, PersonId("p1"))
    (consent,) = await mine.consents(PersonId("p1"))
    assert (consent.given, consent.event_title, consent.group_name) == (True, "Tuesday Lab", "The Menders")
    assert await mine.consents_to(EVENT_ID, PersonId("p1"))
    assert not await mine.consents_to(EventId("e002"), PersonId("p1"))


async def test_the_waiting_list_has_places(house: House) -> None:
    await house.settle_in(*guests(4))
    waiting = [an_rsvp(n, status=Status.WAITING) for n in (1, 2, 3)]
    same_moment = an_rsvp(4, status=Status.WAITING, since=waiting[2].since)
    async with house.work() as work:
        for rsvp in (*waiting, same_moment):
            await work.rsvps.put(rsvp)
        await work.commit()
    mine = house.reads.mine
    assert [await mine.position(rsvp) for rsvp in (*waiting, same_moment)] == [1, 2, 3, 4]
    assert await mine.position(an_rsvp(1)) == 0


async def test_organizers_see_their_groups_and_signups(house: House) -> None:
    await house.settle_in(*guests(3))
    await add(house, an_evening(1, status=EventStatus.DRAFT), Group(GroupId("g2"), "others", "Others"))
    async with house.work() as work:
        await work.rsvps.put(an_rsvp(1, status=Status.REQUESTED))
        await work.rsvps.put(an_rsvp(2, status=Status.UNCONFIRMED))
        await work.rsvps.put(an_rsvp(3))
        await work.commit()
    organizing = house.reads.organizing
    (group,) = await organizing.groups(GRACE, admin=False)
    assert (group.slug, group.role, group.upcoming, group.drafts, group.requests) == (
        "menders",
        "owner",
        1,
        1,
        1,
    )
    assert [g.role for g in await organizing.groups(GRACE, admin=True)] == ["admin", "owner"]
    assert [row.person for row in await organizing.signups(EVENT_ID)] == ["p1", "p3"]
    assert [row.person for row in await organizing.signups(EVENT_ID, Status.GOING)] == ["p3"]
    assert await organizing.may(GROUP, GRACE)
    assert not await organizing.may(GROUP, PersonId("p1"))


LISTS: dict[str, Callable[[Reads], Awaitable[Any]]] = {
    "calendar": lambda reads: reads.calendar.upcoming(NOW),
    "group's events": lambda reads: reads.calendar.of_group(GROUP),
    "groups": lambda reads: reads.groups.list(),
    "event": lambda reads: reads.events.find(EVENT_ID),
    "my dates": lambda reads: reads.mine.dates(PersonId("p1"), NOW),
    "dashboard": lambda reads: reads.organizing.groups(GRACE, True),
    "signups": lambda reads: reads.organizing.signups(EVENT_ID),
    "messages": lambda reads: reads.messages.of_group(GROUP),
    "remote": lambda reads: reads.remote.events(NOW),
}


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_costs_the_same_however_long_it_is(house: House, name: str) -> None:
    await house.settle_in(*guests(12))
    await add(
        house,
        *(Group(GroupId(f"h{n}"), f"group_{n}", f"Group {n}") for n in range(10)),
        *(an_evening(n) for n in range(1, 12)),
    )
    async with house.work() as work:
        for n in range(1, 12):
            await work.rsvps.put(an_rsvp(n))
            await work.rsvps.put(an_rsvp(1, id=f"x{n}", event=EventId(f"e{n:03}")))
        await work.commit()
    with house.counting() as sent:
        assert await LISTS[name](house.reads) is not None
    assert 1 <= len(sent) <= (6 if name == "event" else 4)
