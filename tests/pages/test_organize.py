"""What organizers see: their groups and hosts, whole pages, and doors shut to everybody else."""

import pytest
from aiohttp import web

from fedevent.events import JoinMode, Visibility
from fedevent.ids import PersonId
from fedevent.messages import Audience
from fedevent.people import Rank
from fedevent.usecases import events, groups, messages
from fedevent.usecases.messages import Letter
from tests.pages.markup import Page
from tests.pages.organizing import SHORT, answers, page_of, path, routes, words
from tests.rig import Rig


async def test_from_sign_in_to_a_published_date_in_two_forms(rig: Rig) -> None:
    await rig.a_chapter()
    await rig.sign_in()
    assert "Start a group" in await rig.text("/organize")
    made = await rig.post("/organize/new", {"name": "The Menders", "summary": "We mend things."})
    assert made.headers["Location"] == "/organize/the_menders/events/new"
    dated = await rig.post(made.headers["Location"], {**SHORT, "do": "publish"})
    assert dated.status == 303
    recruit = await rig.text(dated.headers["Location"])
    assert "@the_menders@chapter.example" in recruit
    for page in ("/events", "/organize", "/organize/the_menders", "/groups/the_menders"):
        assert "Repair evening" in await rig.text(page)


async def test_a_handle_of_ones_own_is_taken_and_a_taken_one_is_told(rig: Rig) -> None:
    await rig.a_group("menders")
    await rig.sign_in()
    refused = await rig.post("/organize/new", {"name": "Others", "slug": "menders"})
    page = Page(text := await refused.text())
    assert refused.status == 422
    assert page.faults == []
    assert page.all("a", href="#f-slug")
    assert page.all("input", name="name", value="Others")
    assert "This name is taken." in text
    made = await rig.post("/organize/new", {"name": "Others", "slug": "@Menders_2"})
    assert made.headers["Location"] == "/organize/menders_2/events/new"


async def test_without_a_handle_the_next_free_one_is_found(rig: Rig) -> None:
    await rig.a_group("menders")
    await rig.sign_in()
    made = await rig.post("/organize/new", {"name": "Menders"})
    assert made.headers["Location"] == "/organize/menders_2/events/new"


async def test_no_group_hides_behind_the_page_for_new_ones(rig: Rig) -> None:
    await rig.a_chapter()
    await rig.sign_in()
    refused = await rig.post("/organize/new", {"name": "Novelties", "slug": "new"})
    assert refused.status == 422
    assert "kept for the server" in await refused.text()


async def test_a_member_may_not_start_a_group(rig: Rig) -> None:
    await rig.a_chapter()
    await rig.an_account("Mia", Rank.MEMBER)
    await rig.sign_in("mia1@mail.example")
    assert (await rig.get("/organize/new")).status == 403
    assert (await rig.post("/organize/new", {"name": "Mine"}, page="/me/profile")).status == 403
    assert "You host no group yet" in await rig.text("/organize")


