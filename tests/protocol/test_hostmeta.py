"""host-meta: ours in two formats, that of others read without an XML parser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub import hostmeta

TEMPLATE = "https://events.example/.well-known/webfinger?resource={uri}"


def test_ours_names_our_webfinger_in_both_formats():
    assert hostmeta.xrd("https://events.example") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">\n'
        f'  <Link rel="lrdd" type="application/jrd+json" template="{TEMPLATE}"/>\n'
        "</XRD>\n"
    )
    assert hostmeta.document("https://events.example")["links"][0]["template"] == TEMPLATE


def test_ours_can_be_read_by_ourselves():
    assert hostmeta.lrdd_template(hostmeta.xrd("https://events.example")) == TEMPLATE


@pytest.mark.parametrize(
    "body",
    [
        f'<XRD><Link rel="lrdd" template="{TEMPLATE}" /></XRD>',
        f"<XRD>\n<Link rel='lrdd' type='application/xrd+xml' template='{TEMPLATE}'/>\n</XRD>",
        f'<x:XRD><x:Link type="application/xrd+xml" template="{TEMPLATE}" rel="lrdd"></x:Link></x:XRD>',
        f'{{"links": [{{"rel": "lrdd", "template": "{TEMPLATE}"}}]}}',
    ],
)
def test_the_template_is_found_in_the_shapes_that_servers_send(body):
    assert hostmeta.lrdd_template(body) == TEMPLATE


def test_the_json_answer_is_preferred_to_the_xml_one():
    body = (
        "<XRD><Link rel='lrdd' type='application/xrd+xml' template='https://frie.example/xrd?uri={uri}' />"
        "<Link rel='lrdd' type='application/json' template='https://frie.example/w?x=1&amp;r={uri}' /></XRD>"
    )
    assert hostmeta.lrdd_template(body) == "https://frie.example/w?x=1&r={uri}"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[" * 100_000,
        '{"links": "x"}',
        "<XRD><Link rel='lrdd' template='javascript:{uri}'/></XRD>",
        "<XRD><Link rel='lrdd' template='https://a.example/'/></XRD>",
        "<XRD><Link rel='self' template='https://a.example/{uri}'/></XRD>",
        "<Link " * 20_000,
    ],
)
def test_without_a_usable_template_there_is_none(body):
    assert hostmeta.lrdd_template(body) == ""


@given(st.text())
def test_no_body_makes_the_reader_raise(body):
    assert isinstance(hostmeta.lrdd_template(body), str)
