"""The life of a date on the organizers' desk: written, published, changed with a word, ended."""

import io
from datetime import datetime

from PIL import Image

from fedevent.events import Event, Status
from fedevent.ids import EventId
from fedevent.places import Place
from tests.pages.markup import Page
from tests.pages.organizing import SHORT, answers, fields, words
from tests.rig import Rig

NEW = "/organize/menders/events/new"


async def found(rig: Rig, event: str) -> Event:
    page = await rig.instance.reads.events.find(EventId(event))
    assert page is not None
    return page.event


def id_in(location: str) -> str:
    return location.removeprefix("/organize/menders/events/").partition("/")[0]


def a_picture(colour: str = "#c04020") -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    out.name = "kitchen.png"
    out.seek(0)
    return out


async def test_a_draft_is_seen_by_its_hosts_only(rig: Rig) -> None:
    await rig.a_group()
    await rig.sign_in()
    kept = await rig.post(NEW, {**SHORT, "do": "draft"})
    event = await found(rig, id_in(kept.headers["Location"]))
    assert event.status is Status.DRAFT
    assert "Only the hosts can see this." in await rig.text(kept.headers["Location"])
    assert "Repair evening" not in await rig.text("/events")
    assert (await rig.get(f"{kept.headers['Location']}/recruit")).status == 409


async def test_the_enter_key_never_publishes(rig: Rig) -> None:
    await rig.a_group()
    await rig.sign_in()
    first = Page(await rig.text(NEW)).all("button")[0]
    assert (first["name"], first["value"]) == ("do", "draft")


async def test_faults_are_listed_on_top_and_everything_typed_is_still_there(rig: Rig) -> None:
    await rig.a_group()
    await rig.sign_in()
    typed = {
        "title": 'Tea & "cake"',
        "description": "  indented\n<b>text</b>",
        "capacity": "many",
        "join_mode": "approval",
        "visibility": "unlisted",
        "zone": "Europe/Berlin",
        "do": "publish",
    }
    refused = await rig.post(NEW, typed)
    text = await refused.text()
    page = Page(text)
    assert refused.status == 422
    assert page.faults == []
    for target in ("#f-starts_at", "#f-place-name", "#f-capacity"):
        assert page.all("a", href=target), target
    again = fields(text, NEW)
    for name, value in typed.items():
        assert name == "do" or again[name].strip() == value.strip(), name


async def test_the_description_is_shown_as_it_will_look_and_nothing_is_kept(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.sign_in()
    text = "**Bold** and <script>alert(1)</script>\n\n- one"
    shown = await rig.post(NEW, {**SHORT, "description": text, "do": "preview"})
    page = await shown.text()
    assert shown.status == 200
    assert "<strong>Bold</strong>" in page
    assert "<script" not in page
    assert fields(page, NEW)["description"] == text
    assert await rig.instance.reads.calendar.drafts(group.id) == []


async def test_a_picture_needs_words_and_is_kept_while_they_are_missing(rig: Rig) -> None:
    await rig.a_group()
    await rig.sign_in()
    refused = await rig.post(NEW, {**SHORT, "picture_file": a_picture(), "do": "draft"})
    text = await refused.text()
    assert refused.status == 422
    assert Page(text).all("a", href="#f-picture_alt")
    kept = fields(text, NEW)
    assert kept["picture"]
    assert (await rig.get(f"/pictures/{kept['picture']}")).status == 200
    saved = await rig.post(NEW, {**kept, "picture_alt": "A kitchen table", "do": "draft"})
    event = await found(rig, id_in(saved.headers["Location"]))
    assert (event.picture, event.picture_alt) == (kept["picture"], "A kitchen table")
    edit = f"/organize/menders/events/{event.id}/edit"
    form = fields(await rig.text(edit), edit)
    gone = await rig.post(edit, {**form, "picture_remove": "yes", "do": "draft"})
    assert gone.status == 303
    assert (await found(rig, event.id)).picture is None


async def test_a_file_that_is_no_picture_is_told_at_its_field(rig: Rig) -> None:
    await rig.a_group()
    await rig.sign_in()
    file = io.BytesIO(b"<svg onload='alert(1)'/>")
    file.name = "drawing.svg"
    refused = await rig.post(NEW, {**SHORT, "picture_file": file, "picture_alt": "x", "do": "draft"})
    assert refused.status == 422
    assert Page(await refused.text()).all("a", href="#f-picture_file")


async def test_a_draft_without_a_place_is_not_published_by_its_button(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), published=False)
    await rig.sign_in()
    refused = await rig.post(f"/organize/menders/events/{event.id}/publish", {}, page="/me/profile")
    assert refused.status == 422
    assert "Say where it takes place" in await refused.text()
    assert (await found(rig, event.id)).status is Status.DRAFT


async def test_a_draft_is_published_by_its_button_and_leads_to_what_to_pass_on(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), published=False, place=Place("The Shed"))
    await rig.sign_in()
    path = f"/organize/menders/events/{event.id}"
    done = await rig.post(f"{path}/publish", {}, page=path)
    assert done.headers["Location"] == f"{path}/recruit"
    page = await rig.text(f"{path}/recruit")
    assert f"https://chapter.example/events/{event.id}" in page
    assert "The Shed" in page


