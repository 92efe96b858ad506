"""Keys and digests: the forms peers send, and the ones we will not take."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from activitypub.signatures.digests import (
    content_digest,
    content_digest_matches,
    digest,
    digest_matches,
    sha256,
)
from activitypub.signatures.keys import BadKey, generate_ed25519, generate_rsa, load_private, load_public
from activitypub.signatures.request import Prepared, SignedRequest
from activitypub.signatures.sign import Scheme
from tests.protocol.signing import ALICE, pair


def test_mobilizons_pkcs1_key_is_the_same_key():
    key = load_public(pair(ALICE).public_pem)
    pkcs1 = key.public_bytes(Encoding.PEM, PublicFormat.PKCS1).decode()
    assert pkcs1.startswith("-----BEGIN RSA PUBLIC KEY-----")
    assert load_public(f"\n {pkcs1}\n") == key


def test_a_new_key_has_two_matching_halves():
    for made in (generate_rsa(), generate_ed25519()):
        assert load_private(made.private_pem).public_key() == load_public(made.public_pem)


def test_a_loaded_private_key_is_kept_because_loading_is_slow():
    assert load_private(pair(ALICE).private_pem) is load_private(pair(ALICE).private_pem)


@pytest.mark.parametrize(
    "key",
    [rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP256R1())],
    ids=["RSA 1024", "P-256"],
)
def test_a_short_or_unusual_key_is_refused(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    with pytest.raises(BadKey):
        load_public(pem)


@given(st.text(max_size=300))
def test_no_text_is_mistaken_for_a_key(text: str):
    for pem in (text, f"-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----"):
        with pytest.raises(BadKey):
            load_public(pem)
    with pytest.raises(BadKey):
        load_private(text)


def test_a_private_key_is_no_public_key_nor_the_other_way_round():
    with pytest.raises(BadKey):
        load_public(pair(ALICE).private_pem)
    with pytest.raises(BadKey):
        load_private(pair(ALICE).public_pem)


@given(st.binary(max_size=100), st.binary(max_size=100))
def test_a_digest_fits_one_body(body: bytes, other: bytes):
    assert digest_matches(digest(sha256(body)), body)
    assert content_digest_matches(content_digest(sha256(body)), body)
    assert digest_matches(digest(sha256(body)), other) is (body == other)
    assert content_digest_matches(content_digest(sha256(body)), other) is (body == other)


def test_a_digest_may_stand_among_others_but_every_sha_256_must_fit():
    good, bad = digest(sha256(b"x")), digest(sha256(b"y"))
    assert digest_matches(f"MD5=AAAA, {good.replace('SHA', 'sha')}", b"x")
    assert not digest_matches(f"{good}, {bad}", b"x")
    assert not digest_matches("MD5=AAAA", b"x")
    assert not digest_matches("SHA-256=no base64", b"x")


def test_a_content_digest_we_cannot_check_proves_nothing():
    good = content_digest(sha256(b"x"))
    assert not content_digest_matches(f"{good}, md5=:AAAA:", b"x")
    assert not content_digest_matches("", b"x")
    assert not content_digest_matches("sha-256=AAAA", b"x")


def test_a_body_is_prepared_once_from_a_document_or_from_bytes():
    assert Prepared.of({"a": "ü"}) == Prepared.of('{"a":"ü"}'.encode())


def test_header_lines_of_one_name_are_joined_and_never_dropped():
    request = SignedRequest.read("post", "/inbox?x", [("Date", " a "), ("DATE", "b"), ("Host", "h")])
    assert request.headers == {"date": "a, b", "host": "h"}
    assert (request.method, request.path) == ("POST", "/inbox")


def test_each_scheme_is_the_others_other():
    assert [scheme.other.other for scheme in Scheme] == list(Scheme)
