"""WebFinger: we answer for ours in every spelling, and find our way by the answers of others."""

import pytest
from hypothesis import given

from activitypub import webfinger
from activitypub.urls import Urls
from activitypub.webfinger import Address, Finger
from tests.protocol.golden_files import golden
from tests.protocol.shapes import ANY_JSON, ANY_TEXT

URLS = Urls("https://events.example", "münchen.example")
ACTOR = "https://events.example/groups/gardeners"
UI = "https://events.example/events/7?x=1"
QUOTED = "https%3A%2F%2Fevents.example%2Fevents%2F7%3Fx%3D1"


@pytest.mark.parametrize(
    "text",
    ["acct:Ada@a.example", "@Ada@a.example", "Ada@A.EXAMPLE", " ACCT:Ada@a.example. ", "acct:@Ada@a.example"],
)
def test_an_address_is_read_in_every_way_people_write_it(text):
    assert webfinger.parse_address(text) == Address("Ada", "a.example")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "@ada",
        "ada@",
        "@@a.example",
        "a b@a.example",
        "a@b@c.example",
        "https://a.example/@ada",
        "ada@a.example/x",
    ],
)
def test_what_is_no_address_is_none(text):
    assert webfinger.parse_address(text) is None


def test_a_port_and_an_international_domain_belong_to_the_address():
    assert webfinger.parse_address("@ada@localhost:8000") == Address("ada", "localhost:8000")
    address = webfinger.parse_address("@ada@MÜNCHEN.example")
    assert address == Address("ada", "xn--mnchen-3ya.example")
    assert address.acct == "acct:ada@xn--mnchen-3ya.example"
    assert address.query == (
        "https://xn--mnchen-3ya.example/.well-known/webfinger?resource=acct%3Aada%40xn--mnchen-3ya.example"
    )


@pytest.mark.parametrize(
    ("resource", "name"),
    [
        ("acct:gardeners@münchen.example", "gardeners"),
        ("acct:Gardeners@xn--mnchen-3ya.example", "gardeners"),
        ("acct:gardeners@events.example", "gardeners"),
        ("@gardeners@events.example", "gardeners"),
        (ACTOR, "gardeners"),
        (f"{ACTOR}/", "gardeners"),
        ("https://events.example/people/ada", "ada"),
        ("https://events.example/@ada", "ada"),
        ("https://events.example/actor", "relay"),
        ("https://events.example/", "relay"),
        ("https://events.example", "relay"),
        ("acct:relay@events.example", "relay"),
        ("acct:gardeners@other.example", ""),
        ("https://other.example/groups/gardeners", ""),
        ("https://events.example/events/7", ""),
        (f"{ACTOR}/followers", ""),
        ("gardeners", ""),
        ("", ""),
    ],
)
def test_a_resource_names_one_of_ours_or_nobody(resource, name):
    assert webfinger.asked_for(resource, URLS) == name