async def test_what_is_said_about_a_group_is_changed_and_the_town_puts_it_on_the_map(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.sign_in()
    form = {
        "name": "The Menders",
        "summary": "We mend  everything.",
        "zone": "Lisbon",
        "place.name": "The Shed",
        "place.locality": "Lisbon",
        "languages": "pt, EN",
        "topics": "repair, bicycles",
    }
    saved = await rig.post("/organize/menders/edit", form)
    assert saved.status == 303, await saved.text()
    now = await rig.instance.reads.groups.by_id(group.id)
    assert now is not None
    assert (now.name, now.summary, now.timezone) == ("The Menders", "We mend everything.", "Europe/Lisbon")
    assert (now.languages, now.topics) == (("pt", "en"), ("repair", "bicycles"))
    assert now.place is not None
    assert round(now.place.latitude or 0) == 39


async def test_a_host_is_added_by_mail_and_gets_a_link(rig: Rig) -> None:
    await rig.a_group()
    await rig.sign_in()
    assert "One host only" in await rig.text("/organize/menders/hosts")
    added = await rig.post("/organize/menders/hosts", {"email": "Ada@Mail.example", "name": "Ada"})
    assert added.status == 303
    page = await rig.text("/organize/menders/hosts")
    assert "Ada" in page
    assert "One host only" not in page
    await rig.settles()
    assert any("ada@mail.example" in letter for letter in rig.letters())


async def test_a_wrong_address_of_a_host_is_told_at_its_field(rig: Rig) -> None:
    await rig.a_group()
    await rig.sign_in()
    refused = await rig.post("/organize/menders/hosts", {"email": "not an address", "name": "Ada"})
    page = Page(await refused.text())
    assert refused.status == 422
    assert page.all("a", href="#f-email")
    assert page.all("input", name="email", value="not an address")


async def test_a_host_leaves_after_one_question_but_never_the_last_one(rig: Rig) -> None:
    group = await rig.a_group()
    ada = await groups.add_host(rig.work(), group.id, "ada@mail.example", "Ada", rig.organizer)
    await rig.sign_in()
    asked = f"/organize/menders/hosts/{ada}/remove"
    assert "Remove Ada" in await rig.text(asked)
    assert len((await page_of(rig)).hosts) == 2
    assert (await rig.post(asked, {})).status == 303
    assert len((await page_of(rig)).hosts) == 1
    alone = await rig.post(f"/organize/menders/hosts/{rig.organizer}/remove", {}, page="/me/profile")
    assert alone.status == 409
    assert "at least one host" in await alone.text()


async def test_the_dashboard_says_what_is_next_and_what_waits(rig: Rig) -> None:
    group = await rig.a_group()
    event = await rig.an_event(group, join_mode=JoinMode.APPROVAL, capacity=8)
    await rig.an_event(group, title="Later idea", published=False)
    await answers(rig, event, await rig.an_account("Mia"))
    await rig.sign_in()
    page = words(await rig.text("/organize"))
    assert "1 person asks to come: Menders" in page
    assert "1 draft: Menders" in page
    assert "Tuesday Lab" in page
    assert "0 of 8 places taken" in page
    assert "/signups?status=requested" in await rig.text("/organize/menders")


async def test_an_unlisted_date_is_next_on_the_dashboard_as_well(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.an_event(group, title="Quiet evening", visibility=Visibility.UNLISTED)
    await rig.sign_in()
    assert "Quiet evening" in await rig.text("/organize")
    assert "Quiet evening" not in await rig.text("/events")


async def everything(rig: Rig) -> tuple[list[str], list[str]]:
    """The paths of every page of a group and of every form, with a date, a draft message and two hosts."""
    group = await rig.a_group()
    event = await rig.an_event(group, capacity=5)
    ada = await groups.add_host(rig.work(), group.id, "ada@mail.example", "Ada", rig.organizer)
    letter = Letter(Audience(event.id), "Hello", "See you *soon*.")
    message = await messages.draft(rig.work(), group.id, letter, rig.organizer)
    await answers(rig, event, await rig.an_account("Mia"), note="<b>cake</b>")

    def paths(method: str) -> list[str]:
        return [path(route, group, event, message.id, ada) for route in routes(method, "/organize/{slug")]

    return paths("GET"), paths("POST")


async def test_every_page_is_whole_and_says_where_we_are(rig: Rig) -> None:
    pages, _ = await everything(rig)
    await rig.sign_in()
    for each in [*pages, "/organize", "/organize/new"]:
        if each.endswith(".csv"):
            continue
        text = await rig.text(each)
        page = Page(text)
        assert page.faults == [], each
        assert len(page.all("h1")) == 1, each
        assert not page.all("script"), each
        assert "<b>cake" not in text, each


async def test_strangers_find_every_door_shut(rig: Rig) -> None:
    pages, forms = await everything(rig)
    await rig.sign_in("mia1@mail.example")
    for each in pages:
        assert (await rig.get(each)).status == 403, each
    for each in forms:
        answer = await rig.post(each, {}, page="/me/profile")
        assert answer.status == 403, each
        assert "Only the organizers" in await answer.text(), each


async def test_visitors_are_sent_to_sign_in_and_back(rig: Rig) -> None:
    pages, forms = await everything(rig)
    for each in pages:
        answer = await rig.get(each)
        assert answer.status == 303, each
        assert answer.headers["Location"] == f"/sign-in?next={each}"
    for each in forms:
        answer = await rig.post(each, {}, page="/sign-in")
        assert (answer.status, answer.headers.get("Location")) == (303, "/sign-in"), each


async def test_looking_at_every_page_changes_nothing(rig: Rig) -> None:
    pages, _ = await everything(rig)
    await rig.settles()
    reads = rig.instance.reads
    group = (await page_of(rig)).group
    before = (
        await reads.calendar.of_group(group.id),
        await reads.messages.of_group(group.id),
        await reads.groups.page("menders"),
        len(rig.letters()),
    )
    await rig.sign_in()
    for each in pages:
        await rig.get(each)
    await rig.settles()
    after = (
        await reads.calendar.of_group(group.id),
        await reads.messages.of_group(group.id),
        await reads.groups.page("menders"),
        len(rig.letters()),
    )
    assert before == after


async def test_the_date_of_one_group_cannot_be_reached_through_another(rig: Rig) -> None:
    theirs = await rig.an_event(await rig.a_group("menders"))
    by = await rig.an_account("Mia", Rank.ORGANIZER)
    await groups.create(rig.work(), "bakers", groups.Profile("Bakers"), by)
    await rig.sign_in("mia1@mail.example")
    for end in ("", "/edit", "/signups", "/signups.csv", "/cancel", "/delete", "/message"):
        assert (await rig.get(f"/organize/bakers/events/{theirs.id}{end}")).status == 404, end
    cancelled = await rig.post(f"/organize/bakers/events/{theirs.id}/cancel", {}, page="/me/profile")
    assert cancelled.status == 404


@pytest.mark.parametrize("route", routes("POST", "/organize"), ids=lambda route: route.path)
async def test_nothing_changes_without_a_token_of_ours(rig: Rig, route: web.RouteDef) -> None:
    group = await rig.a_group()
    event = await rig.an_event(group)
    await rig.sign_in()
    address = path(route, group, event, "0190a1b2", PersonId("nobody")) if "{" in route.path else route.path
    answer = await rig.client.post(address, data={"title": "Evil"}, allow_redirects=False)
    assert answer.status == 403


async def test_a_deleted_date_is_not_there_for_its_hosts_either(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await events.delete(rig.work(), event.id, rig.organizer)
    await rig.sign_in()
    assert (await rig.get(f"/organize/menders/events/{event.id}")).status == 404
