"""Finding keys: every shape of key id, the owner's word, and no more fetches than needed."""

import asyncio

import pytest

from activitypub.errors import Missing, Unreachable
from activitypub.keyring import FORGET_MISSING, FORGET_UNREACHABLE, RENEW_AFTER, StoredKey
from activitypub.signatures.claims import OwnedKey, Reason
from activitypub.signatures.keys import load_public
from activitypub.signatures.verify import Refused, Verified
from tests.protocol.signing import (
    ALICE,
    BOB,
    MALLORY,
    Elsewhere,
    document,
    everybody,
    key_id,
    pair,
    posted,
    verifier,
)

KEY = key_id(ALICE)
STORED = StoredKey(KEY, ALICE, pair(ALICE).public_pem)


async def test_a_key_named_by_a_fragment_is_found_in_the_actor():
    peers = everybody()
    found = await peers.keyring().find(KEY)
    assert isinstance(found, OwnedKey)
    assert found.owner == ALICE
    assert peers.asked == [ALICE]
    assert peers.remembered == [ALICE]


async def test_a_key_with_a_document_of_its_own_is_believed_when_its_owner_lists_it():
    separate = f"{ALICE}/main-key"
    actor = document(ALICE)
    actor["publicKey"]["id"] = separate
    stub = {"id": separate, "owner": ALICE, "publicKeyPem": pair(ALICE).public_pem}
    found = await Elsewhere({ALICE: actor, separate: stub}).keyring().find(separate)
    assert isinstance(found, OwnedKey)
    assert found.owner == ALICE


async def test_gotosocials_stub_actor_leads_to_the_actor():
    separate = f"{ALICE}/main-key"
    actor = document(ALICE)
    actor["publicKey"]["id"] = separate
    stub = {"id": ALICE, "type": "Person", "preferredUsername": "alice", "publicKey": actor["publicKey"]}
    peers = Elsewhere({ALICE: actor, separate: stub})
    assert isinstance(await peers.keyring().find(separate), OwnedKey)
    assert peers.asked == [separate, ALICE]


async def test_the_bare_actor_as_key_id_means_its_key():
    found = await everybody().keyring().find(ALICE)
    assert isinstance(found, OwnedKey)
    assert (found.key_id, found.owner) == (ALICE, ALICE)


async def test_a_key_whose_owner_does_not_list_it_is_nobodys():
    claimed = "https://peer.test/keys/1"
    lie = {"id": claimed, "owner": ALICE, "publicKeyPem": pair(MALLORY).public_pem}
    assert await Elsewhere({ALICE: document(ALICE), claimed: lie}).keyring().find(claimed) is Reason.NO_KEY


async def test_a_key_cannot_belong_to_an_actor_on_another_host():
    claimed = key_id(MALLORY)
    lie = document(MALLORY) | {"publicKey": {**document(MALLORY)["publicKey"], "owner": ALICE}}
    peers = Elsewhere({ALICE: document(ALICE), MALLORY: lie})
    assert await peers.keyring().find(claimed) is Reason.NO_KEY


async def test_a_key_id_that_redirects_to_another_host_does_not_make_that_host_its_owner():
    peers = everybody()
    peers.redirects[MALLORY] = ALICE
    assert await peers.keyring().find(key_id(MALLORY)) is Reason.NO_KEY
    assert await peers.keyring().find(MALLORY) is Reason.NO_KEY
    assert peers.asked == [MALLORY, MALLORY]


async def test_a_document_that_claims_to_be_somebody_elsewhere_has_no_key():
    peers = Elsewhere({MALLORY: document(ALICE)})
    assert await peers.keyring().find(key_id(MALLORY)) is Reason.NO_KEY
    assert peers.remembered == []


@pytest.mark.parametrize("pem", ["", "no key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"])
async def test_an_unreadable_key_is_no_key(pem: str):
    actor = document(ALICE)
    actor["publicKey"]["publicKeyPem"] = pem
    assert await Elsewhere({ALICE: actor}).keyring().find(KEY) is Reason.NO_KEY


