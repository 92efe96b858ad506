"""Bodies that are wrong in every way: each is refused in words, and none breaks anything."""

import copy
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pages.api_client import PREFIX, Api, Json, an_event
from tests.rig import Rig

PLACE = {"name": "Shed", "address": "Hof 3", "locality": "Berlin", "latitude": 52.5, "longitude": 13.4}
LISTS = {"languages": ["de"], "topics": ["wood"], "levels": ["all"], "programs": ["talks"]}
GUEST = {"name": "Noor", "email": "noor@mail.example"}

BODIES: dict[str, Json] = {
    "POST /groups": {"slug": "others", "name": "Others", "summary": "We.", "place": PLACE, **LISTS},
    "PATCH /groups/menders": {"name": "Menders", "timezone": "UTC", "place": PLACE, **LISTS},
    "POST /groups/menders/events": an_event(
        ends_at="2030-03-12T21:00Z",
        closes_at="2030-03-12T18:00",
        place=PLACE,
        capacity=5,
        guests_max=1,
        join_mode="free",
        visibility="public",
        categories=["repair"],
        languages=["de"],
        online_url="https://meet.example",
        external_url="https://sign.example",
        summary="S",
        description="D",
        publish=True,
        recurrence=None,
    ),
    "PATCH /events/$EVENT": {
        "title": "Lab",
        "starts_at": "2030-03-12T19:00",
        "scope": "this",
        "place": PLACE,
    },
    "POST /events/$OTHER/cancel": {"reason": "Rain"},
    "POST /events/$EVENT/rsvps": {
        "status": "going",
        "guests": 0,
        "note": "Late",
        "name_shown": True,
        "person": GUEST,
        "consents": ["event_messages"],
        "scope": "this",
        "occurrences": [],
        "answers": {},
    },
    "POST /events/$OTHER/rsvps": {"status": "maybe", "person": {"actor": "@noor@social.example"}},
    "PATCH /rsvps/$RSVP": {"status": "maybe", "guests": 0},
    "POST /groups/menders/messages": {
        "subject": "Hello",
        "body": "All",
        "channels": ["email"],
        "draft": True,
        "audience": {"event": "$EVENT", "status": ["going"], "all": []},
    },
    "PATCH /messages/$MESSAGE": {"subject": "Hello", "audience": {"event": "$EVENT", "status": ["maybe"]}},
    "POST /people/lookup": {"address": "@ada@social.example"},
    "POST /actors/follow": {"actor": "@ada@social.example", "group": "menders"},
    "POST /remote/rsvps": {"event": "https://mobilizon.example/events/1"},
    "DELETE /remote/rsvps": {"event": "https://mobilizon.example/events/1"},
}

WRONG: tuple[Any, ...] = (
    *(None, True, -1, 2**63, 10**400, 1.5, -1e300),
    *("", " ", "\ud83d", "a\x00b\x1f", "x" * 5_000, "2030-03-12T19:00:00+99:99", "\u202e"),
    *([], {}, [None], [[]], ["x"] * 30, ["\x00"], {"name": None}, {"": {"": []}}),
)
QUERIES = ("limit", "cursor", "q", "near", "within_km", "online", "from", "until", "status", "group", "event")

texts = st.text(st.characters(codec=None), max_size=40)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)
patient = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def keys_of(body: Any, *before: Any) -> Iterator[tuple[Any, ...]]:
    """The way to every value within *body*."""
    pairs = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, value in pairs:
        yield (*before, key)
        yield from keys_of(value, *before, key)


def changed(body: Json, way: tuple[Any, ...], value: Any) -> Json:
    """*body* with *value* at the end of *way*."""
    new = copy.deepcopy(body)
    inner: Any = new
    for key in way[:-1]:
        inner = inner[key]
    inner[way[-1]] = value
    return new


SPOTS = [(call, way) for call, body in BODIES.items() for way in keys_of(body)]


class Target:
    """An instance with one of everything, to be asked in wrong ways."""

    def __init__(self, api: Api, names: dict[str, str]) -> None:
        self.api, self._names = api, names

    def named(self, text: str) -> str:
        for name, real in self._names.items():
            text = text.replace(name, real)
        return text

    async def holds(self, call: str, body: bytes) -> int:
        """Make *call*; its status, which is no failure of ours and comes with JSON."""
        method, _, path = self.named(call).partition(" ")
        headers, client = {"Authorization": f"Bearer {self.api.token}"}, self.api.rig.client
        async with client.request(method, PREFIX + path, data=BytesIO(body), headers=headers) as answer:
            text = await answer.text()
            assert answer.status < 500, (call, body[:500], text)
            assert "json" in answer.content_type or answer.status == 204
            if answer.status == 422:
                assert all(error["field"] for error in json.loads(text)["errors"]), (call, body[:500])
            return answer.status


