"""The pieces pages are made of: well-formed, linked, escaped, and complete without a script."""

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup, escape

from tests.pages.markup import Page
from web.formats import Formats
from web.templating import FOLDER, STATIC, environment

SAMPLES = ChoiceLoader([FileSystemLoader(FOLDER), FileSystemLoader(Path(__file__).parent / "samples")])
PIECES = ("ui", "dates", "events", "groups", "forms", "signup")
IMPORTS = "".join(f'{{% import "macros/{name}.html" as {name} with context %}}' for name in PIECES)
PAGES = environment().overlay(loader=SAMPLES)
AT = datetime(2030, 3, 12, 19, tzinfo=ZoneInfo("Europe/Berlin"))
CHOOSING = ("open", "full", "going", "maybe", "declined")
PENDING = ("confirm_mail", "requested", "waiting", "offered", "moved")
ACTING = CHOOSING + PENDING
STATES = (*ACTING, "sent", "refused", "not_open", "closed", "past", "cancelled", "external", "none")


def say(message: str, **parameters: object) -> Markup:
    return Markup(
        message % {name: escape(value) for name, value in parameters.items()} if parameters else message
    )


def count(one: str, many: str, number: int, **parameters: object) -> Markup:
    return say(one if number == 1 else many, num=number, **parameters)


def context(values: dict[str, object]) -> dict[str, object]:
    return {
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
    } | values


def html(name: str, **values: object) -> str:
    """A whole sample."""
    return PAGES.get_template(name).render(context(values))


def piece(template: str, **values: object) -> str:
    """What one line with macros becomes."""
    return PAGES.from_string(IMPORTS + template).render(context(values))


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
    text = piece("{{ signup.signup_box(box) }}{{ signup.signup_bar(box, 'Lab') }}", box=box(state))
    drawn = Page(text)
    assert drawn.faults == []
    assert drawn.all("section", id="sign-up")
    assert "None" not in text


def test_no_two_states_of_the_sign_up_box_look_the_same() -> None:
    assert len({piece("{{ signup.signup_box(box) }}", box=box(state)) for state in STATES}) == len(STATES)


@pytest.mark.parametrize("state", ACTING)
def test_every_change_of_a_sign_up_is_a_post_with_its_token(state: str) -> None:
    drawn = page("{{ signup.signup_box(box) }}", box=box(state))
    forms = drawn.all("form")
    assert forms
    assert all(form["method"] == "post" for form in forms)
    assert len(drawn.all("input", name="csrf")) == len(forms)
    assert drawn.all("button", name="status")


def test_strangers_are_asked_for_name_and_address_and_friends_are_not() -> None:
    stranger = page("{{ signup.signup_box(box) }}", box=box("open"))
    friend = page("{{ signup.signup_box(box) }}", box=box("open", known=True))
    assert stranger.all("input", name="address")
    assert stranger.all("input", name="name")
    assert not friend.all("input", name="address")


def test_for_a_series_one_form_takes_this_date_some_or_every() -> None:
    dates = [("o1", "Tue 12 Mar", "5 left"), ("o2", "Tue 19 Mar")]
    drawn = page("{{ signup.signup_box(box) }}", box=box("open", repeats="every Tuesday", dates=dates))
    assert drawn.faults == []
    assert [radio["value"] for radio in drawn.all("input", name="scope")] == ["this", "dates", "every"]
    assert [tick["value"] for tick in drawn.all("input", name="occurrences")] == ["o1", "o2"]


def test_a_refused_sign_up_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    typed, errors = {"name": "Zoë <b>", "address": "zoe@"}, {"address": "This is no address."}
    text = piece("{{ signup.signup_box(box) }}", box=box("open", typed=typed, errors=errors))
    assert "Zoë &lt;b&gt;" in text
    assert Page(text).all("input", name="address")[0]["aria-invalid"] == "true"


NAMES = ("title", "text", "zone", "scope", "access", "rules", "starts", "picture")


def test_every_field_has_its_label_and_every_error_leads_to_its_field() -> None:
    drawn = Page(html("fields.html", errors={name: f"{name} is wrong" for name in NAMES}))
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
    text = html("fields.html", errors={})
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
        "{{ events.event_card(title, '/events/1', at, zone, place=title, group=title, statuses=statuses) }}",
        title="<script>alert(1)</script>",
        statuses=["going", ("full", "Full, 3 wait")],
    )
    assert "<script>" not in text
    assert "Going" in text
    assert "Full, 3 wait" in text
    assert Page(text).faults == []


@pytest.mark.parametrize("when", [AT, "2030-03-12T19:00:00+01:00", datetime(2030, 3, 12, 19)])
def test_the_date_block_says_the_day_to_people_and_machines(when: datetime | str) -> None:
    text = piece("{{ dates.date_block(at, zone) }}", at=when)
    assert ">Tue<" in text
    assert ">12<" in text
    assert ">Mar<" in text
    assert Page(text).all("time")[0]["datetime"].startswith("2030-03-12T19:00")


def test_a_cancelled_event_is_struck_out_and_said_in_a_word() -> None:
    text = piece(
        "{{ events.event_card('Lab', '/e', at, zone, statuses=['cancelled']) }}"
        "{{ events.status_ribbon('cancelled', 'No room') }}"
    )
    assert "card-cancelled" in text
    assert "date-block-cancelled" in text
    assert "No room" in text


@pytest.mark.parametrize("status", ["cancelled", "moved", "tentative", "full", "past", "draft"])
def test_each_status_of_an_event_has_its_ribbon(status: str) -> None:
    assert "ribbon-body" in piece("{{ events.status_ribbon(status, '', 'old', 'new') }}", status=status)


def test_a_normal_event_has_no_ribbon() -> None:
    assert "ribbon" not in piece("{{ events.status_ribbon('') }}")


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("pt-BR", "ltr")])
def test_a_page_has_its_landmarks_its_language_and_one_heading(language: str, direction: str) -> None:
    drawn = Page(html("list.html", locale=language, dir=direction))
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
    current = Page(html("list.html")).all("a", **{"aria-current": "page"})
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
    links = [link["href"] for link in Page(html("list.html", viewer=viewer)).all("a")]
    assert links[2 : 2 + len(seen)] == seen


def test_news_from_the_last_step_is_read_aloud() -> None:
    drawn = Page(html("list.html", flash=[("good", "Saved <i>"), ("bad", "Not sent")]))
    assert drawn.all("div", role="status")
    assert not drawn.all("i")


def test_a_list_page_with_its_style_is_within_the_budget() -> None:
    weight = len(html("list.html").encode()) + (Path(STATIC) / "style.css").stat().st_size
    assert weight <= 60_000