async def test_a_stored_key_is_used_without_asking_anybody():
    peers = Elsewhere({}, {KEY: STORED})
    ring = peers.keyring()
    assert isinstance(await ring.find(KEY), OwnedKey)
    peers.stored.clear()
    assert isinstance(await ring.find(KEY), OwnedKey)
    assert peers.asked == []
    ring.forget(KEY)
    assert await ring.find(KEY) is Reason.NO_KEY


async def test_a_key_that_is_not_there_is_asked_for_once_in_a_while():
    peers = Elsewhere({})
    ring = peers.keyring()
    assert await ring.find(KEY) is Reason.NO_KEY
    peers.documents[ALICE] = document(ALICE)
    assert await ring.find(KEY) is Reason.NO_KEY
    assert len(peers.asked) == 1
    peers.time = FORGET_MISSING + 1
    assert isinstance(await ring.find(KEY), OwnedKey)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [(Missing(ALICE, 410), Reason.NO_KEY), (Unreachable(ALICE, "timeout"), Reason.KEY_UNREACHABLE)],
)
async def test_a_server_that_does_not_answer_is_told_from_one_that_says_no(
    fault: Exception, expected: Reason
):
    peers = everybody()
    peers.fault = fault
    ring = peers.keyring()
    assert await ring.find(KEY) is expected
    peers.fault, peers.time = None, FORGET_UNREACHABLE + 1
    again = await ring.find(KEY)
    assert isinstance(again, OwnedKey) is (expected is Reason.KEY_UNREACHABLE)


async def test_many_who_wait_for_one_key_cause_one_fetch():
    peers = everybody()
    ring = peers.keyring()
    found = await asyncio.gather(*(ring.find(KEY) for _ in range(20)))
    assert len({id(one) for one in found}) == 1
    assert peers.asked == [ALICE]


async def test_a_flood_of_made_up_keys_leaves_a_bounded_memory():
    peers = everybody()
    ring = peers.keyring(size=10)
    for number in range(50):
        await ring.find(f"https://peer.test/users/x{number}#main-key")
    await ring.find("https://peer.test/users/x0#main-key")
    assert len(peers.asked) == 51
    await ring.find("https://peer.test/users/x49#main-key")
    assert len(peers.asked) == 51


async def test_a_changed_key_is_fetched_anew_when_a_signature_fails():
    old = StoredKey(KEY, ALICE, pair(BOB).public_pem)
    peers = Elsewhere({ALICE: document(ALICE)}, {KEY: old})
    assert await verifier(peers)(posted(b"{}")) == Verified(KEY, ALICE)
    assert peers.remembered == [ALICE]


async def test_bad_signatures_in_a_row_cause_one_fetch_a_minute():
    peers = Elsewhere({ALICE: document(ALICE, pair(BOB).public_pem)}, {KEY: STORED})
    forged = posted(b"{}", key=None, actor=MALLORY)
    line = forged.headers["signature"].replace(key_id(MALLORY), KEY)
    request = type(forged)(forged.method, forged.target, {**forged.headers, "signature": line}, forged.body)
    verify = verifier(peers)
    for _ in range(5):
        assert await verify(request) == Refused(Reason.BAD_SIGNATURE)
    assert len(peers.asked) == 1
    peers.time = RENEW_AFTER + 1
    await verify(request)
    assert len(peers.asked) == 2


async def test_a_key_that_could_not_be_renewed_stays_good():
    peers = Elsewhere({}, {KEY: STORED})
    peers.fault = Unreachable(ALICE, "timeout")
    ring = peers.keyring()
    await ring.find(KEY)
    assert await ring.renew(KEY) is Reason.KEY_UNREACHABLE
    found = await ring.find(KEY)
    assert isinstance(found, OwnedKey)
    assert found.key == load_public(STORED.pem)
