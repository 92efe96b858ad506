"""The pieces pages are made of: well-formed, linked, escaped, and complete without a script."""

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup, escape

from tests.pages.markup import Page
from web.formats import Formats
from web.templating import STATIC, environment

AT = datetime(2030, 3, 12, 19, tzinfo=ZoneInfo("Europe/Berlin"))
STATES = (
    *(
        "open",
        "full",
        "going",
        "maybe",
        "declined",
        "confirm_mail",
        "requested",
        "waiting",
        "offered",
        "moved",
    ),
    *("sent", "refused", "not_open", "closed", "past", "cancelled", "external", "none"),
)
ACTING = (
    "open",
    "full",
    "going",
    "maybe",
    "declined",
    "confirm_mail",
    "requested",
    "waiting",
    "offered",
    "moved",
)
IMPORTS = """
{% from "macros/ui.html" import icon, empty, tabs, chips, pager, facts, figures, post_button with context %}
{% from "macros/dates.html" import date_block, moved with context %}
{% from "macros/events.html" import state, event_card, event_tile, event_head, day_group, status_ribbon with context %}
{% from "macros/groups.html" import group_card, group_head with context %}
{% from "macros/forms.html" import error_summary, field, textarea, select, radios, checkboxes, checkbox with context %}
{% from "macros/forms.html" import date_and_time, file_field, honeypot, submit, form, part with context %}
{% from "macros/signup.html" import signup_box, signup_bar with context %}
"""


def say(message: str, **parameters: object) -> Markup:
    return Markup(
        message % {name: escape(value) for name, value in parameters.items()} if parameters else message
    )


def count(one: str, many: str, number: int, **parameters: object) -> Markup:
    return say(one if number == 1 else many, num=number, **parameters)


def html(template: str, **values: object) -> str:
    basics = {
        "_": say,
        "ngettext": count,
        "csrf": Markup('<input type="hidden" name="csrf" value="token">'),
        "viewer": None,
        "locale": "en",
        "dir": "ltr",
        "chapter": SimpleNamespace(name="Everywhere", place="Berlin", accent="#00706b"),
        "fmt": Formats("en"),
        "languages": [("en", "English"), ("de", "Deutsch")],
        "request_path": "/events",
        "static": lambda name: f"/static/{name}",
        "at": AT,
        "zone": "Europe/Berlin",
    }
    return environment().from_string(template).render(basics | values)


def piece(template: str, **values: object) -> str:
    return html(IMPORTS + template, **values)


def page(template: str, **values: object) -> Page:
    return Page(piece(template, **values))


def box(state: str, **more: object) -> dict[str, object]:
    words = {
        "held_until": "18:40",
        "opens": "Monday at 9:00",
        "reason": "The room is closed.",
        "server": "events.example",
        "old_text": "Tue 12 Mar",
        "new_text": "Wed 13 Mar",
        "external_href": "https://elsewhere.example/",
        "position": 4,
        "waiting": 3,
        "going": 17,
    }
    return {"state": state, "action": "/events/1/rsvp", "day": "Tue 12 Mar", "maybe_ok": True} | words | more


@pytest.mark.parametrize("state", STATES)
def test_the_sign_up_box_is_well_formed_and_says_its_state_in_every_state(state: str) -> None:
    text = piece("{{ signup_box(box) }}{{ signup_bar(box, 'Lab') }}", box=box(state))
    drawn = Page(text)
    assert drawn.faults == []
    assert drawn.all("section", id="sign-up")
    assert "None" not in text


def test_no_two_states_of_the_sign_up_box_look_the_same() -> None:
    assert len({piece("{{ signup_box(box) }}", box=box(state)) for state in STATES}) == len(STATES)


@pytest.mark.parametrize("state", ACTING)
def test_every_change_of_a_sign_up_is_a_post_with_its_token(state: str) -> None:
    drawn = page("{{ signup_box(box) }}", box=box(state))
    forms = drawn.all("form")
    assert forms
    assert all(form["method"] == "post" for form in forms)
    assert len(drawn.all("input", name="csrf")) == len(forms)
    assert drawn.all("button", name="status")


