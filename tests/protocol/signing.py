"""Peers who sign: their keys, their documents, and requests signed by them, for tests of what we believe."""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

from activitypub.documents import Fetched
from activitypub.errors import Missing
from activitypub.guard import parse
from activitypub.keyring import KeyRing, StoredKey
from activitypub.signatures.keys import KeyPair, Signer, generate_ed25519, generate_rsa, load_private
from activitypub.signatures.request import Prepared, SignedRequest
from activitypub.signatures.sign import Scheme, sign
from activitypub.signatures.verify import Verifier

OURS = "https://fed.test"
INBOX = f"{OURS}/inbox"
ALICE = "https://peer.test/users/alice"
BOB = "https://peer.test/users/bob"
MALLORY = "https://evil.test/users/mallory"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@cache
def pair(actor: str) -> KeyPair:
    """The actor's RSA key, the same throughout a run; making one is slow."""
    return generate_rsa()


@cache
def small_pair(actor: str) -> KeyPair:
    return generate_ed25519()


def key_id(actor: str) -> str:
    return f"{actor}#main-key"


def signer(actor: str) -> Signer:
    return Signer.of(key_id(actor), pair(actor).private_pem)


def document(actor: str, pem: str = "") -> dict[str, Any]:
    """The actor as their server shows them."""
    return {
        "id": actor,
        "type": "Person",
        "preferredUsername": actor.rsplit("/", 1)[-1],
        "inbox": f"{actor}/inbox",
        "publicKey": {"id": key_id(actor), "owner": actor, "publicKeyPem": pem or pair(actor).public_pem},
    }


class Elsewhere:
    """Other servers, as far as keys go: documents by URL, what was asked for, and who was remembered."""

    def __init__(
        self, documents: Mapping[str, dict[str, Any]], stored: Mapping[str, StoredKey] | None = None
    ):
        self.documents = dict(documents)
        self.stored = dict(stored or {})
        self.redirects: dict[str, str] = {}
        self.asked: list[str] = []
        self.remembered: list[str] = []
        self.time = 0.0
        self.fault: Exception | None = None

    def keyring(self, size: int = 100) -> KeyRing:
        return KeyRing(
            load=self._load, fetch=self._fetch, remember=self._remember, clock=lambda: self.time, size=size
        )

    async def _load(self, wanted: str) -> StoredKey | None:
        return self.stored.get(wanted)

    async def _fetch(self, url: str) -> Fetched:
        self.asked.append(url)
        if self.fault is not None:
            raise self.fault
        final = self.redirects.get(url, url)
        if final not in self.documents:
            raise Missing(url, 404)
        return Fetched(self.documents[final], final)

    async def _remember(self, actor: Any) -> None:
        self.remembered.append(actor.id)


def everybody() -> Elsewhere:
    return Elsewhere({actor: document(actor) for actor in (ALICE, BOB, MALLORY)})


def verifier(peers: Elsewhere | None = None, now: datetime = NOW) -> Verifier:
    return Verifier((peers or everybody()).keyring(), OURS, clock=lambda: now)


def posted(
    body: bytes,
    actor: str = ALICE,
    *,
    scheme: Scheme = Scheme.CAVAGE,
    url: str = INBOX,
    now: datetime = NOW,
    key: Signer | None = None,
) -> SignedRequest:
    """A POST as our own signer writes it."""
    target = parse(url)
    headers = sign(scheme, key or signer(actor), "POST", target, now, Prepared.of(body))
    return SignedRequest.read("POST", target.path, headers.items(), body)


def by_hand(
    names: str,
    headers: Mapping[str, str],
    *,
    method: str = "POST",
    target: str = "/inbox",
    signed_target: str = "",
    actor: str = ALICE,
    body: bytes = b"{}",
    parameters: str = ',algorithm="rsa-sha256"',
    values: Mapping[str, str] | None = None,
) -> SignedRequest:
    """A request signed as the draft says, apart from our own signer. *values*: of the pseudo-headers."""
    known = {name.lower(): value for name, value in headers.items()} | dict(values or {})
    known["(request-target)"] = f"{method.lower()} {signed_target or target}"
    text = "\n".join(f"{name}: {known[name]}" for name in names.split())
    raw = load_private(pair(actor).private_pem).sign(text.encode(), PKCS1v15(), hashes.SHA256())
    signature = base64.b64encode(raw).decode()
    line = f'keyId="{key_id(actor)}"{parameters},headers="{names}",signature="{signature}"'
    return SignedRequest.read(method, target, [*headers.items(), ("Signature", line)], body)