async def test_nobody_publishes_a_date_that_is_over(rig: Rig) -> None:
    await rig.a_group()
    await rig.sign_in()
    refused = await rig.post(NEW, {**SHORT, "starts_at_date": "2029-03-12", "do": "publish"})
    assert refused.status == 422
    assert Page(await refused.text()).all("a", href="#f-starts_at")


async def test_before_a_change_is_told_the_page_says_what_and_to_how_many(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), place=Place("The Shed"))
    await answers(rig, event, await rig.an_account("Mia"))
    await answers(rig, event, await rig.an_account("Ida"))
    await rig.sign_in()
    edit = f"/organize/menders/events/{event.id}/edit"
    text = await rig.text(edit)
    assert "2 people have signed up" in text
    form = {**fields(text, edit), "starts_at_time": "20:00", "ends_at_time": "22:00"}
    asked = await rig.post(edit, {**form, "do": "save"})
    question = await asked.text()
    assert asked.status == 200
    assert "Save and tell 2 people" in question
    assert "19:00" in question and "20:00" in question
    assert Page(question).faults == []
    assert (await found(rig, event.id)).starts == datetime(2030, 3, 12, 19)
    kept = fields(question, edit)
    back = await rig.post(edit, {**kept, "do": "back"})
    assert fields(await back.text(), edit)["starts_at_time"] == "20:00"
    saved = await rig.post(edit, {**kept, "do": "confirm"})
    assert saved.status == 303
    now = await found(rig, event.id)
    assert (now.starts, now.sequence) == (datetime(2030, 3, 12, 20), 1)
    assert (now.ends, now.place) == (datetime(2030, 3, 12, 22), Place("The Shed"))


async def test_a_change_that_matters_to_nobody_is_simply_saved(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), place=Place("The Shed"))
    await answers(rig, event, await rig.an_account("Mia"))
    await rig.sign_in()
    edit = f"/organize/menders/events/{event.id}/edit"
    form = {**fields(await rig.text(edit), edit), "description": "Bring *something*."}
    saved = await rig.post(edit, {**form, "do": "save"})
    assert saved.status == 303
    now = await found(rig, event.id)
    assert (now.description, now.sequence) == ("Bring *something*.", 0)


async def test_a_date_is_used_again_with_everything_but_its_answers(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), capacity=7, place=Place("The Shed"))
    await answers(rig, event, await rig.an_account("Mia"))
    await rig.sign_in()
    path = f"/organize/menders/events/{event.id}/duplicate"
    form = fields(await rig.text(path), path)
    assert (form["starts_at_date"], form["starts_at_time"]) == ("2030-03-19", "19:00")
    made = await rig.post(path, {"starts_at_date": "2030-03-20", "starts_at_time": "18:30"})
    copy = await found(rig, id_in(made.headers["Location"]))
    assert made.headers["Location"].endswith("/edit")
    assert (copy.status, copy.capacity, copy.place) == (Status.DRAFT, 7, Place("The Shed"))
    assert (copy.starts, copy.ends) == (datetime(2030, 3, 20, 18, 30), datetime(2030, 3, 20, 20, 30))
    assert await rig.counts(copy) == {}
    empty = await rig.post(path, {"starts_at_date": "", "starts_at_time": ""})
    assert empty.status == 422


async def test_calling_a_date_off_says_how_many_are_told_and_keeps_the_reason(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await answers(rig, event, await rig.an_account("Mia"))
    await rig.sign_in()
    path = f"/organize/menders/events/{event.id}"
    assert "Cancel and tell 1 person" in await rig.text(f"{path}/cancel")
    done = await rig.post(f"{path}/cancel", {"reason": "The roof leaks."})
    assert done.status == 303
    assert (await found(rig, event.id)).status is Status.CANCELLED
    assert "The roof leaks." in await rig.text(f"/events/{event.id}")
    again = await rig.post(f"{path}/cancel", {"reason": ""}, page="/me/profile")
    assert again.status == 409
    assert (await rig.get(f"{path}/edit")).status == 409
    refused = await rig.post(f"{path}/edit", {**SHORT, "do": "save"}, page="/me/profile")
    assert refused.status == 409


async def test_a_reason_that_is_too_long_is_told_and_kept(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await rig.sign_in()
    path = f"/organize/menders/events/{event.id}/cancel"
    refused = await rig.post(path, {"reason": "long " * 300})
    text = await refused.text()
    assert refused.status == 422
    assert Page(text).all("a", href="#f-reason")
    assert fields(text, path)["reason"].startswith("long long")


async def test_deleting_asks_once_and_warns_when_people_signed_up(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await answers(rig, event, await rig.an_account("Mia"))
    await rig.sign_in()
    path = f"/organize/menders/events/{event.id}/delete"
    assert "Deleting tells them nothing." in words(await rig.text(path))
    assert (await found(rig, event.id)).status is Status.PUBLISHED
    assert (await rig.post(path, {})).status == 303
    assert (await rig.get(f"/events/{event.id}")).status == 410
