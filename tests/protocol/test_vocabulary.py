"""The words of the protocol, and how an activity is put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.vocabulary import (
    CONTEXT,
    LD_MEDIA_TYPE,
    MEDIA_TYPE,
    PUBLIC,
    activity,
    is_activitypub,
    is_public,
)
from tests.protocol.shapes import ANY_JSON


@pytest.mark.parametrize("name", [PUBLIC, "as:Public", "Public"])
def test_the_public_has_three_names(name: str):
    assert is_public(name)


@given(ANY_JSON)
def test_nothing_else_is_the_public(value: object):
    assert is_public(value) is (value in (PUBLIC, "as:Public", "Public"))


@pytest.mark.parametrize(
    "content_type",
    [
        MEDIA_TYPE,
        LD_MEDIA_TYPE,
        f"{MEDIA_TYPE};charset=utf-8",
        "APPLICATION/ACTIVITY+JSON",
        'application/ld+json;profile="https://www.w3.org/ns/activitystreams"; charset=utf-8',
        'application/ld+json; profile="https://example.org/x https://www.w3.org/ns/activitystreams"',
        "application/ld+json; profile=https://www.w3.org/ns/activitystreams",
    ],
)
def test_two_media_types_are_activitypub(content_type: str):
    assert is_activitypub(content_type)


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "application/json",
        "application/ld+json",
        'application/ld+json; profile="https://www.w3.org/ns/activitystreams#evil"',
        "application/activity+jsonx",
        f"text/html, {MEDIA_TYPE}",
        f"text/html; x={MEDIA_TYPE}",
    ],
)
def test_no_other_media_type_is(content_type: str):
    assert not is_activitypub(content_type)


@given(st.text(max_size=80))
def test_no_content_type_raises(content_type: str):
    assert is_activitypub(content_type) in {True, False}
    assert is_activitypub(f"application/ld+json; {content_type}") in {True, False}


def test_an_activity_says_what_it_was_given_and_nothing_empty():
    made = activity(
        "Like", actor="https://a.test/a", object="https://b.test/1", to=["https://b.test/b"], audience=None
    )
    assert made == {
        "@context": CONTEXT,
        "type": "Like",
        "actor": "https://a.test/a",
        "object": "https://b.test/1",
        "to": ["https://b.test/b"],
    }


def test_zero_and_false_are_not_empty():
    made = activity("Update", actor="https://a.test/a", totalItems=0, sensitive=False)
    assert (made["totalItems"], made["sensitive"]) == (0, False)
