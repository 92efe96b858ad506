"""WebFinger: who is behind an address. What we answer about ours, and what we read about others.

RFC 7033, FEP-d556 (the instance), FEP-3b86 (intents), the OStatus subscribe link; host-meta in hostmeta.py.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from activitypub import reading
from activitypub.guard import canonical_host
from activitypub.urls import RELAY_NAME, Urls
from activitypub.vocabulary import ACTIVITYSTREAMS, LD_MEDIA_TYPE, MEDIA_TYPE, Json, is_activitypub

JRD_MEDIA_TYPE = "application/jrd+json"
PROFILE_REL = "http://webfinger.net/rel/profile-page"
AVATAR_REL = "http://webfinger.net/rel/avatar"
SUBSCRIBE_REL = "http://ostatus.org/schema/1.0/subscribe"
INTENT_REL = "https://w3id.org/fep/3b86/"
SERVICE_REL = f"{ACTIVITYSTREAMS}#Service"
TYPE_PROPERTY = f"{ACTIVITYSTREAMS}#type"
OUR_INTENTS = ("Object", "Follow", "Join")
MAX_LINKS = 100
_NAME = re.compile(r"[^\s@/:?#\[\]\"<>\\]{1,100}")
_PLACEHOLDER = re.compile(r"\{[A-Za-z-]{1,30}\}")


@dataclass(frozen=True, slots=True)
class Address:
    """`name@host`, as people write it: with or without `@` in front, or as `acct:`. *host* is canonical."""

    name: str
    host: str

    def __str__(self) -> str:
        return f"{self.name}@{self.host}"

    @property
    def acct(self) -> str:
        return f"acct:{self}"

    @property
    def query(self) -> str:
        """Where to ask about it."""
        return f"https://{self.host}/.well-known/webfinger?resource={quote(self.acct, safe='')}"


@dataclass(frozen=True, slots=True)
class Finger:
    """What a stranger's server says of an address. *actor* is their ActivityPub id, maybe empty.

    *intents* maps lower-case verbs of FEP-3b86 to URL templates; *subscribe* is the older OStatus template.
    """

    subject: str
    actor: str
    address: Address | None = None
    profile: str = ""
    subscribe: str = ""
    intents: Mapping[str, str] = field(default_factory=dict, hash=False)


def parse_address(text: str) -> Address | None:
    """The address in *text*: `acct:a@b`, `@a@b` or `a@b`; None for everything else. Names keep their case."""
    bare = text.strip()
    if bare[:5].lower() == "acct:":
        bare = bare[5:].removeprefix("//")
    name, at, host = bare.removeprefix("@").partition("@")
    if not at or not _NAME.fullmatch(name):
        return None
    canonical = canonical_host(host) if "/" not in host else ""
    return Address(name, canonical) if canonical else None


def asked_for(resource: str, urls: Urls) -> str:
    """The name of ours that a `resource` parameter means, in lower case, or "" when it means nobody here.

    `relay` is the instance, which is also found by our bare origin (FEP-d556). Names count under the handles'
    domain and under the host we answer on; actor URLs and `/@name` do too.
    """
    ours = {canonical_host(urls.domain), canonical_host(urls.base)}
    if address := parse_address(resource):
        return address.name.lower() if address.host in ours else ""
    text = resource.strip()
    if text.rstrip("/") in {urls.base, f"https://{urls.domain}"}:
        return RELAY_NAME
    if not urls.is_ours(text):
        return ""
    named = urls.read(text)
    if named is None:
        _, found, name = text.partition("/@")
        return name.rstrip("/").lower() if found and _NAME.fullmatch(name.rstrip("/")) else ""
    if named.kind == "instance":
        return RELAY_NAME
    return named.id if named.kind in {"group", "person"} else ""


def describe(
    urls: Urls,
    name: str,
    actor: str,
    *,
    actor_type: str,
    page: str = "",
    avatar: str | None = None,
    aliases: Sequence[str] = (),
) -> Json:
    """Our answer about *name*. *page* is its HTML profile where that is not the actor's own URL.

    The `self` link has exactly this media type because Mobilizon ignores every other (web_finger.ex).
    """
    profile = page or actor
    links: list[Json] = [
        {"rel": "self", "type": MEDIA_TYPE, "href": actor, "properties": {TYPE_PROPERTY: actor_type}},
        {"rel": PROFILE_REL, "type": "text/html", "href": profile},
        {"rel": SUBSCRIBE_REL, "template": urls.interact_template()},
        *(
            {"rel": f"{INTENT_REL}{intent}", "template": f"{urls.base}/interact?uri={{object}}"}
            for intent in OUR_INTENTS
        ),
    ]
    if avatar:
        links.append({"rel": AVATAR_REL, "href": avatar})
    known = dict.fromkeys([actor, profile, *aliases])
    return {"subject": urls.acct(name), "aliases": list(known), "links": links}


def describe_instance(urls: Urls) -> Json:
    """Our answer about `relay`, which is how Mobilizon finds an instance (AP/relay.ex:183-202)."""
    answer = describe(urls, RELAY_NAME, urls.instance, actor_type="Application", page=f"{urls.base}/")
    answer["links"].append({"rel": SERVICE_REL, "type": MEDIA_TYPE, "href": urls.instance})
    return answer


def read_jrd(document: object) -> Finger | None:
    """What a stranger's JRD says; None when it is none. Links that are not web addresses are passed over."""
    if not isinstance(document, dict) or not isinstance(document.get("links"), list):
        return None
    links = reading.objects(document, "links")[:MAX_LINKS]
    subject = reading.text(document, "subject").strip()[:500]
    return Finger(
        subject=subject,
        actor=_actor(links),
        address=parse_address(subject),
        profile=_first(links, PROFILE_REL, "href"),
        subscribe=_first(links, SUBSCRIBE_REL, "template"),
        intents=_intents(links),
    )


