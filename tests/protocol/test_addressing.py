"""Whom an incoming document is meant for, as Mastodon and Mobilizon address it."""

import pytest
from hypothesis import given

from activitypub import addressing
from activitypub.addressing import Mention, Visibility
from activitypub.vocabulary import PUBLIC
from tests.protocol.golden_files import golden
from tests.protocol.shapes import ANY_JSON

BO = "https://toot.example/users/bo"
GROUP = "https://events.example/groups/gardeners"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reply-public", Visibility.PUBLIC),
        ("reply-quiet", Visibility.UNLISTED),
        ("reply-followers", Visibility.FOLLOWERS),
        ("reply-direct", Visibility.DIRECT),
        ("vote", Visibility.DIRECT),
    ],
)
def test_the_visibility_of_what_mastodon_sends_is_known(name, expected):
    assert addressing.visibility(golden("mastodon", name)) is expected
    assert addressing.visibility(golden("mastodon", name)["object"]) is expected


@pytest.mark.parametrize("name", [PUBLIC, "as:Public", "Public"])
def test_public_has_three_names(name):
    assert addressing.visibility({"to": name}) is Visibility.PUBLIC
    assert addressing.visibility({"cc": [name]}) is Visibility.UNLISTED


def test_a_known_followers_collection_counts_whatever_its_address():
    document = {"to": ["https://a.example/lists/9"]}
    assert addressing.visibility(document, "https://a.example/lists/9") is Visibility.FOLLOWERS
    assert addressing.visibility(document) is Visibility.DIRECT


def test_the_followers_of_somebody_else_do_not_make_it_a_followers_post_when_the_authors_are_known():
    document = {"to": [f"{GROUP}/followers"]}
    assert addressing.visibility(document, f"{BO}/followers") is Visibility.DIRECT


def test_what_addresses_nobody_is_direct():
    assert addressing.visibility({"to": [], "cc": None}) is Visibility.DIRECT
    assert not Visibility.DIRECT.open
    assert Visibility.UNLISTED.open


def test_recipients_are_everybody_but_the_public_each_once():
    document = {"to": [PUBLIC, BO], "cc": BO, "bcc": [GROUP], "audience": {"id": "https://a.example/g"}}
    assert addressing.recipients(document) == [BO, "https://a.example/g", GROUP]


def test_addressees_of_the_object_count_for_its_activity():
    activity = {"type": "Create", "object": {"type": "Note", "to": [GROUP]}}
    assert addressing.addresses(activity, GROUP)
    assert not addressing.addresses(activity, BO)
    assert addressing.addresses(golden("mastodon", "vote"), GROUP)


def test_mentions_are_people_with_a_tag_each_once():
    note = golden("mastodon", "reply-quiet")["object"]
    note["tag"] += [note["tag"][0], {"type": "Mention"}, None, "x"]
    assert addressing.mentions(note) == [Mention(GROUP, "@gardeners@events.example")]


def test_hashtags_lose_their_sign_and_their_doubles():
    tags = [
        {"type": "Hashtag", "name": "#Plants", "href": "https://toot.example/tags/plants"},
        {"type": "Hashtag", "name": "#plants"},
        {"type": "Mention", "name": "@bo", "href": BO},
        "moths",
    ]
    assert addressing.hashtags({"tag": tags}) == ["Plants", "moths"]


def test_the_author_is_whom_it_is_attributed_to_or_else_who_acted():
    assert addressing.author({"attributedTo": [BO], "actor": GROUP}) == BO
    assert addressing.author({"actor": {"id": GROUP}}) == GROUP
    assert addressing.author(None) == ""


@given(ANY_JSON)
def test_no_document_makes_addressing_raise(document):
    assert isinstance(addressing.visibility(document), Visibility)
    assert isinstance(addressing.recipients(document), list)
    assert isinstance(addressing.mentions(document), list)
    assert isinstance(addressing.hashtags(document), list)
    assert isinstance(addressing.author(document), str)
    assert addressing.addresses(document, "https://nobody.example/") is False
