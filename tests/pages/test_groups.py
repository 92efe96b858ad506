"""The list of groups, a group's page, and following it from elsewhere."""

from datetime import datetime

import pytest

from fedevent.places import Place
from fedevent.usecases import events
from tests.pages.forms_sent import has_door, read, send
from tests.pages.markup import Page
from tests.peers import MASTODON, Peer
from tests.rig import BASE, Rig
from web.doors import RemoteDoor


async def test_groups_are_found_by_what_they_are_about(rig: Rig) -> None:
    await rig.a_group("menders", topics=("repair",), levels=("beginner",), languages=("de",))
    await rig.a_group("readers", name="Night Readers", programs=("libraries",), languages=("en",))
    for query, expected in {
        "": {"menders", "readers"},
        "?q=night": {"readers"},
        "?topic=repair": {"menders"},
        "?level=beginner": {"menders"},
        "?program=libraries": {"readers"},
        "?language=en": {"readers"},
    }.items():
        html = await read(rig, f"/groups{query}")
        assert {s for s in ("menders", "readers") if f'href="/groups/{s}"' in html} == expected, query


async def test_no_group_that_fits_names_the_filter_to_take_off(rig: Rig) -> None:
    await rig.a_group()
    html = await read(rig, "/groups?topic=repair&language=tlh")
    assert any(link["href"] == "/groups?topic=repair" for link in Page(html).all("a"))


async def test_a_group_shows_who_it_is_when_it_meets_and_how_to_follow_it(rig: Rig) -> None:
    group = await rig.a_group(
        description="We meet *every* week.", topics=("repair",), languages=("de",), place=Place("The Shed")
    )
    event = await rig.an_event(group)
    html = await read(rig, "/groups/menders")
    page = Page(html)
    assert "@menders@chapter.example" in html
    assert f"/events/{event.id}" in html
    assert "<em>every</em>" in html
    assert "/people/grace" in html
    for ending in ("ics", "atom"):
        assert page.all("a", href=f"/groups/menders.{ending}")
    assert page.all("link", type="application/activity+json")[0]["href"] == f"{BASE}/groups/menders"
    assert page.all("form", action="/groups/menders/remote-follow", method="post")


async def test_a_group_without_dates_asks_to_be_followed(rig: Rig) -> None:
    await rig.a_group()
    html = await read(rig, "/groups/menders")
    assert "No dates yet" in html
    assert Page(html).all("a", href="#follow")


async def test_the_next_date_is_one_that_takes_place(rig: Rig) -> None:
    group = await rig.a_group()
    first = await rig.an_event(group, title="Called off")
    await rig.an_event(group, title="Still on", starts=datetime.fromisoformat("2030-03-19T19:00"), ends=None)
    await events.cancel(rig.work(), first.id, "", rig.organizer)
    html = await read(rig, "/groups/menders")
    assert html.index("Still on") < html.index("Called off")


async def test_all_dates_of_a_group_stand_on_a_page_of_their_own_past_ones_apart(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.an_event(group, title="Long ago")
    await rig.an_event(group, title="To come", starts=datetime.fromisoformat("2030-05-02T19:00"), ends=None)
    rig.clock.pass_(days=20)
    coming, past = (
        await read(rig, "/groups/menders/events"),
        await read(rig, "/groups/menders/events?past=yes"),
    )
    assert "To come</a>" in coming
    assert "Long ago" not in coming
    assert "Long ago" in past


async def test_an_unknown_group_is_not_there(rig: Rig) -> None:
    await rig.a_chapter()
    for path in ("/groups/nobody", "/groups/nobody/events", "/groups/nobody.ics", "/groups/nobody.atom"):
        await read(rig, path, 404)


async def test_other_servers_get_the_actor_at_the_same_address(rig: Rig) -> None:
    await rig.a_group()
    assert (await rig.json("/groups/menders"))["type"] == "Group"
    assert (await rig.json("/groups/menders/events"))["type"] == "OrderedCollection"


@pytest.mark.parametrize(
    "typed", ["ada@social.example", "@ada@social.example", "https://social.example/@ada", "social.example"]
)
async def test_following_leads_to_ones_own_server(rig: Rig, typed: str) -> None:
    await rig.a_group()
    has_door(rig, MASTODON)
    answer = await send(rig, "/groups/menders/remote-follow", {"address": typed})
    assert answer.status == 303
    assert answer.location == (
        "https://social.example/authorize_interaction?uri=https%3A%2F%2Fchapter.example%2Fgroups%2Fmenders"
    )


async def test_a_server_without_a_door_gets_three_steps_and_the_handle(rig: Rig) -> None:
    await rig.a_group()
    snac = Peer("https://snac.example/ada", "snac")
    has_door(rig, snac, template="")
    answer = await send(rig, "/groups/menders/remote-follow", {"address": "@ada@snac.example"})
    assert answer.status == 200
    assert "@menders@chapter.example" in answer.html
    assert "snac" in answer.html
    assert Page(answer.html).faults == []


async def test_an_address_that_nobody_answers_for_is_said_so_at_its_field(rig: Rig) -> None:
    await rig.a_group()
    for typed in ("@ada@nowhere.example", "not an address"):
        answer = await send(rig, "/groups/menders/remote-follow", {"address": typed})
        assert answer.status == 422
        field = Page(answer.html).all("input", name="address")[0]
        assert field["value"] == typed
        assert field["aria-invalid"] == "true"


async def test_a_template_that_is_no_web_address_is_no_door() -> None:
    assert RemoteDoor("javascript:alert('{uri}')", None, "@a@b.example").url("https://x.example") == ""
