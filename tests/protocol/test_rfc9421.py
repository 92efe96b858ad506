"""RFC 9421: our template agrees with an independent library in both directions, and the doors are shut."""

import base64
from datetime import timedelta

import pytest
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver
from http_message_signatures.algorithms import ED25519, RSA_V1_5_SHA256
from hypothesis import given
from hypothesis import strategies as st

from activitypub.guard import parse
from activitypub.signatures.claims import OwnedKey, Reason
from activitypub.signatures.digests import content_digest, sha256
from activitypub.signatures.keys import Signer, load_public
from activitypub.signatures.request import SignedRequest
from activitypub.signatures.rfc9421 import read
from activitypub.signatures.sign import Scheme, sign
from activitypub.signatures.verify import Refused, Verified
from tests.protocol.signing import (
    ALICE,
    BOB,
    INBOX,
    NOW,
    OURS,
    document,
    everybody,
    key_id,
    pair,
    posted,
    signer,
    small_pair,
    verifier,
)

BODY = b'{"type":"Like"}'
ALL = ("@method", "@target-uri", "content-digest")
SMALL = Signer.of(key_id(ALICE), small_pair(ALICE).private_pem)


class Message:
    """A request as the library wants it."""

    def __init__(self, method: str = "POST", url: str = INBOX, body: bytes = BODY) -> None:
        self.method, self.url = method, url
        self.headers = {"Host": "fed.test", "Content-Digest": content_digest(sha256(body))}


def by_library(
    covered: tuple[str, ...] = ALL, *, url: str = INBOX, small: bool = False, **more
) -> SignedRequest:
    """A POST signed by the library."""
    message = Message(url=url)
    private = (small_pair if small else pair)(ALICE).private_pem.encode()
    resolver = MappingKeyResolver(public_keys={}, private_keys={key_id(ALICE): private})
    library = HTTPMessageSigner(
        signature_algorithm=ED25519 if small else RSA_V1_5_SHA256, key_resolver=resolver
    )
    options = {"created": NOW, "include_alg": False, "use_existing_digest": True, **more}
    library.sign(message, key_id=key_id(ALICE), covered_component_ids=covered, **options)
    return SignedRequest.read("POST", parse(url).path, message.headers.items(), BODY)


async def reason(request: SignedRequest, **peers) -> Reason | None:
    outcome = await verifier(**peers)(request)
    return outcome.reason if isinstance(outcome, Refused) else None


async def test_what_we_sign_names_us_as_the_sender():
    request = posted(BODY, scheme=Scheme.RFC9421)
    assert await verifier()(request) == Verified(key_id(ALICE), ALICE)


async def test_a_signed_get_needs_no_digest():
    target = parse(f"{OURS}/groups/chess?page=2")
    headers = sign(Scheme.RFC9421, signer(ALICE), "GET", target, NOW)
    assert await reason(SignedRequest.read("GET", target.path, headers.items())) is None


@pytest.mark.parametrize("small", [False, True])
def test_our_signature_is_the_librarys_signature_to_the_byte(small: bool):
    ours = posted(BODY, scheme=Scheme.RFC9421, key=SMALL if small else None)
    theirs = by_library(small=small, label="sig1")
    assert ours.headers["signature-input"] == theirs.headers["signature-input"]
    assert ours.headers["signature"] == theirs.headers["signature"]


@given(
    body=st.binary(max_size=50),
    path=st.text("abz09-._~/%41", max_size=20),
    query=st.text("ab=&+%20?/", max_size=20),
)
def test_whatever_we_sign_with_ed25519_holds_for_the_strict_verifier(body: bytes, path: str, query: str):
    url = f"{OURS}/{path.replace('%', '%25')}?{query.replace('%', '%25')}"
    request = posted(body, scheme=Scheme.RFC9421, url=url, key=SMALL)
    assert read(request, OURS).holds(load_public(small_pair(ALICE).public_pem))


async def test_an_ed25519_key_verifies_when_its_owner_shows_it():
    peers = everybody()
    peers.documents[ALICE] = document(ALICE, small_pair(ALICE).public_pem)
    assert await reason(by_library(small=True), peers=peers) is None


@pytest.mark.parametrize(
    "covered",
    [
        ("@method", "@authority", "@path", "content-digest"),
        ("@method", "@authority", "@request-target", "content-digest"),
        (*ALL, "@authority", "host"),
    ],
)
async def test_other_ways_to_cover_the_address_are_accepted(covered: tuple[str, ...]):
    assert await reason(by_library(covered)) is None


@pytest.mark.parametrize(
    "covered",
    [
        ("@target-uri", "content-digest"),
        ("@method", "content-digest"),
        ("@method", "@authority", "content-digest"),
        ("@method", "@path", "content-digest"),
        ("@method", "@target-uri"),
        ("@method", "@target-uri", '"content-digest";key="sha-256"'),
    ],
)
async def test_method_address_and_body_must_all_be_covered(covered: tuple[str, ...]):
    assert await reason(by_library(covered)) is Reason.UNCOVERED


async def test_a_path_without_its_query_is_not_the_address():
    covered = ("@method", "@authority", "@path", "content-digest")
    assert await reason(by_library(covered, url=f"{INBOX}?a=b")) is Reason.UNCOVERED
    assert await reason(by_library((*covered, "@query"), url=f"{INBOX}?a=b")) is None


