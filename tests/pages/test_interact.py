"""Where other servers send our people, reports, and uploaded pictures."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest

from fedevent.moderation import Subject
from tests.pages.forms_sent import read, send
from tests.pages.markup import Page
from tests.rig import BASE, Rig
from web.keys import PICTURES

ELSEWHERE = "https://mobilizon.example/events/1"


async def test_something_of_ours_is_simply_opened(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    for uri, path in {
        f"{BASE}/events/{event.id}": f"/events/{event.id}",
        f"{BASE}/events/{event.id}/note": f"/events/{event.id}",
        f"{BASE}/groups/menders": "/groups/menders",
        f"{BASE}/people/grace": "/",
    }.items():
        answer = await rig.get(f"/interact?uri={quote(uri, safe='')}")
        assert (answer.status, answer.headers["Location"]) == (303, path)


async def test_something_elsewhere_asks_to_sign_in_and_comes_back(rig: Rig) -> None:
    await rig.a_chapter()
    html = await read(rig, f"/interact?uri={quote(ELSEWHERE, safe='')}")
    assert ELSEWHERE in html
    (link,) = [a["href"] for a in Page(html).all("a") if a["href"].startswith("/sign-in?next=")]
    (after,) = parse_qs(urlsplit(link).query)["next"]
    assert parse_qs(urlsplit(after).query)["uri"] == [ELSEWHERE]


async def test_without_an_address_there_is_a_field_for_one(rig: Rig) -> None:
    await rig.a_chapter()
    assert Page(await read(rig, "/interact")).all("input", name="uri")


@pytest.mark.parametrize("uri", ["javascript:alert(1)", "data:text/html,x", "just words"])
async def test_what_is_no_address_is_not_offered_as_a_link(rig: Rig, uri: str) -> None:
    await rig.a_chapter()
    html = await read(rig, f"/interact?uri={quote(uri)}", 400)
    assert not [link for link in Page(html).all("a") if link.get("href", "").startswith(uri[:5])]


async def test_hosts_can_follow_who_is_behind_an_address(rig: Rig) -> None:
    await rig.a_group()
    await rig.sign_in()
    page = Page(await read(rig, f"/interact?uri={quote(ELSEWHERE, safe='')}"))
    assert page.all("form", action="/remote/follow", method="post")
    assert page.all("input", name="address")[0]["value"] == ELSEWHERE


async def test_a_report_of_an_event_reaches_the_people_in_charge(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    page = f"/report?url=/events/{event.id}"
    assert "Tuesday Lab" in await read(rig, page)
    form = {"url": f"/events/{event.id}", "reason": "This is an advertisement.", "contact": "me@mail.example"}
    answer = await send(rig, "/report", form, page=page)
    assert (answer.status, answer.location) == (303, "/report/sent")
    await read(rig, "/report/sent")
    (found,) = await rig.instance.reads.reports.open()
    report = getattr(found, "report", found)
    assert (report.subject, report.subject_id) == (Subject.EVENT, event.id)
    assert report.contact == "me@mail.example"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"url": "/groups/menders", "reason": ""}, "reason"),
        ({"url": "/events", "reason": "Bad"}, "url"),
        ({"url": "https://elsewhere.example/x", "reason": "Bad"}, "url"),
        ({"url": "/groups/menders", "reason": "Bad", "contact": "x" * 300}, "contact"),
    ],
)
async def test_a_report_says_what_it_still_needs(rig: Rig, form: dict[str, str], field: str) -> None:
    await rig.a_group()
    answer = await send(rig, "/report", form)
    assert answer.status == 422
    page = Page(answer.html)
    assert page.faults == []
    assert page.all("a", href=f"#f-{field}")


async def test_a_robots_report_is_not_taken(rig: Rig) -> None:
    await rig.a_group()
    form = {"url": "/groups/menders", "reason": "Buy this"}
    assert (await send(rig, "/report", {**form, "website": "x"})).status == 409
    assert (await send(rig, "/report", form, seconds=0)).status == 409
    assert await rig.instance.reads.reports.open() == []


async def test_nobody_is_reported_by_a_draft_that_is_not_theirs_to_know(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), published=False)
    assert "Tuesday Lab" not in await read(rig, f"/report?url=/events/{event.id}")


async def test_a_picture_that_nobody_uploaded_is_not_there(rig: Rig) -> None:
    await rig.a_chapter()
    for name in ("nothing", "0" * 64 + ".webp", "..%2F..%2Fsecret"):
        answer = await rig.get(f"/pictures/{name}")
        assert answer.status == 404


async def test_an_uploaded_picture_is_kept_for_ever_and_can_run_nothing(rig: Rig) -> None:
    await rig.a_chapter()
    name = await rig.instance.app[PICTURES].put(b"RIFF....WEBP", ".webp")
    answer = await rig.get(f"/pictures/{name}")
    assert answer.status == 200
    assert answer.content_type == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert await answer.read() == b"RIFF....WEBP"
