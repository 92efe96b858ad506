"""Answering an event on its page, with nothing but an address, or known by link or account."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from fedevent.events import Event, JoinMode
from fedevent.ids import PersonId
from fedevent.usecases import events
from tests.pages.forms_sent import Answer, has_door, linked, read, send
from tests.pages.markup import Page
from tests.peers import MASTODON, Peer
from tests.rig import Rig

ADA = {"name": "Ada", "address": "ada@mail.example", "details": "yes"}


async def an_event(rig: Rig, **plan: Any) -> Event:
    """A published event of a fresh group."""
    return await rig.an_event(await rig.a_group(), **plan)


async def says(rig: Rig, event: Event, status: str = "going", **form: str) -> Answer:
    """Send the sign-up form of *event*."""
    return await send(rig, f"/events/{event.id}/rsvp", {"status": status, **form})


async def confirms(rig: Rig) -> Answer:
    """Press the button behind the link in the newest mail."""
    return await send(rig, await linked(rig), {})


async def the_answer(rig: Rig, event: Event, email: str = "ada@mail.example") -> Any:
    """What is known of somebody's answer."""
    async with rig.work() as work:
        person = await work.people.by_email(email)
        return await work.rsvps.find(event.id, person.id) if person else None


async def consents(rig: Rig, event: Event, person: PersonId) -> bool:
    return bool(await rig.instance.reads.mine.consents_to(event.id, person))


async def test_an_answer_by_mail_counts_only_when_its_owner_has_confirmed_it(rig: Rig) -> None:
    event = await an_event(rig)
    answer = await says(rig, event, **ADA)
    assert answer.status == 200
    assert "Check your mail to confirm" in answer.html
    assert "We hold your place until 13:30" in answer.html
    assert Page(answer.html).faults == []
    assert await rig.counts(event) == {}
    done = await confirms(rig)
    assert (done.status, done.location) == (303, f"/events/{event.id}#sign-up")
    assert await rig.counts(event) == {"going": 1}


async def test_opening_the_link_changes_nothing_however_often(rig: Rig) -> None:
    event = await an_event(rig)
    await says(rig, event, **ADA)
    path = await linked(rig)
    for _ in range(3):
        html = await read(rig, path)
    assert "Yes, I’m going" in html
    assert await rig.counts(event) == {}


async def test_what_was_said_arrives_guests_note_name_and_agreement(rig: Rig) -> None:
    event = await an_event(rig, guests_max=3)
    await says(rig, event, **ADA, guests="2", note="By wheelchair", name_shown="yes", consents="yes")
    html = await read(rig, await linked(rig))
    assert "By wheelchair" in html
    await confirms(rig)
    rsvp = await the_answer(rig, event)
    assert (rsvp.guests, rsvp.note, rsvp.name_shown, rsvp.source) == (2, "By wheelchair", True, "email")
    assert await consents(rig, event, rsvp.person)


async def test_boxes_are_empty_at_first_and_empty_means_no(rig: Rig) -> None:
    event = await an_event(rig)
    page = Page(await read(rig, f"/events/{event.id}"))
    boxes = page.all("input", type="checkbox")
    assert {box["name"] for box in boxes} == {"name_shown", "consents"}
    assert not [box for box in boxes if "checked" in box]
    await says(rig, event, **ADA)
    await confirms(rig)
    rsvp = await the_answer(rig, event)
    assert rsvp.name_shown is False
    assert not await consents(rig, event, rsvp.person)


@pytest.mark.parametrize(("wish", "status"), [("maybe", "maybe"), ("declined", "declined")])
async def test_one_can_say_maybe_and_no_as_well(rig: Rig, wish: str, status: str) -> None:
    event = await an_event(rig)
    await says(rig, event, wish, **ADA)
    await confirms(rig)
    assert await rig.counts(event) == {status: 1}


async def test_a_full_event_has_a_list_and_says_ones_place_on_it(rig: Rig) -> None:
    event = await an_event(rig, capacity=1)
    await says(rig, event, **ADA)
    await confirms(rig)
    rig.client.session.cookie_jar.clear()
    assert "Join the waiting list" in await read(rig, f"/events/{event.id}")
    answer = await says(rig, event, "waiting", name="Bo", address="bo@mail.example", details="yes")
    assert "We hold your place" not in answer.html
    await confirms(rig)
    assert await rig.counts(event) == {"going": 1, "waiting": 1}


