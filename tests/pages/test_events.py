"""The list of events, and the page of one."""

import json
from datetime import datetime
from typing import Any

import pytest

from fedevent.events import JoinMode, Visibility
from fedevent.places import Place
from fedevent.rsvps import Source, Statement, Wish
from fedevent.usecases import events, people, rsvps
from fedevent.usecases.rsvps import Agreement
from tests.pages.forms_sent import read
from tests.pages.markup import Page
from tests.rig import BASE, Rig


def wall(text: str) -> datetime:
    """A wall-clock time."""
    return datetime.fromisoformat(text)


async def test_a_list_is_narrowed_by_every_filter_and_says_how_many_are_left(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.an_event(group, title="Solder", categories=("repair",), languages=("de",), place=Place("Shed"))
    await rig.an_event(
        group, title="Stream", starts=wall("2030-04-02T19:00"), ends=None, online_url="https://m.example/1"
    )
    for query, expected in {
        "": {"Solder", "Stream"},
        "?q=sold": {"Solder"},
        "?topic=repair": {"Solder"},
        "?language=de": {"Solder"},
        "?online=yes": {"Stream"},
        "?online=no": {"Solder"},
        "?from=2030-04-01": {"Stream"},
        "?until=2030-03-12": {"Solder"},
        "?from=2030-03-12&until=2030-03-12": {"Solder"},
        "?q=nothing": set(),
    }.items():
        html = await read(rig, f"/events{query}")
        assert {title for title in ("Solder", "Stream") if f">{title}</a>" in html} == expected, query
        number = len(expected)
        assert f"{number} event{'' if number == 1 else 's'} to come" in html


async def test_when_nothing_fits_the_page_names_the_filter_to_take_off(rig: Rig) -> None:
    await rig.an_event(await rig.a_group())
    html = await read(rig, "/events?topic=repair&q=nothing")
    assert "Nothing fits all of this" in html
    assert any(link["href"] == "/events?q=nothing" for link in Page(html).all("a"))


@pytest.mark.parametrize(
    "query", ["?from=yesterday", "?page=-1", "?page=99999999999", "?online=perhaps", "?until=0000-00-00"]
)
async def test_a_filter_that_cannot_be_read_counts_as_not_asked(rig: Rig, query: str) -> None:
    await rig.an_event(await rig.a_group())
    assert "1 event to come" in await read(rig, f"/events{query}")


async def test_a_long_list_has_pages(rig: Rig) -> None:
    group = await rig.a_group()
    for number in range(42):
        plan = events.Plan(f"Lab {number:02}", wall(f"2030-05-{1 + number % 28:02}T19:00"), "Europe/Berlin")
        await events.create(rig.work(), group.id, plan, rig.organizer, published=True)
    first, second = await read(rig, "/events"), await read(rig, "/events?page=2")
    assert Page(first).all("a", rel="next")[0]["href"] == "/events?page=2"
    assert Page(second).all("a", rel="prev")
    assert (await read(rig, "/events?page=3")).count('class="card-title') == 2


async def test_an_event_has_everything_in_its_order(rig: Rig) -> None:
    event = await rig.an_event(
        await rig.a_group(), summary="Bring a broken thing.", description="We have **tools**.",
        place=Place("The Shed", "Hof 3", "Berlin", latitude=52.5, longitude=13.4),
        categories=("repair",), languages=("de",), capacity=12, guests_max=2,
    )  # fmt: skip
    html = await read(rig, f"/events/{event.id}")
    order = [
        "<h1", "Tuesday, 12 March 2030", "19:00", "Europe/Berlin", "The Shed", "/groups/menders",
        "/people/grace", 'id="sign-up"', "Bring a broken thing.", "<strong>tools</strong>", "German",
        f"/events/{event.id}.ics",
    ]  # fmt: skip
    body = html[html.index("<main") :]
    places = [body.index(words) for words in order]
    assert places == sorted(places)
    assert len(Page(html).all("h1")) == 1


async def test_the_head_says_to_machines_what_the_page_says_to_people(rig: Rig) -> None:
    event = await rig.an_event(
        await rig.a_group(), place=Place("The Shed"), online_url="https://meet.example/secret"
    )
    html = await read(rig, f"/events/{event.id}")
    page, address = Page(html), f"{BASE}/events/{event.id}"
    assert page.all("link", rel="canonical")[0]["href"] == address
    assert page.all("link", type="application/activity+json")[0]["href"] == address
    assert {"href": f"/events/{event.id}.ics"}.items() <= page.all("link", type="text/calendar")[1].items()
    assert page.all("meta", property="og:image")[0]["content"] == f"{address}/cover.png"
    start = html.index('application/ld+json">') + len('application/ld+json">')
    data: dict[str, Any] = json.loads(html[start : html.index("</script>", start)])
    assert data["startDate"] == "2030-03-12T19:00:00+01:00"
    assert data["organizer"]["url"] == f"{BASE}/groups/menders"
    assert "secret" not in html


async def test_drafts_are_seen_by_their_hosts_only(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), published=False)
    await read(rig, f"/events/{event.id}", 404)
    await rig.sign_in()
    html = await read(rig, f"/events/{event.id}")
    assert "Only the hosts can see this." in html
    assert 'content="noindex"' in html


