"""What organizers type: understood generously, and every fault told at once."""

from datetime import UTC, datetime

import pytest
from multidict import MultiDict

from fedevent.errors import Invalid
from fedevent.events import JoinMode, Visibility
from fedevent.places import Place
from tests.makers import a_group, an_event
from web.forms import Form
from web.pages.organize import event_changes, event_form, group_form, handles, lists, place_fields, zone_field

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
SHORT = {
    "title": "Repair evening",
    "starts_at_date": "2030-03-12",
    "starts_at_time": "19:00",
    "place.name": "The Shed",
}


def form(**fields: str) -> Form:
    return Form(MultiDict({name.replace("__", "."): value for name, value in fields.items()}))


async def plan_of(**fields: str) -> event_form.Typed:
    typed = Form(MultiDict(SHORT | {name.replace("__", "."): value for name, value in fields.items()}))
    plan = await event_form.read(typed, event_form.fresh(a_group(), NOW), None, public=True)
    typed.refuse()
    return plan


async def faults_of(public: bool = True, **fields: str) -> list[str]:
    typed = Form(MultiDict(fields))
    await event_form.read(typed, event_form.fresh(a_group(), NOW), None, public=public)
    return [fault.field for fault in typed.faults]


async def test_a_title_a_time_and_a_place_are_enough() -> None:
    plan = (await plan_of()).plan
    assert (plan.title, plan.starts) == ("Repair evening", datetime(2030, 3, 12, 19))
    assert plan.place == Place("The Shed")
    assert plan.timezone == "Europe/Berlin"
    assert (plan.join_mode, plan.visibility, plan.capacity) == (JoinMode.FREE, Visibility.PUBLIC, None)


async def test_a_link_is_enough_in_place_of_a_place() -> None:
    plan = (await plan_of(place__name="", online_url="https://talk.example/lab")).plan
    assert plan.place is None


async def test_everything_that_is_missing_is_told_at_once() -> None:
    assert set(await faults_of()) == {"title", "starts_at", "place.name"}


async def test_a_draft_may_still_have_no_place() -> None:
    assert "place.name" not in await faults_of(public=False)


async def test_faults_of_the_form_and_of_the_rules_stand_together_and_once_each() -> None:
    found = await faults_of(
        title="",
        starts_at_date="2030-03-12",
        starts_at_time="19:00",
        ends_at_date="2030-03-11",
        ends_at_time="19:00",
        capacity="many",
        online_url="javascript:alert(1)",
        guests_max="77",
    )
    assert sorted(found) == ["capacity", "ends_at", "guests_max", "online_url", "title"]


@pytest.mark.parametrize(
    ("clock", "ends"),
    [("21:00", datetime(2030, 3, 12, 21)), ("02:00", datetime(2030, 3, 13, 2)), ("", None)],
)
async def test_an_end_without_a_date_is_the_same_night(clock: str, ends: datetime | None) -> None:
    assert (await plan_of(ends_at_time=clock)).plan.ends == ends


async def test_an_end_that_is_no_time_is_told_at_its_field() -> None:
    with pytest.raises(Invalid) as no:
        await plan_of(ends_at_time="late")
    assert [fault.field for fault in no.value.faults] == ["ends_at"]


async def test_what_stands_in_the_form_of_an_event_reads_back_as_the_same_event() -> None:
    event = an_event(
        summary="Bring something broken.",
        description="**Tools** are here.",
        capacity=12,
        guests_max=2,
        closes=datetime(2030, 3, 12, 12),
        categories=("repair", "bicycles"),
        languages=("de", "pt-BR"),
        online_url="https://talk.example/lab",
        visibility=Visibility.UNLISTED,
        join_mode=JoinMode.APPROVAL,
    )
    typed = Form(MultiDict(event_form.values(event)))
    plan = (await event_form.read(typed, event, None, public=True)).plan
    typed.refuse()
    assert event_form.changed(event, plan) == event


async def test_the_form_of_a_new_event_guesses_the_place_but_not_the_date() -> None:
    values = event_form.unwritten(a_group(place=Place("The Shed", locality="Berlin")), NOW)
    assert values["place.name"] == "The Shed"
    assert values["zone"] == "Europe/Berlin"
    assert values["starts_at_date"] == values["starts_at_time"] == ""


# places


def test_coordinates_stay_while_the_lines_stay_and_go_when_the_place_is_another() -> None:
    known = Place("The Shed", "Hof 3", "Berlin", postal_code="10115", latitude=52.5, longitude=13.4)
    same = form(place__name="The Shed", place__address="Hof 3", place__locality="Berlin")
    renamed = form(place__name="The Barn", place__address="Hof 3", place__locality="Berlin")
    moved = form(place__name="The Shed", place__address="Elsewhere 1", place__locality="Potsdam")
    assert place_fields.read(same, known) == known
    assert place_fields.read(renamed, known) == Place("The Barn", "Hof 3", "Berlin", postal_code="10115")
    assert place_fields.read(moved, known) == Place("The Shed", "Elsewhere 1", "Potsdam")
    assert place_fields.read(form(place__name=" "), known) is None


