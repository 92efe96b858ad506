"""NodeInfo: ours has what Mobilizon and the schemas ask for; that of others is read whatever it lacks."""

import pytest
from hypothesis import given

from activitypub import nodeinfo
from activitypub.nodeinfo import Software, Usage, WellKnown
from activitypub.urls import Urls
from tests.protocol.golden_files import golden
from tests.protocol.shapes import ANY_JSON

URLS = Urls("https://events.example", "events.example")
SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/"
APPLICATION = "https://www.w3.org/ns/activitystreams#Application"


def ours(version, **more):
    return nodeinfo.describe(
        version,
        software_version="1.2",
        repository="https://code.example/fedevent",
        usage=Usage(users=9, active_month=4, active_half_year=6, posts=20, comments=5),
        open_registrations=False,
        **more,
    )


def test_our_entry_page_names_both_versions_and_the_instance_actor():
    assert nodeinfo.well_known(URLS) == {
        "links": [
            {"rel": f"{SCHEMA}2.0", "href": "https://events.example/nodeinfo/2.0"},
            {"rel": f"{SCHEMA}2.1", "href": "https://events.example/nodeinfo/2.1"},
            {"rel": APPLICATION, "href": "https://events.example/actor"},
        ]
    }


def test_our_entry_page_can_be_read_by_ourselves():
    read = nodeinfo.read_well_known(nodeinfo.well_known(URLS), f"{URLS.base}/.well-known/nodeinfo")
    assert read == WellKnown("https://events.example/nodeinfo/2.1", "https://events.example/actor")


def test_our_document_says_what_the_schema_requires():
    assert ours("2.1", metadata={"nodeName": "Gardens"}, mail=True) == {
        "version": "2.1",
        "software": {"name": "fedevent", "version": "1.2", "repository": "https://code.example/fedevent"},
        "protocols": ["activitypub"],
        "services": {"inbound": [], "outbound": ["atom1.0", "smtp"]},
        "openRegistrations": False,
        "usage": {
            "users": {"total": 9, "activeMonth": 4, "activeHalfyear": 6},
            "localPosts": 20,
            "localComments": 5,
        },
        "metadata": {"nodeName": "Gardens"},
    }


def test_version_2_0_has_no_repository_and_its_own_media_type():
    assert ours("2.0")["software"] == {"name": "fedevent", "version": "1.2"}
    assert nodeinfo.media_type("2.0") == f'application/json; profile="{SCHEMA}2.0#"'


def test_mobilizon_is_found_by_its_newest_document_and_its_relay():
    read = nodeinfo.read_well_known(
        golden("mobilizon", "nodeinfo-links"), "https://mobi.example/.well-known/nodeinfo"
    )
    assert read.href == "https://mobi.example/.well-known/nodeinfo/2.1"
    assert read.application == "https://mobi.example/relay"
    assert nodeinfo.read_document(golden("mobilizon", "nodeinfo")) == Software(
        name="mobilizon", version="5.1.3", title="Mobi", users=40, open_registrations=True
    )


def test_wordpress_with_version_2_0_alone_is_read():
    read = nodeinfo.read_well_known(
        golden("wordpress", "nodeinfo-links"), "https://press.example/.well-known/nodeinfo"
    )
    assert read.href == "https://press.example/wp-json/activitypub/1.0/nodeinfo"
    assert nodeinfo.read_document(golden("wordpress", "nodeinfo")).name == "wordpress"


def test_an_older_version_will_do():
    links = {"links": [{"rel": f"{SCHEMA}1.0", "href": "https://a.example/1"}]}
    assert (
        nodeinfo.read_well_known(links, "https://a.example/.well-known/nodeinfo").href
        == "https://a.example/1"
    )


@pytest.mark.parametrize(
    ("href", "taken"),
    [
        ("https://social.a.example/n", True),
        ("https://example/n", False),
        ("https://b.example/n", False),
        ("https://nota.example/n", False),
        ("file:///etc/passwd", False),
        ("//a.example/n", False),
    ],
)
def test_only_the_domain_and_its_subdomains_may_be_named(href, taken):
    links = {"links": [{"rel": f"{SCHEMA}2.0", "href": href}, {"rel": APPLICATION, "href": href}]}
    read = nodeinfo.read_well_known(links, "https://a.example/.well-known/nodeinfo")
    assert read == (WellKnown(href, href) if taken else WellKnown("", ""))


@given(ANY_JSON)
def test_no_document_makes_the_readers_raise(document):
    assert isinstance(nodeinfo.read_well_known(document, "https://a.example/").href, str)
    software = nodeinfo.read_document(document)
    assert software.name == software.name.lower()