async def test_an_unlisted_event_opens_by_its_link_and_asks_not_to_be_indexed(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), visibility=Visibility.UNLISTED)
    assert 'content="noindex"' in await read(rig, f"/events/{event.id}")


async def test_a_deleted_event_is_gone_and_an_unknown_one_is_not_there(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await events.delete(rig.work(), event.id, rig.organizer)
    await read(rig, f"/events/{event.id}", 410)
    await read(rig, "/events/0190-no-such-thing", 404)


async def test_a_cancelled_event_says_why_and_takes_no_answers(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await events.cancel(rig.work(), event.id, "The roof leaks.", rig.organizer)
    html = await read(rig, f"/events/{event.id}")
    assert "The roof leaks." in html
    assert 'name="status"' not in html
    assert "EventCancelled" in html


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ({"join_mode": JoinMode.NONE}, "No sign-up needed"),
        (
            {"join_mode": JoinMode.EXTERNAL, "external_url": "https://tickets.example/1"},
            "https://tickets.example/1",
        ),
        ({"join_mode": JoinMode.APPROVAL}, "The hosts decide about each request."),
        ({"closes": wall("2030-02-01T12:00")}, "Sign-up is closed"),
        ({"capacity": 7}, "7 places left"),
    ],
)
async def test_the_box_says_how_one_gets_in(rig: Rig, plan: dict[str, Any], words: str) -> None:
    event = await rig.an_event(await rig.a_group(), **plan)
    assert words in await read(rig, f"/events/{event.id}")


async def test_what_is_over_says_so_and_leads_to_the_next_date(rig: Rig) -> None:
    group = await rig.a_group()
    event = await rig.an_event(group)
    coming = await rig.an_event(group, title="The next one", starts=wall("2030-04-02T19:00"), ends=None)
    rig.clock.pass_(days=20)
    html = await read(rig, f"/events/{event.id}")
    assert "This date is over" in html
    assert f"/events/{coming.id}" in html
    assert 'name="status"' not in html


async def test_only_those_are_named_who_want_to_be(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    for name, shown in (("Mia", True), ("Noor", False)):
        async with rig.work() as work:
            person = await people.by_email(work, f"{name}@mail.example", name, None)
            await work.commit()
        said = Statement(Wish.GOING, Source.WEB, rig.clock.now, name_shown=shown)
        await rsvps.answer(rig.work(), event.id, person.id, said, Agreement(False, ""))
    html = await read(rig, f"/events/{event.id}")
    assert "2 people are going" in html
    assert "Mia" in html
    assert "Noor" not in html
    assert "mail.example" not in html


async def test_what_people_wrote_cannot_run(rig: Rig) -> None:
    event = await rig.an_event(
        await rig.a_group(),
        title="<script>alert(1)</script>",
        description="<img src=x onerror=alert(1)> [x](javascript:alert(1))",
    )
    page = Page(await read(rig, f"/events/{event.id}"))
    assert {kind.get("type") for kind in page.all("script")} == {"application/ld+json"}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not [link for link in page.all("a") if link.get("href", "").lower().startswith("javascript")]


async def test_the_covers_are_drawn_and_kept(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    for ending, kind in (("svg", "image/svg+xml"), ("png", "image/png")):
        async with rig.client.get(f"/events/{event.id}/cover.{ending}") as answer:
            assert answer.status == 200
            assert answer.content_type == kind
            tag = answer.headers["ETag"]
        async with rig.client.get(
            f"/events/{event.id}/cover.{ending}", headers={"If-None-Match": tag}
        ) as again:
            assert again.status == 304


async def test_the_address_mobilizon_knows_leads_to_the_sign_up_form(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    answer = await rig.get(f"/events/{event.id}/participate/without-account")
    assert answer.status == 303
    assert answer.headers["Location"] == f"/events/{event.id}#sign-up"


async def test_other_servers_get_the_object_at_the_same_address(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    assert (await rig.json(f"/events/{event.id}"))["type"] == "Event"