def test_a_group_is_found_near_its_town_without_anybody_typing_coordinates() -> None:
    place = place_fields.located(Place("The Shed", locality="Berlin"), "Europe/Berlin")
    assert place and place.latitude and place.longitude
    assert 52 < place.latitude < 53
    assert 13 < place.longitude < 14
    unknown = Place("The Shed", locality="Nowhere at all")
    assert place_fields.located(unknown, "Europe/Berlin") == unknown


# time zones


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("", "Europe/Berlin"),
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("America/New York", "America/New_York"),
        ("Nairobi", "Africa/Nairobi"),
        ("نيروبي", "Africa/Nairobi"),
    ],
)
async def test_a_zone_is_understood_by_its_name_or_by_a_city(typed: str, zone: str) -> None:
    filled = form(zone=typed)
    assert (await zone_field.read(filled, "Europe/Berlin")).zone == zone
    assert filled.faults == []


async def test_a_city_that_nobody_knows_is_told_at_its_field() -> None:
    filled = form(zone="Zzyzxville")
    await zone_field.read(filled, "Europe/Berlin")
    assert [fault.field for fault in filled.faults] == ["zone"]


async def test_a_name_of_several_cities_is_asked_about_and_the_choice_is_taken() -> None:
    asked = form(zone="Portland")
    choices = (await zone_field.read(asked, "Europe/Berlin")).choices
    assert {"America/Los_Angeles", "America/New_York"} <= {zone for zone, _ in choices}
    assert [fault.field for fault in asked.faults] == ["zone_choice"]
    chosen = form(zone="Portland", zone_choice="America/New_York")
    assert (await zone_field.read(chosen, "Europe/Berlin")).zone == "America/New_York"
    assert chosen.faults == []


async def test_a_choice_that_was_not_offered_is_not_taken() -> None:
    sly = form(zone="Portland", zone_choice="Asia/Tokyo")
    await zone_field.read(sly, "Europe/Berlin")
    assert [fault.field for fault in sly.faults] == ["zone_choice"]


# groups


async def test_what_stands_in_the_form_of_a_group_reads_back_as_the_same_group() -> None:
    group = a_group(
        languages=("de", "en"), topics=("repair",), levels=("beginners",), programs=("Everywhere",)
    )
    typed = Form(MultiDict(group_form.values(group)))
    profile = (await group_form.read(typed, group, "UTC", None)).profile
    typed.refuse()
    assert (profile.name, profile.summary, profile.timezone) == (group.name, group.summary, group.timezone)
    assert (profile.languages, profile.topics) == (group.languages, group.topics)
    assert (profile.levels, profile.programs) == (group.levels, group.programs)


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("The Menders", "the_menders"),
        ("Süße Öfen & Co.", "suesse_oefen_co"),
        ("Café Réparation", "cafe_reparation"),
        ("Ремонт", "group"),
        ("!!!", "group"),
        ("A" * 80, "a" * 24),
        ("Really long names of groups everywhere", "really_long_names_of_gro"),
    ],
)
def test_a_handle_is_made_from_the_name(name: str, handle: str) -> None:
    assert handles.suggest(name) == handle


@pytest.mark.parametrize("name", ["New", "Admin", "Relay"])
def test_a_handle_that_is_kept_for_something_else_gets_a_number(name: str) -> None:
    assert next(handles.candidates(name)) == f"{name.lower()}_2"


def test_when_a_handle_is_taken_the_next_ones_have_numbers() -> None:
    tried = list(handles.candidates("The Menders"))
    assert tried[:3] == ["the_menders", "the_menders_2", "the_menders_3"]
    assert len(tried) == handles.MOST_TRIES


# lists


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("repair, bicycles", ("repair", "bicycles")),
        (" #repair ,, Repair, two  words ", ("repair", "two words")),
        ("修理、自転車", ("修理", "自転車")),
        ("إصلاح، دراجات", ("إصلاح", "دراجات")),
        ("", ()),
    ],
)
def test_a_list_is_read_with_the_commas_of_any_script(text: str, words: tuple[str, ...]) -> None:
    assert lists.words(text) == words


def test_language_codes_are_read_however_they_are_spelled() -> None:
    assert lists.codes("DE, pt_BR en") == ("de", "pt-BR", "en")


# what a change means


def test_only_what_would_send_people_to_the_wrong_place_or_time_is_told() -> None:
    old = an_event()
    assert event_changes.lines(old, an_event(description="New words", capacity=3)) == []
    moved = event_changes.lines(old, an_event(starts=datetime(2030, 3, 13, 19), ends=None, title="Lab"))
    assert [line.what for line in moved] == ["Title", "Starts", "Ends"]
    assert moved[1].old == datetime(2030, 3, 12, 19)
    assert moved[1].new == datetime(2030, 3, 13, 19)
    assert moved[2].new == ""


def test_another_time_zone_is_another_time() -> None:
    told = event_changes.lines(an_event(), an_event(timezone="Europe/London"))
    assert [line.what for line in told] == ["Starts", "Ends"]
    assert (told[0].old_zone, told[0].new_zone) == ("Europe/Berlin", "Europe/London")
