"""Foreign JSON can have any shape: the readers return what is there and never raise."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from activitypub import reading
from tests.protocol.shapes import ANY_JSON, ANY_KEY


@given(ANY_JSON, ANY_KEY)
def test_no_reader_raises_on_any_shape(value, key):
    assert isinstance(reading.ident(value), str)
    assert all(isinstance(uri, str) and uri for uri in reading.idents(value))
    assert isinstance(reading.kind(value), str)
    assert all(isinstance(name, str) and name for name in reading.kinds(value))
    assert isinstance(reading.text(value, key), str)
    assert isinstance(reading.texts_by_language(value, key), dict)
    assert isinstance(reading.number(value, key), float | None)
    assert isinstance(reading.integer(value, key), int | None)
    assert reading.flag(value, key) in {True, False, None}
    assert isinstance(reading.obj(value, key), dict | None)
    assert isinstance(reading.items(value, key), list)
    assert isinstance(reading.objects(value, key), list)
    assert isinstance(reading.collection_items(value), list)
    assert isinstance(reading.link(value), str)


@given(ANY_JSON, ANY_KEY)
def test_whatever_is_read_can_be_stored_and_sent(value, key):
    for words in (reading.ident(value), reading.kind(value), reading.text(value, key), reading.link(value)):
        assert "\x00" not in words
        words.encode("utf-8")
    if moment := reading.when({key: value}, key):
        assert moment.astimezone(UTC) < datetime(9999, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "uri"),
    [
        ("https://a.example/1", "https://a.example/1"),
        ({"id": "https://a.example/1"}, "https://a.example/1"),
        ([{"id": "https://a.example/1"}, "https://a.example/2"], "https://a.example/1"),
        ([["https://a.example/1"]], "https://a.example/1"),
        ({"id": ["https://a.example/1"]}, ""),
        ([], ""),
        (None, ""),
        (7, ""),
        ("https://a.example/\n1", ""),
        ("https://a.example/" + "x" * 3000, ""),
    ],
)
def test_an_id_is_found_in_a_uri_an_object_or_a_list(value, uri):
    assert reading.ident(value) == uri


def test_endless_nesting_has_no_id():
    value = "https://a.example/1"
    for _ in range(50_000):
        value = [value]
    assert reading.ident(value) == ""


def test_ids_keep_their_order_and_come_once():
    assert reading.idents(["b", {"id": "a"}, "b", None, ""]) == ["b", "a"]
    assert reading.idents("one") == ["one"]


def test_the_first_of_several_types_counts_without_its_namespace():
    assert reading.kind({"type": [None, "as:Event", "Question"]}) == "Event"
    assert reading.kinds({"type": ["Event", "https://www.w3.org/ns/activitystreams#Question"]}) == (
        "Event",
        "Question",
    )
    assert reading.kind({"type": {"id": "Event"}}) == ""


def test_words_come_from_the_plain_key_or_else_from_the_language_map():
    assert reading.text({"name": "Walk", "nameMap": {"de": "Gang"}}, "name") == "Walk"
    assert reading.text({"nameMap": {"de": "Gang", "en": "Walk"}}, "name") == "Gang"
    assert reading.text({"name": {"@value": "Walk", "@language": "en"}}, "name") == "Walk"
    assert reading.text({"name": 5}, "name") == ""


def test_language_maps_keep_only_words_under_language_tags():
    document = {"contentMap": {"en": "Walk", "pt-BR": "Passeio", "not a tag": "x", "fr": None, "it": ""}}
    assert reading.texts_by_language(document, "content") == {"en": "Walk", "pt-BR": "Passeio"}


@pytest.mark.parametrize(
    ("raw", "offset"),
    [
        ("2026-05-04T18:00:00Z", 0),
        ("2026-05-04T18:00:00.123456789Z", 0),
        ("2026-05-04T18:00:00+02:00", 2),
        ("2026-05-04T18:00:00", 0),
    ],
)
def test_a_time_is_always_aware_and_keeps_its_offset(raw, offset):
    moment = reading.when({"startTime": raw}, "startTime")
    assert moment is not None
    assert (moment.day, moment.hour, moment.utcoffset()) == (4, 18, timedelta(hours=offset))


@pytest.mark.parametrize(
    "raw", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "soon", "", None, 17, []]
)
def test_a_time_that_cannot_be_used_reads_as_absent(raw):
    assert reading.when({"startTime": raw}, "startTime") is None


@pytest.mark.parametrize(
    ("raw", "number"),
    [(4, 4.0), (48.5, 48.5), ("12", 12.0), (True, None), ("many", None), ("inf", None), (10**400, None)],
)
def test_a_number_is_finite_and_no_boolean(raw, number):
    assert reading.number({"latitude": raw}, "latitude") == number


@pytest.mark.parametrize(("raw", "number"), [(4, 4), (4.0, 4), (4.5, None), (2**40, None), (-1, -1)])
def test_a_whole_number_fits_into_a_column(raw, number):
    assert reading.integer({"totalItems": raw}, "totalItems") == number


def test_one_thing_and_a_list_of_one_read_alike():
    assert reading.items({"tag": {"name": "a"}}, "tag") == reading.items({"tag": [{"name": "a"}]}, "tag")
    assert reading.items({"tag": None}, "tag") == []
    assert reading.obj({"image": ["x", {"url": "y"}]}, "image") == {"url": "y"}
    assert reading.objects({"tag": ["x", {"name": "a"}, None]}, "tag") == [{"name": "a"}]


def test_items_of_unordered_and_ordered_collections_are_found():
    assert reading.collection_items({"items": ["a"]}) == ["a"]
    assert reading.collection_items({"orderedItems": ["b"], "items": []}) == ["b"]


def test_the_page_for_people_is_preferred_among_links():
    links = [
        {"type": "Link", "mediaType": "application/json", "href": "https://a.example/1.json"},
        {"type": "Link", "mediaType": "text/html", "href": "https://a.example/1.html"},
    ]
    assert reading.link(links) == "https://a.example/1.html"
    assert reading.link(links[0]) == "https://a.example/1.json"
    assert reading.link("https://a.example/1") == "https://a.example/1"
    assert reading.link([]) == ""
