"""Other servers for tests of the whole instance: they really sign, and remember all that we send them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from activitypub.client import ACTIVITYPUB, Posted, Wanted
from activitypub.documents import Fetched
from activitypub.errors import Missing, Unreachable
from activitypub.guard import parse
from activitypub.signatures.keys import KeyPair, Signer, generate_rsa
from activitypub.signatures.request import Prepared
from activitypub.signatures.sign import Scheme, sign


@cache
def pair(number: int = 0) -> KeyPair:
    """One of a few key pairs: making one is slow, and peers need not all have their own."""
    return generate_rsa()


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that we posted to an inbox."""

    inbox: str
    document: dict[str, Any]
    key_id: str
    scheme: Scheme


@dataclass
class RecordingNetwork:
    """The network as a table of documents; every post is remembered and answered by *status*.

    A host in *silent* does not answer; *answers* overrides the status for an inbox; a host in *refuses* does
    not understand that signature scheme. *knocks* are all attempts.
    """

    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)
    answers: dict[str, int] = field(default_factory=dict)
    refuses: dict[str, Scheme] = field(default_factory=dict)
    knocks: list[tuple[str, Scheme]] = field(default_factory=list)

    async def get_json(
        self,
        url: str,
        signer: Signer | None = None,
        *,
        wanted: Wanted = ACTIVITYPUB,
        scheme: Scheme = Scheme.CAVAGE,
    ) -> Fetched:
        self.asked.append(url)
        if urlsplit(url).netloc in self.silent:
            raise Unreachable(url, "silent")
        if url not in self.documents:
            raise Missing(url, 404)
        return Fetched(json.loads(json.dumps(self.documents[url])), url)

    async def post(
        self, inbox: str, prepared: Prepared, signer: Signer, scheme: Scheme = Scheme.CAVAGE
    ) -> Posted:
        if urlsplit(inbox).netloc in self.silent:
            raise Unreachable(inbox, "silent")
        self.knocks.append((inbox, scheme))
        refused = self.refuses.get(urlsplit(inbox).netloc) is scheme
        status = 401 if refused else self.answers.get(inbox, 202)
        if status < 300:
            self.sent.append(Sent(inbox, json.loads(prepared.body), signer.key_id, scheme))
        return Posted(status, None, b"")

    async def close(self) -> None:
        """Nothing to close."""

    def to(self, peer: "Peer") -> list[dict[str, Any]]:
        """What *peer* was sent, to its own inbox or its server's shared one, in order."""
        return [s.document for s in self.sent if s.inbox in (peer.inbox, peer.shared_inbox)]


@dataclass(frozen=True, slots=True)
class Peer:
    """Someone on another server."""

    id: str
    software: str
    shared: bool = True
    number: int = 0

    @property
    def host(self) -> str:
        return urlsplit(self.id).netloc

    @property
    def inbox(self) -> str:
        return f"{self.id}/inbox"

    @property
    def shared_inbox(self) -> str:
        return f"https://{self.host}/inbox" if self.shared else self.inbox

    @property
    def name(self) -> str:
        return self.id.rsplit("/", 1)[-1].lstrip("@")

    @property
    def key_id(self) -> str:
        return f"{self.id}#main-key"

    def document(self) -> dict[str, Any]:
        """Its profile."""
        found: dict[str, Any] = {
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": self.id,
            "type": "Person",
            "preferredUsername": self.name,
            "name": self.name.capitalize(),
            "inbox": self.inbox,
            "publicKey": {
                "id": self.key_id,
                "owner": self.id,
                "publicKeyPem": pair(self.number).public_pem,
            },
        }
        if self.shared:
            found["endpoints"] = {"sharedInbox": self.shared_inbox}
        return found

    def settle_on(self, network: RecordingNetwork) -> None:
        """Be found: profile and NodeInfo."""
        base = f"https://{self.host}"
        schema = "http://nodeinfo.diaspora.software/ns/schema/2.0"
        network.documents[self.id] = self.document()
        network.documents[f"{base}/.well-known/nodeinfo"] = {
            "links": [{"rel": schema, "href": f"{base}/nodeinfo/2.0"}]
        }
        network.documents[f"{base}/nodeinfo/2.0"] = {
            "version": "2.0",
            "software": {"name": self.software, "version": "1"},
        }

    def signed(
        self, url: str, activity: Mapping[str, Any], now: datetime, scheme: Scheme = Scheme.CAVAGE
    ) -> tuple[bytes, dict[str, str]]:
        """Body and headers of a signed POST."""
        prepared = Prepared.of(json.dumps(activity).encode())
        signer = Signer.of(self.key_id, pair(self.number).private_pem)
        return prepared.body, sign(scheme, signer, "POST", parse(url), now, prepared)


MASTODON = Peer("https://social.example/users/ada", "mastodon", number=0)
MOBILIZON = Peer("https://mobilizon.example/@bob", "mobilizon", number=1)
FRIENDICA = Peer("https://friendica.example/profile/cleo", "friendica", number=2)
UNKNOWN = Peer("https://odd.example/dan", "somethingelse", shared=False, number=3)
EVE = Peer("https://evil.example/users/eve", "mastodon", number=4)