def test_strangers_are_asked_for_name_and_address_and_friends_are_not() -> None:
    stranger = page("{{ signup_box(box) }}", box=box("open"))
    friend = page("{{ signup_box(box) }}", box=box("open", known=True))
    assert stranger.all("input", name="address")
    assert stranger.all("input", name="name")
    assert not friend.all("input", name="address")


def test_for_a_series_one_form_takes_this_date_some_or_every() -> None:
    dates = [("o1", "Tue 12 Mar", "5 left"), ("o2", "Tue 19 Mar")]
    drawn = page("{{ signup_box(box) }}", box=box("open", repeats="every Tuesday", dates=dates))
    assert drawn.faults == []
    assert [radio["value"] for radio in drawn.all("input", name="scope")] == ["this", "dates", "every"]
    assert [tick["value"] for tick in drawn.all("input", name="occurrences")] == ["o1", "o2"]


def test_a_refused_sign_up_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    typed, errors = {"name": "Zoë <b>", "address": "zoe@"}, {"address": "This is no address."}
    text = piece("{{ signup_box(box) }}", box=box("open", typed=typed, errors=errors))
    assert "Zoë &lt;b&gt;" in text
    assert Page(text).all("input", name="address")[0]["aria-invalid"] == "true"


FIELDS = """{{ error_summary(errors, {"title": "Title"}) }}
{% call form("/x", files=true) %}{{ field("title", "Title", errors=errors, help="Short.") }}
{{ textarea("text", "Text", "<b>", errors=errors) }}{{ select("zone", "Zone", [("a", "A"), ("b", "B")], "b", errors=errors) }}
{{ radios("scope", "Which", [("this", "This"), ("all", "All", "Each of them")], "all", errors=errors) }}
{{ checkboxes("access", "Access", [(1, "Step-free"), (2, "Quiet")], [2], errors=errors) }}
{{ checkbox("rules", "I have read the rules", errors=errors) }}{{ date_and_time("starts", "Start", errors=errors) }}
{{ file_field("picture", "Picture", errors=errors) }}{{ honeypot() }}
{% call part("More") %}{{ field("seats", "Seats", 0, type="number", min=0, required=false) }}{% endcall %}{{ submit("Save") }}{% endcall %}"""
NAMES = ("title", "text", "zone", "scope", "access", "rules", "starts", "picture")


def test_every_field_has_its_label_and_every_error_leads_to_its_field() -> None:
    drawn = page(FIELDS, errors={name: f"{name} is wrong" for name in NAMES})
    assert drawn.faults == []
    ids = {attrs.get("id") for tag, attrs in drawn.elements if tag in ("input", "select", "textarea")}
    targets = [link["href"].removeprefix("#") for link in drawn.all("a")]
    assert len(targets) == len(NAMES)
    assert set(targets) <= ids
    labelled = {label["for"] for label in drawn.all("label")}
    controls = [
        a for t, a in drawn.elements if t in ("input", "select", "textarea") and a.get("type") != "hidden"
    ]
    assert {control["id"] for control in controls} <= labelled


def test_a_form_without_errors_shows_none_and_keeps_its_values() -> None:
    text = piece(FIELDS, errors={})
    drawn = Page(text)
    assert drawn.faults == []
    assert "field-error" not in text
    assert "aria-invalid" not in text
    assert "&lt;b&gt;" in text
    assert [option["value"] for option in drawn.all("option", selected="")] == ["b"]
    assert [tick["value"] for tick in drawn.all("input", checked="")] == ["all", "2"]
    assert drawn.all("input", name="seats")[0]["value"] == "0"


def test_a_card_escapes_what_people_wrote_and_names_its_states() -> None:
    text = piece(
        "{{ event_card(title, '/events/1', at, zone, place=title, group=title, statuses=['going', ('full', 'Full, 3 wait')]) }}",
        title="<script>alert(1)</script>",
    )
    assert "<script>" not in text
    assert "Going" in text
    assert "Full, 3 wait" in text
    assert Page(text).faults == []


@pytest.mark.parametrize("when", [AT, "2030-03-12T19:00:00+01:00", datetime(2030, 3, 12, 19)])  # noqa: DTZ001
def test_the_date_block_says_the_day_to_people_and_machines(when: datetime | str) -> None:
    text = piece("{{ date_block(at, zone) }}", at=when)
    assert ">Tue<" in text
    assert ">12<" in text
    assert ">Mar<" in text
    assert Page(text).all("time")[0]["datetime"].startswith("2030-03-12T19:00")


