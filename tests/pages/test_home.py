"""The front page, and what it says while there is nothing yet."""

from fedevent.events import Visibility
from tests.pages.forms_sent import read
from tests.rig import Rig


async def test_an_empty_chapter_offers_one_next_step_for_each_thing_that_is_missing(rig: Rig) -> None:
    await rig.a_chapter()
    html = await read(rig, "/")
    assert "Berlin Menders" in html
    assert "No dates yet" in html
    assert "No group yet" in html


async def test_the_next_dates_stand_under_their_days_and_the_groups_below(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    html = await read(rig, "/")
    assert f"/events/{event.id}" in html
    assert "Tuesday, 12 March 2030" in html
    assert "/groups/menders" in html


async def test_drafts_and_unlisted_dates_stand_on_no_list(rig: Rig) -> None:
    group = await rig.a_group()
    await rig.an_event(group, published=False, title="Still secret")
    await rig.an_event(group, title="For friends", visibility=Visibility.UNLISTED)
    for path in ("/", "/events", "/groups/menders", "/groups/menders/events", "/events.ics", "/events.atom"):
        async with rig.client.get(path) as answer:
            text = await answer.text()
        assert "Still secret" not in text, path
        assert "For friends" not in text, path


async def test_the_about_page_says_what_is_kept_and_on_what_terms_the_program_runs(rig: Rig) -> None:
    await rig.a_chapter()
    html = await read(rig, "/about")
    assert 'id="source"' in html
    assert "Affero" in html
    assert "relay@chapter.example" in html


async def test_a_person_with_an_account_has_a_page_with_no_more_than_their_groups(rig: Rig) -> None:
    await rig.a_group()
    html = await read(rig, "/people/grace")
    assert "@grace@chapter.example" in html
    assert "/groups/menders" in html
    assert "grace@chapter.example<" not in html.replace("@grace@chapter.example<", "")
    await read(rig, "/people/nobody_here", 404)