@pytest.fixture
async def target(rig: Rig) -> Target:
    """An instance with a group, an event, an answer and a draft."""
    api = await Api.of(rig)
    group = await rig.a_group()
    event, other = await rig.an_event(group, guests_max=3), await rig.an_event(group)
    rsvp = await api.post(f"/events/{event.id}/rsvps", {"status": "going"})
    body = {"subject": "S", "body": "B", "audience": {"event": event.id}, "draft": True}
    message = await api.post("/groups/menders/messages", body)
    names = {"$EVENT": event.id, "$OTHER": other.id, "$RSVP": rsvp["id"], "$MESSAGE": message["id"]}
    return Target(api, names)


async def test_the_bodies_that_are_spoilt_here_are_good_before(target: Target) -> None:
    elsewhere = {"POST /people/lookup", "POST /actors/follow", "POST /remote/rsvps", "DELETE /remote/rsvps"}
    unknown = elsewhere | {"POST /events/$OTHER/rsvps"}  # whom and what they name is not known here
    for call, body in BODIES.items():
        status = await target.holds(call, target.named(json.dumps(body)).encode())
        assert status in ((404, 422) if call in unknown else (200, 201)), call


async def test_no_wrong_value_at_any_key_breaks_anything(target: Target) -> None:
    for call, way in SPOTS:
        for value in WRONG:
            body = target.named(json.dumps(changed(BODIES[call], way, value)))
            await target.holds(call, body.encode())


async def test_a_wrong_type_is_refused_and_named_by_its_path(rig: Rig) -> None:
    api = await Api.of(rig)
    await rig.a_group()
    path = "/groups/menders/events"
    await api.refused("POST", path, an_event(title=5), "title")
    await api.refused("POST", path, an_event(capacity="5"), "capacity")
    await api.refused("POST", path, an_event(place={"name": "S", "latitude": "52"}), "place.latitude")
    await api.refused("POST", path, an_event(place={}), "place.name")
    await api.refused("POST", path, an_event(categories=["a", 2]), "categories[1]")
    await api.refused("POST", path, an_event(categories=["a"] * 21), "categories")
    problem = await api.refused("POST", path, {"starts_at": "2030-03-12T19:00"}, "title")
    assert problem["errors"] == [{"field": "title", "message": "This is needed."}]


@patient
@given(spot=st.sampled_from(SPOTS), value=values)
async def test_no_value_at_any_key_breaks_anything(target: Target, spot: tuple[str, Any], value: Any) -> None:
    call, way = spot
    await target.holds(call, target.named(json.dumps(changed(BODIES[call], way, value))).encode())


@patient
@given(name=st.sampled_from(QUERIES), value=texts)
async def test_no_query_breaks_anything(rig: Rig, name: str, value: str) -> None:
    await rig.a_chapter()
    for path in ("/groups", "/events", "/remote/events"):
        text = value.encode("utf-8", "replace").decode()
        async with rig.client.get(PREFIX + path, params={name: text}) as answer:
            assert answer.status < 500, (path, name, value)


async def test_what_is_no_json_is_refused_in_words(target: Target) -> None:
    for body in (
        b"{",
        b"\xff\xfe",
        b'{"slug": "\x00"}',
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"\xed\xa0\x80",
        b"NaN",
    ):
        assert await target.holds("POST /groups", body) == 400
    for body in (b"[]", b"null", b'"text"', b"5", b"", b"  "):
        assert await target.holds("POST /groups", body) == 422


async def test_a_body_beyond_a_megabyte_is_refused(target: Target) -> None:
    assert await target.holds("POST /groups", b'{"slug": "' + b"x" * (1024 * 1024) + b'"}') == 413


async def test_controls_that_nobody_sees_are_dropped_and_unknown_names_passed_over(rig: Rig) -> None:
    api = await Api.of(rig)
    made = await api.post("/groups", {"slug": "men\x00ders", "name": "The\x00 Menders\x1f", "colour": "red"})
    assert (made["slug"], made["name"]) == ("menders", "The Menders")