def test_our_answer_about_a_group_has_every_link_that_others_look_for():
    urls = Urls("https://events.example", "events.example")
    answer = webfinger.describe(
        urls, "gardeners", ACTOR, actor_type="Group", avatar="https://events.example/media/moth.png"
    )
    fep = "https://w3id.org/fep/3b86/"
    template = "https://events.example/interact?uri={object}"
    assert answer == {
        "subject": "acct:gardeners@events.example",
        "aliases": [ACTOR],
        "links": [
            {
                "rel": "self",
                "type": "application/activity+json",
                "href": ACTOR,
                "properties": {"https://www.w3.org/ns/activitystreams#type": "Group"},
            },
            {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": ACTOR},
            {
                "rel": "http://ostatus.org/schema/1.0/subscribe",
                "template": "https://events.example/interact?uri={uri}",
            },
            {"rel": f"{fep}Object", "template": template},
            {"rel": f"{fep}Follow", "template": template},
            {"rel": f"{fep}Join", "template": template},
            {"rel": "http://webfinger.net/rel/avatar", "href": "https://events.example/media/moth.png"},
        ],
    }


def test_the_instance_is_relay_and_names_itself_the_service_of_its_origin():
    answer = webfinger.describe_instance(URLS)
    assert answer["subject"] == "acct:relay@münchen.example"
    assert answer["aliases"] == ["https://events.example/actor", "https://events.example/"]
    assert answer["links"][-1] == {
        "rel": "https://www.w3.org/ns/activitystreams#Service",
        "type": "application/activity+json",
        "href": "https://events.example/actor",
    }


def test_what_we_answer_we_can_read():
    finger = webfinger.read_jrd(webfinger.describe(URLS, "gardeners", ACTOR, actor_type="Group"))
    assert finger is not None
    assert (finger.actor, finger.profile) == (ACTOR, ACTOR)
    assert finger.address == Address("gardeners", "xn--mnchen-3ya.example")
    assert webfinger.action_url(finger, UI, "Join") == f"https://events.example/interact?uri={QUOTED}"


@pytest.mark.parametrize(
    ("software", "actor", "subscribe"),
    [
        (
            "mastodon",
            "https://toot.example/users/bo",
            f"https://toot.example/authorize_interaction?uri={QUOTED}",
        ),
        ("mobilizon", "https://mobi.example/@gardeners", f"https://mobi.example/interact?uri={QUOTED}"),
        ("friendica", "https://frie.example/profile/ed", f"https://frie.example/follow?url={QUOTED}"),
        (
            "pleroma",
            "https://plero.example/users/fay",
            f"https://plero.example/ostatus_subscribe?acct={QUOTED}",
        ),
        ("wordpress", "https://press.example/?author=0", f"https://press.example/interact?uri={QUOTED}"),
    ],
)
def test_the_answers_of_other_software_lead_to_actor_and_interaction_page(software, actor, subscribe):
    finger = webfinger.read_jrd(golden(software, "webfinger"))
    assert finger is not None
    assert finger.actor == actor
    assert webfinger.action_url(finger, UI, "Join") == subscribe


def test_mobilizons_profile_link_is_found_although_it_ends_in_a_slash():
    finger = webfinger.read_jrd(golden("mobilizon", "webfinger"))
    assert finger is not None
    assert finger.profile == "https://mobi.example/@gardeners"


def test_an_intent_for_the_verb_goes_before_the_subscribe_link_and_unknown_fields_stay_empty():
    finger = webfinger.read_jrd(golden("wordpress", "webfinger"))
    assert finger is not None
    assert (
        webfinger.action_url(finger, UI, "Follow")
        == f"https://press.example/intent?do=follow&object={QUOTED}&done="
    )


def test_without_a_subscribe_link_the_intent_for_any_object_serves():
    finger = Finger("", "", intents={"object": "https://a.example/o?u={object}"})
    assert webfinger.action_url(finger, UI, "Join") == f"https://a.example/o?u={QUOTED}"
    assert webfinger.action_url(Finger("", ""), UI) == ""


@pytest.mark.parametrize(
    "address", ["javascript:alert('{uri}')", "data:text/html,x", "//a.example/{uri}", None, 7]
)
def test_templates_and_links_that_are_no_web_addresses_are_passed_over(address):
    links = [
        {"rel": "self", "type": "application/activity+json", "href": address},
        {"rel": "http://ostatus.org/schema/1.0/subscribe", "template": address},
        {"rel": "https://w3id.org/fep/3b86/Join", "template": address},
    ]
    assert webfinger.read_jrd({"subject": "acct:a@b.example", "links": links}) == Finger(
        "acct:a@b.example", "", Address("a", "b.example")
    )


def test_the_exact_media_type_is_preferred_and_the_long_one_accepted():
    long = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"'
    links = [
        {"rel": "self", "type": "text/html", "href": "https://a.example/page"},
        {"rel": "self", "type": long, "href": "https://a.example/long"},
    ]
    finger = webfinger.read_jrd({"links": links})
    assert finger is not None and finger.actor == "https://a.example/long"
    links.append({"rel": "self", "type": "application/activity+json", "href": "https://a.example/short"})
    finger = webfinger.read_jrd({"links": links})
    assert finger is not None and finger.actor == "https://a.example/short"


@given(ANY_JSON)
def test_no_answer_makes_the_reader_raise(document):
    for links in (document, [document]):
        finger = webfinger.read_jrd({"subject": document, "links": links})
        if finger is not None:
            assert isinstance(webfinger.action_url(finger, UI, "Join"), str)
    assert isinstance(webfinger.read_jrd(document), Finger | None)


@given(ANY_TEXT)
def test_no_question_makes_the_reader_raise(text):
    for resource in (text, f"acct:{text}", f"acct:ada@{text}", f"https://events.example/{text}"):
        assert isinstance(webfinger.asked_for(resource, URLS), str)
