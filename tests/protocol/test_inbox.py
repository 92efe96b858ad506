"""The pipeline of the inbox: one verdict for everything a stranger can send, and each shut door tried."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.documents import MAX_BYTES
from activitypub.errors import Unreachable
from activitypub.guard import parse
from activitypub.inbox import Gate, Ignored, Received, Rejected, SeenKey, Verdict, Why, receive
from activitypub.signatures.claims import Reason
from activitypub.signatures.digests import sha256
from activitypub.signatures.keys import Signer
from activitypub.signatures.request import Prepared, SignedRequest
from activitypub.signatures.sign import Scheme, sign
from activitypub.vocabulary import LD_MEDIA_TYPE, MEDIA_TYPE
from tests.protocol.shapes import ANY_JSON
from tests.protocol.signing import (
    ALICE,
    BOB,
    INBOX,
    MALLORY,
    NOW,
    Elsewhere,
    by_hand,
    everybody,
    key_id,
    posted,
    signer,
    verifier,
)

LIKE = {
    "id": "https://peer.test/likes/1",
    "type": "Like",
    "actor": ALICE,
    "object": "https://fed.test/events/1",
}
NOTE = {"id": "https://peer.test/notes/1", "type": "Note", "attributedTo": ALICE, "content": "hello"}
CREATE = {"id": "https://peer.test/notes/1/activity", "type": "Create", "actor": ALICE, "object": NOTE}


def gate(
    peers: Elsewhere | None = None,
    *,
    known: frozenset[str] = frozenset(),
    blocked: frozenset[str] = frozenset(),
    seen: frozenset[SeenKey] = frozenset(),
) -> Gate:
    async def is_known(actor: str) -> bool:
        return actor in known

    async def was_seen(key: SeenKey) -> bool:
        return key in seen

    return Gate(verifier(peers), is_known, blocked.__contains__, was_seen)


async def send(activity: Any, actor: str = ALICE, **instance: Any) -> Verdict:
    """*activity* in an honestly signed request of *actor*."""
    return await receive(posted(json.dumps(activity).encode(), actor), gate(**instance))


@pytest.mark.parametrize("scheme", list(Scheme))
async def test_a_signed_activity_of_its_own_actor_is_received(scheme: Scheme):
    body = json.dumps(CREATE).encode()
    verdict = await receive(posted(body, scheme=scheme), gate())
    seen = SeenKey(CREATE["id"], sha256(body).hex())
    assert verdict == Received(CREATE, ALICE, key_id(ALICE), seen, refetch=False)


# the doors


async def test_an_unsigned_activity_is_rejected():
    headers = {"Host": "fed.test", "Content-Type": MEDIA_TYPE}
    request = SignedRequest.read("POST", "/inbox", headers.items(), json.dumps(LIKE).encode())
    assert await receive(request, gate()) == Rejected(401, Reason.UNSIGNED)


async def test_a_wrongly_signed_activity_is_rejected():
    forged = posted(json.dumps(LIKE).encode(), key=Signer(key_id(ALICE), signer(BOB).key))
    assert await receive(forged, gate()) == Rejected(401, Reason.BAD_SIGNATURE)


async def test_an_activity_signed_by_another_actor_is_rejected():
    assert await send(LIKE, BOB) == Rejected(403, Why.SIGNED_BY_ANOTHER)


async def test_an_activity_signed_from_another_host_is_rejected_before_any_fetch():
    peers = everybody()
    assert await send(LIKE, MALLORY, peers=peers) == Rejected(401, Reason.FOREIGN_KEY)
    assert peers.asked == []


async def test_a_body_that_was_changed_on_the_way_is_rejected():
    request = posted(json.dumps(LIKE).encode())
    changed = json.dumps({**LIKE, "type": "Dislike"}).encode()
    request = SignedRequest(request.method, request.target, request.headers, changed)
    assert await receive(request, gate()) == Rejected(401, Reason.DIGEST_MISMATCH)


async def test_a_body_that_the_signature_does_not_cover_is_rejected():
    headers = {"Host": "fed.test", "Date": "Sun, 22 Nov 2026 12:00:00 GMT", "Content-Type": MEDIA_TYPE}
    request = by_hand("(request-target) host date", headers, body=json.dumps(LIKE).encode())
    assert await receive(request, gate()) == Rejected(401, Reason.UNCOVERED)


@pytest.mark.parametrize(("hours", "why"), [(-2, Reason.STALE), (2, Reason.FUTURE)])
async def test_an_old_or_future_request_is_rejected(hours: int, why: Reason):
    request = posted(json.dumps(LIKE).encode(), now=NOW + timedelta(hours=hours))
    assert await receive(request, gate()) == Rejected(401, why)


async def test_a_request_meant_for_another_server_is_rejected():
    request = posted(json.dumps(LIKE).encode(), url="https://other.test/inbox")
    assert await receive(request, gate()) == Rejected(401, Reason.WRONG_HOST)


async def test_a_key_that_cannot_be_fetched_now_asks_the_sender_to_come_back():
    peers = everybody()
    peers.fault = Unreachable(ALICE, "timeout")
    assert await send(LIKE, peers=peers) == Rejected(503, Reason.KEY_UNREACHABLE)


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/ld+json",
        'application/ld+json; profile="https://evil.test/ns"',
        "text/html",
        "text/plain; a=application/activity+json",
        "",
    ],
)
async def test_another_content_type_is_rejected(content_type: str):
    request = posted(json.dumps(LIKE).encode())
    headers = {**request.headers, "content-type": content_type}
    request = SignedRequest(request.method, request.target, headers, request.body)
    assert await receive(request, gate()) == Rejected(415, Why.WRONG_MEDIA_TYPE)


@pytest.mark.parametrize(
    "content_type", [MEDIA_TYPE, LD_MEDIA_TYPE, f"{MEDIA_TYPE}; charset=utf-8", "Application/Activity+JSON"]
)
async def test_every_spelling_of_the_right_content_type_is_received(content_type: str):
    target, raw = parse(INBOX), Prepared.of(LIKE)
    prepared = Prepared(raw.body, raw.digest, raw.content_digest, content_type)
    headers = sign(Scheme.CAVAGE, signer(ALICE), "POST", target, NOW, prepared)
    request = SignedRequest.read("POST", target.path, headers.items(), raw.body)
    assert isinstance(await receive(request, gate()), Received)


async def test_two_megabytes_are_rejected():
    body = json.dumps({**LIKE, "content": "x" * (2 * MAX_BYTES)}).encode()
    assert await receive(posted(body), gate()) == Rejected(413, Why.TOO_LARGE)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'"Like"',
        b"null",
        b"{",
        b'{"a":1} trailing',
        b"\xff\xfe",
        b'{"type":"Like","actor":"\\ud800"}',
        b'{"type":"Like","content":"\\u0000"}',
        b'{"type":"Like","\\u0000":1}',
        b'{"a":' * 40 + b"1" + b"}" * 40,
        b"[" * 200_000,
        b'{"a":' * 100_000,
    ],
)
async def test_what_is_no_json_object_we_could_keep_is_rejected(body: bytes):
    assert await receive(posted(body), gate()) == Rejected(400, Why.NOT_JSON)


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": None},
        {"type": ""},
        {"type": []},
        {"type": ["Like", 1]},
        {"type": {"id": "Like"}},
        {"actor": None},
        {"actor": ""},
        {"actor": 7},
        {"actor": []},
        {"actor": "alice"},
        {"actor": "javascript:alert(1)"},
        {"actor": {"type": "Person"}},
        {"id": ""},
        {"id": 5},
        {"id": {"id": "https://peer.test/1"}},
        {"id": "https://peer.test/\n"},
        {"type": "Follow", "id": None},
        {"type": "Join", "id": None},
    ],
)
async def test_an_activity_out_of_shape_is_rejected(wrong: dict[str, Any]):
    assert await send({**LIKE, **wrong}) == Rejected(400, Why.NOT_AN_ACTIVITY)


async def test_a_leave_without_id_is_received_as_mobilizon_sends_it():
    leave = {"type": "Leave", "actor": ALICE, "object": "https://fed.test/groups/chess"}
    assert isinstance(await send(leave), Received)


async def test_a_blocked_host_is_rejected_before_any_fetch():
    peers = everybody()
    blocked = frozenset({"peer.test"})
    assert await send(LIKE, peers=peers, blocked=blocked) == Rejected(403, Why.BLOCKED)
    elsewhere = {**LIKE, "actor": "https://PEER.test.:8443/users/alice"}
    assert await send(elsewhere, peers=peers, blocked=blocked) == Rejected(403, Why.BLOCKED)
    assert peers.asked == []


async def test_an_activity_whose_id_lies_on_another_server_is_rejected():
    assert await send({**LIKE, "id": "https://evil.test/likes/1"}) == Rejected(403, Why.FORGED)


# deletions


async def test_the_deletion_of_a_stranger_is_ignored_without_any_fetch():
    peers = everybody()
    delete = {"id": f"{ALICE}#delete", "type": "Delete", "actor": ALICE, "object": ALICE}
    unsigned = SignedRequest.read(
        "POST", "/inbox", [("Content-Type", MEDIA_TYPE)], json.dumps(delete).encode()
    )
    assert await receive(unsigned, gate(peers)) == Ignored(Why.STRANGER_DELETED)
    assert peers.asked == []


async def test_the_deletion_of_somebody_we_know_must_be_signed():
    delete = {"id": f"{ALICE}#delete", "type": "Delete", "actor": ALICE, "object": {"id": ALICE}}
    known = frozenset({ALICE})
    assert isinstance(await send(delete, known=known), Received)
    assert await send(delete, BOB, known=known) == Rejected(403, Why.SIGNED_BY_ANOTHER)


# what is embedded


@pytest.mark.parametrize(
    "foreign",
    [
        {**NOTE, "id": "https://evil.test/notes/1"},
        {**NOTE, "attributedTo": MALLORY},
        {**NOTE, "attributedTo": [ALICE, MALLORY]},
        {**NOTE, "attributedTo": {"type": "Person", "id": MALLORY}},
        {**NOTE, "actor": MALLORY},
        {**NOTE, "id": "http://peer.test/notes/1"},
        {**NOTE, "id": "https://peer.test:8443/notes/1"},
    ],
)
async def test_a_copy_the_sender_cannot_vouch_for_is_cut_down_to_its_id(foreign: dict[str, Any]):
    verdict = await send({**CREATE, "object": foreign})
    assert isinstance(verdict, Received)
    assert verdict.activity["object"] == foreign["id"]
    assert verdict.refetch


async def test_a_copy_inside_a_copy_is_judged_too():
    inner = {**NOTE, "id": "https://evil.test/notes/1"}
    announce = {**LIKE, "type": "Announce", "object": {**CREATE, "object": [NOTE, inner]}}
    verdict = await send(announce)
    assert isinstance(verdict, Received)
    assert verdict.activity["object"]["object"] == [NOTE, inner["id"]]
    assert verdict.refetch


async def test_our_own_follow_echoed_in_an_accept_is_cut_down_to_its_id():
    follow = {"id": "https://fed.test/follows/1", "type": "Follow", "actor": "https://fed.test/actor"}
    accept = {"id": "https://peer.test/accepts/1", "type": "Accept", "actor": ALICE, "object": follow}
    verdict = await send(accept)
    assert isinstance(verdict, Received)
    assert verdict.activity["object"] == follow["id"]


async def test_an_accept_may_echo_our_follow_without_its_id():
    follow = {"type": "Follow", "actor": "https://fed.test/actor", "object": ALICE}
    accept = {"id": "https://peer.test/accepts/1", "type": "Accept", "actor": ALICE, "object": follow}
    verdict = await send(accept)
    assert isinstance(verdict, Received)
    assert (verdict.activity["object"], verdict.refetch) == (follow, False)


async def test_another_servers_object_without_an_id_is_forged():
    nameless = {"type": "Note", "attributedTo": MALLORY, "content": "I never said this"}
    assert await send({**CREATE, "object": nameless}) == Rejected(403, Why.FORGED)


async def test_an_update_of_a_foreign_actor_never_carries_that_actor():
    victim = {"id": MALLORY, "type": "Person", "publicKey": {"publicKeyPem": "mine now"}}
    verdict = await send({**CREATE, "type": "Update", "object": victim})
    assert isinstance(verdict, Received)
    assert (verdict.activity["object"], verdict.refetch) == (MALLORY, True)


# seen before


async def test_the_same_activity_again_is_ignored():
    first = await send(LIKE)
    assert isinstance(first, Received)
    assert await send(LIKE, seen=frozenset({first.seen})) == Ignored(Why.SEEN_BEFORE)


async def test_an_update_that_reuses_the_id_of_its_create_is_another_activity():
    first = await send(CREATE)
    assert isinstance(first, Received)
    update = {**CREATE, "type": "Update"}
    assert isinstance(await send(update, seen=frozenset({first.seen})), Received)


# anything at all


KEYS = st.sampled_from(["id", "type", "actor", "object", "to", "cc", "published"])


@given(KEYS, ANY_JSON)
async def test_any_value_at_any_key_of_a_signed_activity_ends_in_a_verdict(key: str, value: Any):
    verdict = await send({**CREATE, key: value})
    assert isinstance(verdict, Received | Rejected | Ignored)
    if isinstance(verdict, Received):
        assert verdict.signer == ALICE


@given(st.sampled_from(["id", "type", "attributedTo", "actor", "object"]), ANY_JSON)
async def test_any_value_in_an_embedded_object_ends_in_a_verdict(key: str, value: Any):
    verdict = await send({**CREATE, "object": {**NOTE, key: value}})
    assert isinstance(verdict, Received | Rejected)


@given(st.binary(max_size=300))
async def test_any_bytes_end_in_a_rejection(body: bytes):
    assert isinstance(await receive(posted(body), gate()), Rejected)
