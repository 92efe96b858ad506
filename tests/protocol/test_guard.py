"""Which URLs and addresses we talk to, and when two URLs belong to one server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.errors import UnsafeUrl
from activitypub.guard import Guard, canonical_host, parse, same_origin

GUARD = Guard()
LAB = Guard.of(["127.0.0.0/8", "fd00::/8"])


@pytest.mark.parametrize(
    ("spelled", "canonical"),
    [
        ("example.org", "example.org"),
        ("EXAMPLE.org.", "example.org"),
        ("example.org:443", "example.org"),
        ("example.org:8443", "example.org:8443"),
        ("https://Example.ORG:0443/path?q#f", "example.org"),
        ("http://example.org:80/", "example.org"),
        ("https://bücher.example", "xn--bcher-kva.example"),
        ("https://BÜCHER。example/", "xn--bcher-kva.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("https://[2001:DB8::0:1]:443/", "[2001:db8::1]"),
        ("https://①②⑦.0.0.1/", "127.0.0.1"),
    ],
)
def test_a_host_has_one_spelling(spelled: str, canonical: str):
    assert canonical_host(spelled) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org/path",
        "https://",
        "ftp://example.org/",
        "https://user@example.org/",
        "https://user:pass@example.org/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://exa mple.org/",
        "https://example.org\\@evil.test/",
        "https://example.org/\n",
        "https://ex%61mple.org/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://127.0.0.01/",
        "https://-example.org/",
        "https://a..b/",
        "https://[fe80::1%25eth0]/",
        "https://[::1/",
        "https://" + "a" * 64 + ".org/",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_a_url_that_could_be_read_in_two_ways_is_not_read(url: str):
    assert canonical_host(url) == ""
    with pytest.raises(UnsafeUrl):
        GUARD.check_url(url)


def test_a_url_taken_apart_is_what_goes_over_the_wire():
    target = parse("HTTPS://Example.ORG:443/a/ü?q=ä&x=%20#part")
    assert target.url == "https://example.org/a/%C3%BC?q=%C3%A4&x=%20"
    assert (target.authority, target.port, target.path) == ("example.org", 443, "/a/%C3%BC?q=%C3%A4&x=%20")
    assert parse("https://example.org").path == "/"


def test_an_origin_is_scheme_host_and_port():
    assert same_origin("https://a.test/x", "https://A.test.:443/y")
    assert not same_origin("https://a.test/", "http://a.test/")
    assert not same_origin("https://a.test/", "https://a.test:8443/")
    assert not same_origin("https://a.test/", "https://a.test.evil.test/")
    assert not same_origin("", "")


@given(st.text(max_size=60))
def test_no_text_makes_the_readers_raise(text: str):
    for url in (text, f"https://{text}", f"https://a.test/{text}", f"https://[{text}]/"):
        host = canonical_host(url)
        assert canonical_host(host) == host
        assert same_origin(url, url) is bool(canonical_host(url) and "://" in url)


@pytest.mark.parametrize(
    "url", ["http://example.org/", "https://example.org:22/", "https://example.org:587/"]
)
def test_plain_http_and_privileged_ports_are_for_labs(url: str):
    with pytest.raises(UnsafeUrl):
        GUARD.check_url(url)
    target = LAB.check_url(url)
    LAB.check_addresses(target, ["127.0.0.1"])
    with pytest.raises(UnsafeUrl):
        LAB.check_addresses(target, ["93.184.216.34"])


@pytest.mark.parametrize("url", ["https://example.org/", "https://example.org:8443/"])
def test_https_on_its_own_port_or_an_unprivileged_one_is_fine(url: str):
    GUARD.check_addresses(GUARD.check_url(url), ["93.184.216.34", "2606:2800:220:1::1"])


PRIVATE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.0.9", "192.0.2.1", "192.88.99.1", "198.18.0.1"),
    *("::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "fe80::1", "fe80::1%1", "fec0::1"),
    *("fd00::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1"),
    *("3fff::1", "5f00::1", "100::1"),
)


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_of_the_public_internet_is_refused(address: str):
    with pytest.raises(UnsafeUrl):
        GUARD.check_addresses(parse("https://example.org/"), [address])


@pytest.mark.parametrize("address", PRIVATE)
def test_one_bad_address_among_good_ones_spoils_the_name(address: str):
    with pytest.raises(UnsafeUrl):
        GUARD.check_addresses(parse("https://example.org/"), ["93.184.216.34", address])


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "[::1]", "[::ffff:10.0.0.1]"])
def test_an_address_in_place_of_a_name_is_judged_at_once(address: str):
    with pytest.raises(UnsafeUrl):
        GUARD.check_url(f"https://{address}/")


def test_an_allowed_network_opens_nothing_else():
    LAB.check_url("https://127.0.0.5/")
    LAB.check_url("https://[fd00::7]/")
    LAB.check_url("https://[::ffff:127.0.0.1]/")
    with pytest.raises(UnsafeUrl):
        LAB.check_url("https://10.0.0.1/")


def test_a_network_that_is_none_is_a_fault_of_the_settings():
    with pytest.raises(ValueError, match="nonsense"):
        Guard.of(["nonsense"])
