"""Other servers' actors: what we keep of their document, and what we refuse to believe."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from activitypub import reading
from activitypub.guard import canonical_host, same_origin
from activitypub.vocabulary import Json

ACTOR_TYPES = frozenset({"Person", "Group", "Organization", "Service", "Application"})
MAX_KEYS = 10
MAX_ALIASES = 20  # GoToSocial stops there too
MAX_NAME = 500
MAX_SUMMARY = 20_000
_PEM = re.compile(
    r"\s*-----BEGIN (?P<label>(?:RSA )?PUBLIC KEY)-----[A-Za-z0-9+/=\s]{32,}-----END (?P=label)-----\s*"
)
_USERNAME = re.compile(r"[^\s@/?#\"<>\\]{1,100}")


@dataclass(frozen=True, slots=True)
class RemoteActor:
    """A stranger as their own server describes them.

    *summary* is their HTML, not yet cleaned. *url* is the page for people. *public_keys* maps key ids to PEM
    (SPKI or PKCS#1, RSA or not: the verifier judges). Collections and shared inbox are None when missing or
    when they point to another host.
    """

    id: str
    type: str
    inbox: str
    username: str
    host: str
    shared_inbox: str | None = None
    name: str = ""
    summary: str = ""
    url: str = ""
    icon_url: str | None = None
    image_url: str | None = None
    followers: str | None = None
    following: str | None = None
    outbox: str | None = None
    events: str | None = None
    members: str | None = None
    public_keys: Mapping[str, str] = field(default_factory=dict, hash=False)
    also_known_as: tuple[str, ...] = ()
    moved_to: str | None = None
    manually_approves: bool = False
    discoverable: bool = False
    suspended: bool = False
    published: datetime | None = None

    @property
    def handle(self) -> str:
        return f"@{self.username}@{self.host}"

    @property
    def delivery_inbox(self) -> str:
        """Where public posts and posts for followers go; direct messages go to *inbox*."""
        return self.shared_inbox or self.inbox


def read_actor(document: object, fetched_url: str) -> RemoteActor | None:
    """The actor in *document*, which was fetched from *fetched_url* (after redirects), or None.

    None when it is no actor, has no inbox on its own host, or its id lies on another origin than the page it
    came from: anybody could claim to be anybody else otherwise (FEP-fe34; CVE-2024-23832).
    """
    actor_id = reading.ident(document)
    if not isinstance(document, dict) or reading.kind(document) not in ACTOR_TYPES:
        return None
    if not _is_web(actor_id) or "#" in actor_id or not same_origin(actor_id, fetched_url):
        return None
    inbox = _own(actor_id, document.get("inbox"))
    if inbox is None:
        return None
    endpoints = reading.obj(document, "endpoints") or {}
    username = _username(document, actor_id)
    return RemoteActor(
        id=actor_id,
        type=reading.kind(document),
        inbox=inbox,
        username=username,
        host=canonical_host(actor_id),
        shared_inbox=_own(actor_id, endpoints.get("sharedInbox")),
        name=" ".join(reading.text(document, "name")[:MAX_NAME].split()) or username,
        summary=reading.text(document, "summary")[:MAX_SUMMARY],
        url=_own(actor_id, reading.link(document.get("url"))) or actor_id,
        icon_url=_picture(document, "icon"),
        image_url=_picture(document, "image"),
        followers=_own(actor_id, document.get("followers")),
        following=_own(actor_id, document.get("following")),
        outbox=_own(actor_id, document.get("outbox")),
        events=_own(actor_id, endpoints.get("events") or document.get("events")),
        members=_own(actor_id, endpoints.get("members") or document.get("members")),
        public_keys=_keys(document, actor_id),
        also_known_as=tuple(reading.idents(document.get("alsoKnownAs"))[:MAX_ALIASES]),
        moved_to=_web(reading.ident(document.get("movedTo"))),
        manually_approves=reading.flag(document, "manuallyApprovesFollowers") or False,
        discoverable=reading.flag(document, "discoverable") or False,
        suspended=reading.flag(document, "suspended") or False,
        published=reading.when(document, "published"),
    )


def key_owner(document: object, fetched_url: str) -> str:
    """Whose key the *document* at *fetched_url* is, so that this actor can be asked whether it agrees.

    Takes a stand-alone key, an actor, or the stub actor GoToSocial serves at `/main-key`. Empty when the
    owner lies on another origin, since a key may only speak for its own server.
    """
    inner = reading.obj(document, "publicKey")
    owner = _owner(inner) if inner else _owner(document)
    if not owner and reading.kind(document) in ACTOR_TYPES:
        owner = reading.ident(document)
    return owner if _is_web(owner) and same_origin(owner, fetched_url) else ""


def _keys(document: Json, actor_id: str) -> dict[str, str]:
    """Keys that name this actor as owner and live on its origin (CVE-2025-54888: a key owned by another)."""
    keys: dict[str, str] = {}
    for key in reading.objects(document, "publicKey")[:MAX_KEYS]:
        key_id, pem = reading.ident(key), key.get("publicKeyPem")
        if _owner(key) != actor_id or not _is_web(key_id) or not same_origin(key_id, actor_id):
            continue
        if isinstance(pem, str) and len(pem) <= 8192 and _PEM.fullmatch(pem):
            keys[key_id] = pem.strip() + "\n"
    return keys


def _owner(key: object) -> str:
    if not isinstance(key, dict):
        return ""
    return reading.ident(key.get("owner")) or reading.ident(key.get("controller"))


def _username(document: Json, actor_id: str) -> str:
    """The name in the handle; where a document has none, the last part of its address stands in."""
    named = reading.text(document, "preferredUsername").strip()
    if _USERNAME.fullmatch(named):
        return named
    last = actor_id.split("?", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1].lstrip("@")
    return last if _USERNAME.fullmatch(last) else canonical_host(actor_id)


def _picture(document: Json, key: str) -> str | None:
    raw = document.get(key)
    first = raw[0] if isinstance(raw, list) and raw else raw
    address = first.get("url") or first.get("href") if isinstance(first, dict) else first
    return _web(reading.link(address))


def _own(actor_id: str, value: object) -> str | None:
    """An address of the actor's own server: a foreign inbox would make us flood somebody who never asked."""
    uri = reading.ident(value)
    return uri if _is_web(uri) and same_origin(uri, actor_id) else None


def _web(uri: str) -> str | None:
    return uri if _is_web(uri) else None


def _is_web(uri: str) -> bool:
    return uri.startswith(("https://", "http://"))
