"""draft-cavage: what we send verifies, what others really send verifies, and every door is shut."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.guard import parse
from activitypub.signatures.claims import Reason
from activitypub.signatures.digests import digest, sha256
from activitypub.signatures.keys import BadKey, Signer
from activitypub.signatures.request import SignedRequest
from activitypub.signatures.sign import Scheme, sign
from activitypub.signatures.verify import Refused, Verified
from tests.protocol.signing import (
    ALICE,
    BOB,
    INBOX,
    NOW,
    OURS,
    by_hand,
    everybody,
    key_id,
    posted,
    signer,
    small_pair,
    verifier,
)

BODY = b'{"type":"Like"}'
DATE = "Sun, 22 Nov 2026 12:00:00 GMT"
HEADERS = {"Host": "fed.test", "Date": DATE, "Digest": digest(sha256(BODY))}
ALL = "(request-target) host date digest"


async def reason(request: SignedRequest) -> Reason | None:
    outcome = await verifier()(request)
    return outcome.reason if isinstance(outcome, Refused) else None


async def test_what_we_sign_names_us_as_the_sender():
    assert await verifier()(posted(BODY)) == Verified(key_id(ALICE), ALICE)


async def test_a_signed_get_needs_no_digest():
    target = parse(f"{OURS}/groups/chess?page=2")
    headers = sign(Scheme.CAVAGE, signer(ALICE), "GET", target, NOW)
    request = SignedRequest.read("GET", target.path, headers.items())
    assert await verifier()(request) == Verified(key_id(ALICE), ALICE)


async def test_an_unsigned_request_is_refused():
    assert await reason(SignedRequest.read("POST", "/inbox", HEADERS.items(), BODY)) is Reason.UNSIGNED


async def test_a_signature_by_another_key_is_refused():
    forged = posted(BODY, key=Signer(key_id(ALICE), signer(BOB).key))
    assert await reason(forged) is Reason.BAD_SIGNATURE


async def test_a_body_that_does_not_fit_the_digest_is_refused():
    request = posted(BODY)
    assert (
        await reason(SignedRequest(request.method, request.target, request.headers, b'{"type":"Undo"}'))
        is Reason.DIGEST_MISMATCH
    )


@pytest.mark.parametrize("left_out", ALL.split())
async def test_every_part_that_matters_must_be_signed(left_out: str):
    names = " ".join(name for name in ALL.split() if name != left_out)
    assert await reason(by_hand(names, HEADERS, body=BODY)) is Reason.UNCOVERED


async def test_a_signature_that_names_no_headers_covers_only_the_date():
    request = posted(BODY)
    line = request.headers["signature"].replace(
        ',headers="(request-target) host date digest content-type"', ""
    )
    assert (
        await reason(SignedRequest("POST", "/inbox", {**request.headers, "signature": line}, BODY))
        is Reason.UNCOVERED
    )


async def test_an_empty_post_needs_a_digest_too():
    headers = {"Host": "fed.test", "Date": DATE}
    assert await reason(by_hand("(request-target) host date", headers, body=b"")) is Reason.UNCOVERED


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (timedelta(minutes=59), None),
        (timedelta(minutes=-59), None),
        (timedelta(minutes=61), Reason.STALE),
        (timedelta(minutes=-61), Reason.FUTURE),
    ],
)
async def test_a_request_counts_for_an_hour_around_its_date(late: timedelta, expected: Reason | None):
    assert await reason(posted(BODY, now=NOW - late)) is expected


async def test_created_and_expires_stand_for_the_date_with_hs2019_only():
    headers = {"Host": "fed.test", "Digest": HEADERS["Digest"]}
    created = str(int(NOW.timestamp()))
    names, values = "(request-target) (created) host digest", {"(created)": created}
    modern = by_hand(
        names, headers, body=BODY, values=values, parameters=f',algorithm="hs2019",created={created}'
    )
    older = by_hand(
        names, headers, body=BODY, values=values, parameters=f',algorithm="rsa-sha256",created={created}'
    )
    assert await reason(modern) is None
    assert await reason(older) is Reason.UNCOVERED


async def test_an_expired_signature_is_refused():
    expired = int(NOW.timestamp()) - 120
    request = by_hand(ALL, HEADERS, body=BODY, parameters=f',algorithm="hs2019",expires={expired}')
    assert await reason(request) is Reason.EXPIRED


async def test_a_request_for_another_server_is_refused_although_it_is_signed_well():
    headers = {**HEADERS, "Host": "other.test"}
    assert await reason(by_hand(ALL, headers, body=BODY)) is Reason.WRONG_HOST


@pytest.mark.parametrize("host", ["FED.test", "fed.test:443", "fed.test."])
async def test_another_spelling_of_our_host_is_ours(host: str):
    assert await reason(by_hand(ALL, {**HEADERS, "Host": host}, body=BODY)) is None


async def test_a_target_signed_without_its_query_verifies_as_mobilizon_and_gancio_sign_it():
    headers = {"Host": "fed.test", "Date": DATE}
    request = by_hand(
        "(request-target) date host",
        headers,
        method="GET",
        target="/groups/chess/events?page=2",
        signed_target="/groups/chess/events",
        body=b"",
    )
    assert await reason(request) is None


async def test_mobilizons_post_covers_its_length():
    headers = {**HEADERS, "Content-Length": str(len(BODY))}
    names = "(request-target) content-length date digest host"
    assert await reason(by_hand(names, headers, body=BODY)) is None


async def test_takahe_names_no_algorithm():
    assert await reason(by_hand(ALL, HEADERS, body=BODY, parameters="")) is None


async def test_an_algorithm_we_do_not_know_is_refused():
    request = by_hand(ALL, HEADERS, body=BODY, parameters=',algorithm="hmac-sha256"')
    assert await reason(request) is Reason.UNKNOWN_ALGORITHM


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "nonsense",
        'keyId="x"',
        'keyId="x",signature="%%%",headers="(request-target) host date digest"',
        'keyId="x",keyId="y",signature="AAAA"',
        'keyId="x",signature="AAAA",headers="host host"',
        'keyId="x",signature="AAAA",created="soon"',
        'keyId="x",signature="AAAA",headers="(request-target) host date digest x-none"',
        'keyId="x",signature="AAAA",headers="(request-target) host date digest (created)"',
        'keyId="x",signature="AAAA"' + "," * 9000,
    ],
)
async def test_a_malformed_signature_is_refused(broken: str):
    headers = [*HEADERS.items(), ("Signature", broken)]
    refused = await reason(SignedRequest.read("POST", "/inbox", headers, BODY))
    assert refused in {Reason.MALFORMED, Reason.UNCOVERED}


async def test_two_signature_headers_are_one_malformed_signature():
    request = posted(BODY)
    pairs = [*request.headers.items(), ("Signature", request.headers["signature"])]
    assert await reason(SignedRequest.read("POST", "/inbox", pairs, BODY)) is Reason.MALFORMED


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=80))
async def test_no_header_a_sender_can_think_of_raises(signature: str, date: str, digest_: str):
    headers = {"host": "fed.test", "date": date, "digest": digest_, "signature": signature}
    assert isinstance(await verifier()(SignedRequest("POST", "/inbox", headers, BODY)), Refused)
    headers["signature"] = f'keyId="{key_id(ALICE)}",signature="AAAA",headers="{ALL}"'
    assert isinstance(await verifier()(SignedRequest("POST", "/inbox", headers, BODY)), Refused)


COVERED = posted(BODY, url=f"{INBOX}?a=b")


@given(st.sampled_from(["target", "host", "date", "digest", "content-type", "body"]), st.data())
async def test_one_changed_character_in_any_covered_part_is_refused(part: str, data: st.DataObject):
    whole = {"target": COVERED.target, "body": BODY.decode(), **COVERED.headers}
    place = data.draw(st.integers(0, len(whole[part]) - 1))
    letter = data.draw(
        st.characters(min_codepoint=33, max_codepoint=126).filter(lambda c: c != whole[part][place])
    )
    whole[part] = whole[part][:place] + letter + whole[part][place + 1 :]
    headers = {name: whole[name] for name in COVERED.headers}
    request = SignedRequest("POST", whole["target"], headers, whole["body"].encode())
    assert isinstance(await verifier()(request), Refused)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_the_method_is_part_of_what_was_signed(method: str):
    request = posted(BODY)
    replayed = SignedRequest(method, request.target, request.headers, BODY)
    assert await reason(replayed) is Reason.BAD_SIGNATURE


async def test_a_key_on_another_host_than_the_actor_is_not_even_fetched():
    peers = everybody()
    outcome = await verifier(peers)(posted(BODY), actor="https://third.test/users/carol")
    assert outcome == Refused(Reason.FOREIGN_KEY)
    assert peers.asked == []


def test_an_ed25519_key_cannot_sign_this_scheme():
    with pytest.raises(BadKey):
        posted(BODY, key=Signer.of(key_id(ALICE), small_pair(ALICE).private_pem))


def test_the_header_has_no_space_after_commas_because_mobilizon_splits_there():
    assert ", " not in posted(BODY).headers["signature"]
