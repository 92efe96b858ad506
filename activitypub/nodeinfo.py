"""NodeInfo: what software runs here and over there (FEP-f1d5), and where the instance actor is (FEP-2677)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from activitypub import reading
from activitypub.guard import canonical_host
from activitypub.urls import Urls
from activitypub.vocabulary import ACTIVITYSTREAMS, Json

SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/"
APPLICATION_REL = f"{ACTIVITYSTREAMS}#Application"
VERSIONS = ("2.1", "2.0")  # the order in which we prefer those of others
SOFTWARE = "fedevent"


@dataclass(frozen=True, slots=True)
class Usage:
    """What we tell of our size: people with an account, and how many were active; events; comments."""

    users: int
    active_month: int
    active_half_year: int
    posts: int
    comments: int


@dataclass(frozen=True, slots=True)
class Software:
    """What runs over there. *name* is in lower case, empty when they do not say."""

    name: str
    version: str = ""
    title: str = ""
    users: int | None = None
    open_registrations: bool | None = None


@dataclass(frozen=True, slots=True)
class WellKnown:
    """A stranger's entry page: the NodeInfo document to read, and their instance actor; empty if unnamed."""

    href: str
    application: str


def well_known(urls: Urls) -> Json:
    """Our entry page. Every link has a string `rel` and `href`: Mobilizon raises on others (node_info.ex)."""
    links = [
        {"rel": f"{SCHEMA}{version}", "href": f"{urls.base}/nodeinfo/{version}"} for version in ("2.0", "2.1")
    ]
    return {"links": [*links, {"rel": APPLICATION_REL, "href": urls.instance}]}


def media_type(version: str) -> str:
    """The media type of one of our documents."""
    return f'application/json; profile="{SCHEMA}{version}#"'


def describe(
    version: str,
    *,
    software_version: str,
    repository: str,
    usage: Usage,
    open_registrations: bool,
    metadata: Mapping[str, Any] | None = None,
    mail: bool = False,
) -> Json:
    """Our NodeInfo document of *version* "2.0" or "2.1". *mail*: whether we send and read mail."""
    software = {"name": SOFTWARE, "version": software_version}
    if version == "2.1":
        software["repository"] = repository  # 2.0 forbids it
    return {
        "version": version,
        "software": software,
        "protocols": ["activitypub"],
        "services": {"inbound": [], "outbound": ["atom1.0", *(["smtp"] if mail else [])]},
        "openRegistrations": open_registrations,
        "usage": {
            "users": {
                "total": usage.users,
                "activeMonth": usage.active_month,
                "activeHalfyear": usage.active_half_year,
            },
            "localPosts": usage.posts,
            "localComments": usage.comments,
        },
        "metadata": dict(metadata or {}),
    }


def read_well_known(document: object, fetched_url: str) -> WellKnown:
    """What a stranger's entry page names.

    Links to unrelated hosts do not count: a NodeInfo page is an easy way to make somebody else fetch
    something (CVE-2026-62857). A domain and its own subdomains are related, as many servers answer for the
    shorter name.
    """
    links = reading.objects(document, "links")[:50]
    found = {reading.text(link, "rel").strip(): reading.ident(link.get("href")) for link in links}
    own = {rel: href for rel, href in found.items() if _related(href, fetched_url)}
    href = next((own[f"{SCHEMA}{version}"] for version in VERSIONS if f"{SCHEMA}{version}" in own), "")
    return WellKnown(href or _older(own), own.get(APPLICATION_REL, ""))


def read_document(document: object) -> Software:
    """What a NodeInfo document says, of whatever version and completeness."""
    software = reading.obj(document, "software") or {}
    users = reading.obj(reading.obj(document, "usage"), "users")
    total = reading.integer(users, "total")
    return Software(
        name=reading.text(software, "name").strip().lower()[:100],
        version=reading.text(software, "version").strip()[:100],
        title=reading.text(reading.obj(document, "metadata"), "nodeName").strip()[:200],
        users=total if total is not None and total >= 0 else None,
        open_registrations=reading.flag(document, "openRegistrations"),
    )


def _related(href: str, fetched_url: str) -> bool:
    host, fetched = canonical_host(href), canonical_host(fetched_url)
    if not host or not fetched or not href.startswith(("https://", "http://")):
        return False
    return host == fetched or host.endswith(f".{fetched}")


def _older(links: Mapping[str, str]) -> str:
    """1.0 and 1.1 name the software just the same."""
    rels: Sequence[str] = sorted((rel for rel in links if rel.startswith(SCHEMA)), reverse=True)
    return links[rels[0]] if rels else ""
