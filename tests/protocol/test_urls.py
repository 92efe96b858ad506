"""Every URL of ours is written in one place and read back there."""

import pytest
from hypothesis import given

from activitypub.urls import GROUP_COLLECTIONS, Named, Urls
from tests.protocol.shapes import ANY_TEXT

URLS = Urls("https://events.example", "example")
G = "https://events.example/groups/gardeners"

WRITTEN = [
    (URLS.instance, Named("instance")),
    (URLS.shared_inbox, Named("shared-inbox")),
    (URLS.group("gardeners"), Named("group", "gardeners")),
    (URLS.person("ada"), Named("person", "ada")),
    (URLS.event("e-1"), Named("event", "e-1")),
    (URLS.poll("e-1"), Named("poll", "e-1")),
    (URLS.note("e-1"), Named("note", "e-1")),
    (URLS.message("n1"), Named("message", "n1")),
    (URLS.activity("a1"), Named("activity", "a1")),
    (URLS.series("s1"), Named("series", "s1")),
    (URLS.discussion("d1"), Named("discussion", "d1")),
    (URLS.post("p1"), Named("post", "p1")),
    (URLS.follow("f1"), Named("follow", "f1")),
    (URLS.rsvp("r1"), Named("rsvp", "r1")),
    (URLS.rsvp_answer("r1", "accept"), Named("rsvp", "r1", "accept")),
    (URLS.place("v1", 3), Named("place", "v1", "3")),
    (URLS.member("gardeners", "m1"), Named("member", "gardeners", "m1")),
    (URLS.tag("café"), Named("tag", "café")),
    (URLS.followers(URLS.instance), Named("instance-collection", part="followers")),
    (URLS.outbox(URLS.person("ada")), Named("person-collection", "ada", "outbox")),
    (URLS.event_collection("e-1", "replies"), Named("event-collection", "e-1", "replies")),
]


@pytest.mark.parametrize(("url", "named"), WRITTEN)
def test_what_we_write_we_read_back(url, named):
    assert URLS.read(url) == named


@pytest.mark.parametrize("collection", GROUP_COLLECTIONS)
def test_every_collection_of_a_group_is_read_back_and_is_not_the_group(collection):
    url = URLS.group_collection("gardeners", collection)
    assert URLS.read(url) == Named("group-collection", "gardeners", collection)


@pytest.mark.parametrize(
    "url",
    [
        f"{G}/",
        f"{G}?page=1",
        f"{G}#main-key",
        f"{G}/?x=1#y",
        "http://events.example/groups/gardeners",
        "https://EVENTS.example:443/groups/gardeners",
        "https://events.example./groups/gardeners",
        "https://events.example/groups/g%61rdeners",
    ],
)
def test_query_fragment_slash_and_spelling_do_not_matter(url):
    assert URLS.read(url) == Named("group", "gardeners")


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/groups/gardeners",
        "https://example/groups/gardeners",
        "https://events.example:8443/groups/gardeners",
        "https://events.example@other.example/groups/gardeners",
        "https://eve@events.example/groups/gardeners",
        "https://events.example/groups/Night-Gardeners",
        "https://events.example/groups/gardeners/secrets",
        "https://events.example/groups/gardeners.ics",
        "https://events.example/groups/",
        "https://events.example/",
        "ftp://events.example/groups/gardeners",
        "groups/gardeners",
        "https://[",
        "",
        None,
        {"id": G},
    ],
)
def test_what_is_not_ours_or_names_nothing_reads_as_nothing(url):
    assert URLS.read(url) is None


def test_a_base_with_a_path_is_kept_apart_from_its_neighbours():
    urls = Urls("http://localhost:8000/app/", "localhost:8000")
    assert urls.read(urls.event("7")) == Named("event", "7")
    assert urls.read("http://localhost:8000/events/7") is None
    assert urls.read("http://localhost:8000/apple/events/7") is None
    assert urls.is_ours("http://localhost:8000/app/anything")


def test_the_instance_actor_has_the_shared_inbox():
    assert URLS.inbox(URLS.instance) == "https://events.example/inbox"
    assert URLS.inbox(URLS.group("gardeners")) == f"{G}/inbox"


def test_mobilizon_finds_all_six_collections_under_endpoints():
    assert set(URLS.group_endpoints("gardeners")) == {
        *("members", "resources", "todos", "posts", "events", "discussions")
    }


def test_handles_end_in_the_domain_and_pages_in_the_base():
    assert URLS.handle("gardeners") == "@gardeners@example"
    assert URLS.acct("relay") == "acct:relay@example"
    assert URLS.interact("https://a.example/1?x=2") == (
        "https://events.example/interact?uri=https%3A%2F%2Fa.example%2F1%3Fx%3D2"
    )
    assert URLS.interact_template() == "https://events.example/interact?uri={uri}"
    assert URLS.without_account("7") == "https://events.example/events/7/participate/without-account"
    assert URLS.key_id(G) == f"{G}#main-key"


@given(ANY_TEXT)
def test_no_text_makes_the_reader_raise(text):
    for url in (text, f"https://events.example/{text}", f"https://{text}/groups/gardeners"):
        assert isinstance(URLS.read(url), Named | None)
