"""Answering an event when we know who it is: signed in, or by the link of an earlier answer."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from fedevent.events import Event
from fedevent.rsvps import Status
from tests.pages.forms_sent import Answer, linked, read, send
from tests.rig import Rig


async def signed_in(rig: Rig, **plan: Any) -> Event:
    """An event, and its organizer signed in."""
    event = await rig.an_event(await rig.a_group(), **plan)
    await rig.sign_in()
    return event


async def says(rig: Rig, event: Event, status: str, **form: str) -> Answer:
    return await send(rig, f"/events/{event.id}/rsvp", {"status": status, **form})


async def own(rig: Rig, event: Event) -> Any:
    """The organizer's answer."""
    return await rig.instance.reads.mine.rsvp(event.id, rig.organizer)


async def test_whoever_is_signed_in_answers_with_one_button(rig: Rig) -> None:
    event = await signed_in(rig)
    answer = await says(rig, event, "going")
    assert (answer.status, answer.location) == (303, f"/events/{event.id}#sign-up")
    html = await read(rig, f"/events/{event.id}")
    assert "You’re going" in html
    assert 'name="address"' not in html
    assert (await own(rig, event)).source == "web"


async def test_a_button_keeps_guests_and_name_and_the_whole_form_changes_them(rig: Rig) -> None:
    event = await signed_in(rig, guests_max=3)
    await says(rig, event, "going", guests="2", name_shown="yes", details="yes")
    await says(rig, event, "going")
    rsvp = await own(rig, event)
    assert (rsvp.guests, rsvp.name_shown) == (2, True)
    await says(rig, event, "going", guests="1", details="yes")
    rsvp = await own(rig, event)
    assert (rsvp.guests, rsvp.name_shown) == (1, False)


async def test_an_answer_can_be_taken_back(rig: Rig) -> None:
    event = await signed_in(rig)
    await says(rig, event, "going")
    await says(rig, event, "withdrawn")
    assert (await own(rig, event)).status is Status.WITHDRAWN
    assert "I’m going" in await read(rig, f"/events/{event.id}")


async def test_a_place_can_be_given_back_after_answers_have_closed(rig: Rig) -> None:
    event = await signed_in(rig, closes=datetime.fromisoformat("2030-03-11T12:00"))
    await says(rig, event, "going")
    rig.clock.pass_(days=11)
    assert "Can’t come any more" in await read(rig, f"/events/{event.id}")
    await says(rig, event, "declined")
    assert (await own(rig, event)).status is Status.WITHDRAWN
    assert "Sign-up is closed" in await read(rig, f"/events/{event.id}")


async def test_agreeing_is_noted_and_an_empty_box_takes_nothing_back(rig: Rig) -> None:
    event = await signed_in(rig)
    await says(rig, event, "going", consents="yes", details="yes")
    assert await rig.instance.reads.mine.consents_to(event.id, rig.organizer)
    assert 'name="consents"' not in await read(rig, f"/events/{event.id}")
    await says(rig, event, "maybe")
    assert await rig.instance.reads.mine.consents_to(event.id, rig.organizer)


async def test_the_online_link_is_for_those_who_go(rig: Rig) -> None:
    group = await rig.a_group()
    event = await rig.an_event(group, online_url="https://meet.example/secret-room")
    form = {"status": "going", "name": "Ada", "address": "ada@mail.example", "details": "yes"}
    await send(rig, f"/events/{event.id}/rsvp", form)
    for path in (f"/events/{event.id}", f"/events/{event.id}.ics", "/events.ics", "/groups/menders.ics"):
        async with rig.client.get(path) as answer:
            assert "secret-room" not in await answer.text(), path
    await send(rig, await linked(rig), {})
    assert "secret-room" in await read(rig, f"/events/{event.id}")
    async with rig.client.get(f"/events/{event.id}.ics") as answer:
        assert "secret-room" in (await answer.text()).replace("\r\n ", "")
        assert answer.headers["Cache-Control"].startswith("private")
    async with rig.client.get("/groups/menders.ics") as answer:
        assert "secret-room" not in await answer.text()


async def test_a_confirmed_link_is_remembered_so_that_the_next_answer_needs_no_mail(rig: Rig) -> None:
    group = await rig.a_group()
    first, second = await rig.an_event(group), await rig.an_event(group, title="Another")
    form = {"status": "going", "name": "Ada", "address": "ada@mail.example", "details": "yes"}
    await send(rig, f"/events/{first.id}/rsvp", form)
    await send(rig, await linked(rig), {})
    answer = await says(rig, second, "going")
    assert answer.status == 303
    assert await rig.counts(second) == {"going": 1}
    assert "You’re going" in await read(rig, f"/events/{first.id}")


async def test_the_time_is_also_shown_as_ones_own_clock_has_it(rig: Rig) -> None:
    event = await signed_in(rig, timezone="Asia/Tokyo")
    async with rig.work() as work:
        person = await work.people.get(rig.organizer)
        await work.people.put(replace(person, timezone="Europe/Berlin"))
        await work.commit()
    html = await read(rig, f"/events/{event.id}")
    assert "your time:" in html
    assert "11:00" in html