async def test_where_hosts_decide_the_answer_is_a_request(rig: Rig) -> None:
    event = await an_event(rig, join_mode=JoinMode.APPROVAL)
    await says(rig, event, **ADA)
    await confirms(rig)
    assert await rig.counts(event) == {"requested": 1}


async def test_nobody_learns_from_the_page_who_comes_already(rig: Rig) -> None:
    event = await an_event(rig)
    first = await says(rig, event, **ADA)
    await confirms(rig)
    rig.client.session.cookie_jar.clear()
    rig.clock.now -= timedelta(seconds=40)
    second = await says(rig, event, "declined", **ADA)
    other = await says(rig, event, "declined", name="Bo", address="bo@mail.example", details="yes")
    assert await rig.counts(event) == {"going": 1}
    assert first.status == second.status == other.status == 200
    assert second.html.count("hold your place") == other.html.count("hold your place") == 0


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"address": ""}, "address"),
        ({"address": "no address at all"}, "address"),
        ({"address": "ada@mail.example", "guests": "9", "details": "yes"}, "guests"),
        ({"address": "ada@mail.example", "guests": "many", "details": "yes"}, "guests"),
        ({"address": "ada@mail.example", "name": "", "name_shown": "yes", "details": "yes"}, "name"),
    ],
)
async def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_typed_is_lost(
    rig: Rig, form: Mapping[str, str], field: str
) -> None:
    event = await an_event(rig, guests_max=2)
    answer = await says(rig, event, **form)
    assert answer.status == 422
    page = Page(answer.html)
    assert page.faults == []
    assert page.all("a", href=f"#f-{field}")
    assert page.all("input", name=field)[0]["aria-invalid"] == "true"
    assert page.all("input", name="address")[0]["value"] == form["address"]


async def test_a_robot_that_fills_the_hidden_field_or_is_too_quick_gets_no_mail(rig: Rig) -> None:
    event = await an_event(rig)
    path = f"/events/{event.id}/rsvp"
    assert (await says(rig, event, **ADA, website="https://spam.example")).status == 409
    quick = await send(rig, path, {"status": "going", **ADA}, seconds=0)
    assert quick.status == 409
    assert "send it once more" in quick.html
    await rig.settles()
    assert rig.letters() == []


async def test_one_address_on_the_network_cannot_ask_without_end(rig: Rig) -> None:
    event = await an_event(rig)
    statuses = [(await says(rig, event, address="none")).status for _ in range(42)]
    assert statuses[0] == 422
    assert statuses[-1] == 429


async def test_what_is_over_or_cancelled_takes_no_answer_even_from_an_old_page(rig: Rig) -> None:
    event = await an_event(rig)
    await says(rig, event, **ADA)
    path = await linked(rig)
    await events.cancel(rig.work(), event.id, "", rig.organizer)
    answer = await send(rig, f"/events/{event.id}/rsvp", {"status": "going", **ADA}, page="/report")
    assert answer.status == 409
    assert "This event was cancelled." in await read(rig, path)
    assert await rig.counts(event) == {}


async def test_a_link_that_is_old_or_changed_opens_nothing(rig: Rig) -> None:
    event = await an_event(rig)
    await says(rig, event, **ADA)
    path = await linked(rig)
    await read(rig, path[:-2] + "xx", 410)
    rig.clock.pass_(days=8)
    html = await read(rig, path, 410)
    assert "This link counts no longer" in html


async def test_a_fediverse_address_leads_to_ones_own_server(rig: Rig) -> None:
    event = await an_event(rig)
    has_door(rig, MASTODON)
    answer = await says(rig, event, address="@ada@social.example")
    assert answer.status == 303
    assert answer.location == (
        f"https://social.example/authorize_interaction?uri=https%3A%2F%2Fchapter.example%2Fevents%2F{event.id}"
    )


@pytest.mark.parametrize("known", [True, False])
async def test_without_a_door_there_the_page_says_how_to_answer_by_hand(rig: Rig, known: bool) -> None:
    event = await an_event(rig)
    if known:
        has_door(rig, Peer("https://snac.example/ada", "snac"), template="")
    answer = await says(rig, event, address="@ada@snac.example")
    assert answer.status == 200
    assert f"https://chapter.example/events/{event.id}" in answer.html
    assert ("No server answers" in answer.html) is not known
    assert Page(answer.html).faults == []


async def test_the_posting_address_opened_as_a_page_leads_back(rig: Rig) -> None:
    event = await an_event(rig)
    answer = await rig.get(f"/events/{event.id}/rsvp")
    assert (answer.status, answer.headers["Location"]) == (303, f"/events/{event.id}#sign-up")
