"""The first run: two pages, then people can come; and never again."""

import re

from tests.rig import Rig

PLACE = {"chapter_name": "Hack Club Kiel", "place": "Kiel", "language": "en", "accent": "#1f5f4a"}
PERSON = {"zone": "Europe/Berlin", "name": "Ada", "email": "ada@mail.example", "password": "correct horse"}


async def test_every_page_leads_to_the_first_run_until_there_is_a_chapter(rig: Rig) -> None:
    for path in ("/", "/events", "/organize", "/sign-in"):
        answer = await rig.get(path)
        assert (answer.status, answer.headers["Location"]) == (303, "/setup")


async def test_the_place_suggests_the_time_zone_without_any_script(rig: Rig) -> None:
    answer = await rig.post("/setup", PLACE)
    assert answer.status == 200
    page = await answer.text()
    assert 'value="Europe/Berlin"' in page
    assert "Hack Club Kiel" in page


async def test_an_unknown_place_suggests_the_zone_of_the_settings(rig: Rig) -> None:
    page = await (await rig.post("/setup", PLACE | {"place": "Xyzzy-on-Sea"})).text()
    assert 'value="Europe/Berlin"' in page


async def test_a_city_that_means_several_places_is_asked_about(rig: Rig) -> None:
    answer = await rig.post("/setup", PLACE | PERSON | {"zone": "Springfield"})
    assert answer.status == 422
    page = await answer.text()
    assert 'value="America/Chicago"' in page
    assert 'type="radio"' in page
    answer = await rig.post(
        "/setup", PLACE | PERSON | {"zone": "Springfield", "zone_choice": "America/Chicago"}
    )
    assert answer.status == 303
    chapter = await rig.instance.reads.chapter.find()
    assert chapter is not None
    assert chapter.timezone == "America/Chicago"


async def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(rig: Rig) -> None:
    page = await (await rig.post("/setup", PLACE | {"chapter_name": " "})).text()
    assert 'id="f-chapter_name-error"' in page
    assert 'value="Kiel"' in page
    answer = await rig.post("/setup", PLACE | PERSON | {"name": "", "email": "ada", "password": "short"})
    assert answer.status == 422
    page = await answer.text()
    assert set(re.findall(r'id="f-(\w+)-error"', page)) == {"name", "email", "password"}
    assert 'value="Hack Club Kiel"' in page
    assert "short" not in re.findall(r'name="password"[^>]*value="([^"]*)"', page)


async def test_the_first_organizer_is_signed_in_and_led_to_the_first_group(rig: Rig) -> None:
    answer = await rig.post("/setup", PLACE | PERSON)
    assert (answer.status, answer.headers["Location"]) == (303, "/organize/new")
    page = await rig.text("/me")
    assert "Ada" in page
    assert "Hack Club Kiel is open" in page
    assert "Hack Club Kiel is open" not in await rig.text("/me")


async def test_a_name_with_markup_in_it_is_shown_as_it_was_written(rig: Rig) -> None:
    await rig.post("/setup", PLACE | PERSON | {"chapter_name": "<b>Kiel</b> & Co"})
    page = await rig.text("/me")
    assert "<b>Kiel" not in page
    assert "&lt;b&gt;Kiel&lt;/b&gt; &amp; Co is open" in page


async def test_the_first_run_works_once(rig: Rig) -> None:
    await rig.a_chapter()
    assert (await rig.get("/setup")).status == 404
    answer = await rig.post("/setup", PLACE | PERSON, page="/sign-in")
    assert answer.status == 404
    chapter = await rig.instance.reads.chapter.find()
    assert chapter is not None
    assert chapter.name == "Berlin Menders"
    assert await rig.instance.reads.accounts.credentials("ada@mail.example") is None