@pytest.mark.parametrize("algorithm", [True, False])
async def test_the_algorithm_may_be_named(algorithm: bool):
    assert await reason(by_library(include_alg=algorithm)) is None


async def test_an_algorithm_that_is_not_the_keys_is_refused():
    request = by_library(include_alg=True)
    changed = request.headers["signature-input"].replace("rsa-v1_5-sha256", "ed25519")
    headers = {**request.headers, "signature-input": changed}
    assert await reason(SignedRequest("POST", "/inbox", headers, BODY)) is Reason.BAD_SIGNATURE


async def test_a_body_that_does_not_fit_the_digest_is_refused():
    request = by_library()
    changed = SignedRequest("POST", "/inbox", request.headers, b"{}")
    assert await reason(changed) is Reason.DIGEST_MISMATCH


async def test_a_signature_by_another_key_is_refused():
    forged = posted(BODY, scheme=Scheme.RFC9421, key=Signer(key_id(ALICE), signer(BOB).key))
    assert await reason(forged) is Reason.BAD_SIGNATURE


@pytest.mark.parametrize(
    ("late", "expected"),
    [(timedelta(minutes=61), Reason.STALE), (timedelta(minutes=-61), Reason.FUTURE), (timedelta(0), None)],
)
async def test_created_is_judged_by_our_clock(late: timedelta, expected: Reason | None):
    assert await reason(by_library(created=NOW - late)) is expected


async def test_an_expired_signature_is_refused():
    expired = by_library(created=NOW - timedelta(minutes=10), expires=NOW - timedelta(minutes=5))
    assert await reason(expired) is Reason.EXPIRED


async def test_two_signatures_at_once_are_refused():
    request = by_library(label="one")
    more = {
        name: f"{request.headers[name]}, {request.headers[name].replace('one=', 'two=', 1)}"
        for name in ("signature-input", "signature")
    }
    refused = await reason(SignedRequest("POST", "/inbox", {**request.headers, **more}, BODY))
    assert refused is Reason.MALFORMED


@pytest.mark.parametrize(
    "given_input",
    [
        "",
        "sig1",
        "sig1=1",
        'sig1=("@method" "@target-uri" "content-digest")',
        'sig1=("@method" "@target-uri" "content-digest");created=1;keyid=token',
        'sig1=("@method" "@target-uri" "content-digest");created="1";keyid="k"',
        'sig1=("@method" "@target-uri" "content-digest");created=1;keyid="k";expires="2"',
    ],
)
async def test_a_malformed_signature_input_is_refused(given_input: str):
    request = by_library()
    headers = {**request.headers, "signature-input": given_input}
    assert await reason(SignedRequest("POST", "/inbox", headers, BODY)) is Reason.MALFORMED


@given(st.text(max_size=200), st.text(max_size=60))
async def test_no_header_a_sender_can_think_of_raises(given_input: str, signature: str):
    headers = {"host": "fed.test", "signature-input": given_input, "signature": signature}
    assert isinstance(await verifier()(SignedRequest("POST", "/inbox", headers, BODY)), Refused)
    headers["signature-input"] = (
        f'x=("@method" "@target-uri" "content-digest" {given_input});created=1;keyid="k"'
    )
    assert isinstance(await verifier()(SignedRequest("POST", "/inbox", headers, BODY)), Refused)


COVERED = posted(BODY, scheme=Scheme.RFC9421, url=f"{INBOX}?a=b")


@given(st.sampled_from(["target", "content-digest", "signature-input", "body"]), st.data())
async def test_one_changed_character_in_any_covered_part_is_refused(part: str, data: st.DataObject):
    whole = {"target": COVERED.target, "body": BODY.decode(), **COVERED.headers}
    start = len("sig1") if part == "signature-input" else 0  # the label itself is not signed
    place = data.draw(st.integers(start, len(whole[part]) - 1))
    letters = st.characters(min_codepoint=33, max_codepoint=126)
    letter = data.draw(letters.filter(lambda letter: letter != whole[part][place]))
    whole[part] = whole[part][:place] + letter + whole[part][place + 1 :]
    headers = {name: whole[name] for name in COVERED.headers}
    request = SignedRequest("POST", whole["target"], headers, whole["body"].encode())
    assert isinstance(await verifier()(request), Refused)


@given(st.integers(0, 255), st.integers(1, 255))
async def test_one_changed_byte_of_the_signature_is_refused(place: int, change: int):
    raw = bytearray(base64.b64decode(COVERED.headers["signature"].removeprefix("sig1=:").rstrip(":")))
    raw[place] ^= change
    headers = {**COVERED.headers, "signature": f"sig1=:{base64.b64encode(raw).decode()}:"}
    request = SignedRequest("POST", COVERED.target, headers, BODY)
    assert await reason(request) is Reason.BAD_SIGNATURE


def test_a_claim_does_not_hold_for_a_key_of_another_kind():
    claim = read(by_library(), OURS)
    small = OwnedKey(key_id(ALICE), ALICE, load_public(small_pair(ALICE).public_pem))
    assert not claim.holds(small.key)
    assert claim.holds(load_public(pair(ALICE).public_pem))