def test_a_cancelled_event_is_struck_out_and_said_in_a_word() -> None:
    text = piece(
        "{{ event_card('Lab', '/e', at, zone, statuses=['cancelled']) }}{{ status_ribbon('cancelled', 'No room') }}"
    )
    assert "card-cancelled" in text
    assert "date-block-cancelled" in text
    assert "No room" in text


@pytest.mark.parametrize("status", ["cancelled", "moved", "tentative", "full", "past", "draft"])
def test_each_status_of_an_event_has_its_ribbon(status: str) -> None:
    assert "ribbon-body" in piece("{{ status_ribbon(status, '', 'old', 'new') }}", status=status)


def test_a_normal_event_has_no_ribbon() -> None:
    assert "ribbon" not in piece("{{ status_ribbon('') }}")


PAGE = """{% extends "base.html" %}{% set section = "events" %}
{% from "macros/events.html" import event_card, event_tile, day_group with context %}
{% from "macros/groups.html" import group_card, group_head with context %}
{% from "macros/ui.html" import page_head, empty, tabs, chips, pager, facts, figures with context %}
{% block title %}Events{% endblock %}
{% block lead %}{{ page_head("Events") }}{{ tabs([("A", "/a", true, 3), ("B", "/b", false, none)], "Views") }}{% endblock %}
{% block aside %}{{ facts([("Cost", "Free"), ("Level", "")]) }}{% endblock %}
{% block main %}{% call day_group(at, zone, "Tomorrow") %}{% for n in range(20) %}<li>{{ event_card("Tuesday Lab", "/events/1", at, zone, at, "Library", "Repair Café", "/groups/r", "/events/1/cover.svg", ["going"], show_date=false) }}</li>{% endfor %}{% endcall %}
{{ pager("/p", "/n") }}{{ figures([(3, "going")]) }}{{ empty("Nothing", "Look further.", "lens", "/x", "Look") }}
<ul class="cards"><li>{{ event_tile("Lab", "/e", at, zone, cover="/c") }}</li><li>{{ group_card("Café", "/g", "We mend.", "Berlin", next_at=at, next_zone=zone, next_title="Open", followers=1) }}</li></ul>{% endblock %}"""


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("pt-BR", "ltr")])
def test_a_page_has_its_landmarks_its_language_and_one_heading(language: str, direction: str) -> None:
    drawn = Page(html(PAGE, locale=language, dir=direction))
    assert drawn.faults == []
    assert drawn.all("html", lang=language, dir=direction)
    assert (
        len(drawn.all("h1"))
        == len(drawn.all("main"))
        == len(drawn.all("header"))
        == len(drawn.all("footer"))
        == 1
    )
    first_link = drawn.all("a")[0]
    assert first_link["href"] == "#main"
    assert drawn.all("main", id="main")
    assert all("aria-label" in nav for nav in drawn.all("nav"))


def test_where_we_are_is_marked_in_the_menu() -> None:
    current = Page(html(PAGE)).all("a", **{"aria-current": "page"})
    assert [link["href"] for link in current] == ["/events", "/a"]


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        (None, ["/events", "/groups", "/sign-in"]),
        (SimpleNamespace(name="Zoë", is_organizer=False, is_admin=False), ["/events", "/groups", "/me"]),
        (
            SimpleNamespace(name="Zoë", is_organizer=True, is_admin=True),
            ["/events", "/groups", "/organize", "/admin", "/me"],
        ),
    ],
    ids=["stranger", "member", "organizer"],
)
def test_the_menu_shows_what_one_may_do(viewer: object, seen: list[str]) -> None:
    links = [link["href"] for link in Page(html(PAGE, viewer=viewer)).all("a")]
    assert links[2 : 2 + len(seen)] == seen


def test_news_from_the_last_step_is_read_aloud() -> None:
    drawn = Page(html(PAGE, flash=[("good", "Saved <i>"), ("bad", "Not sent")]))
    assert drawn.all("div", role="status")
    assert not drawn.all("i")


def test_a_list_page_with_its_style_is_within_the_budget() -> None:
    weight = len(html(PAGE).encode()) + (Path(STATIC) / "style.css").stat().st_size
    assert weight <= 60_000