def action_url(finger: Finger, uri: str, verb: str = "") -> str:
    """Where the person behind *finger* goes to do *verb* (`Follow`, `Join`, ...) with *uri*; "" if unknown.

    In this order: the intent for the verb, the OStatus template, the intent to look at any object.
    """
    chosen = finger.intents.get(verb.lower(), "") or finger.subscribe or finger.intents.get("object", "")
    filled = chosen.replace("{uri}", quote(uri, safe="")).replace("{object}", quote(uri, safe=""))
    return _PLACEHOLDER.sub("", filled)


def _actor(links: Sequence[Json]) -> str:
    own = [link for link in links if link.get("rel") == "self" and _is_web(link.get("href"))]
    for exactly in (MEDIA_TYPE, LD_MEDIA_TYPE):
        for link in own:
            if link.get("type") == exactly:
                return reading.ident(link.get("href"))
    speaking = (link for link in own if is_activitypub(reading.text(link, "type")))
    return next((reading.ident(link.get("href")) for link in speaking), "")


def _first(links: Sequence[Json], rel: str, key: str) -> str:
    for link in links:
        found = link.get(key)
        if link.get("rel") in (rel, f"{rel}/") and isinstance(found, str) and _is_web(found):
            return found
    return ""


def _intents(links: Sequence[Json]) -> dict[str, str]:
    """Verb → template. Early writers put the template under `href`, and verbs in lower case."""
    found: dict[str, str] = {}
    for link in links:
        rel, template = link.get("rel"), link.get("template") or link.get("href")
        if isinstance(rel, str) and rel.startswith(INTENT_REL) and _is_web(template):
            found.setdefault(rel.removeprefix(INTENT_REL).lower(), str(template))
    return found


def _is_web(value: object) -> bool:
    """Whether *value* is a web address, or a template that becomes one when it is filled in."""
    if not isinstance(value, str) or not value.startswith(("https://", "http://")):
        return False
    return canonical_host(_PLACEHOLDER.sub("", value)) != ""
