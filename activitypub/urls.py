"""Every URL we speak of in the protocol, in one place: how it is written, and how it is read back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

RELAY_NAME = "relay"  # the instance actor's WebFinger name: Mobilizon admins find us by it
GROUP_COLLECTIONS = (
    *("inbox", "outbox", "followers", "following"),
    *("members", "events", "posts", "resources", "todos", "discussions"),
)
GROUP_ENDPOINTS = ("members", "resources", "todos", "posts", "events", "discussions")
ACTOR_COLLECTIONS = ("inbox", "outbox", "followers", "following")
EVENT_COLLECTIONS = ("replies", "attendees", "context")

Kind = Literal[
    "instance",
    "group",
    "person",
    "event",
    "poll",
    "note",
    "message",
    "activity",
    "discussion",
    "post",
    "series",
    "place",
    "rsvp",
    "follow",
    "member",
    "tag",
    "shared-inbox",
    "instance-collection",
    "group-collection",
    "person-collection",
    "event-collection",
]
"""What a URL of ours names. `note` is an event's announcement, `message` any other Note of ours."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a URL of ours stands for: *id* is slug, name or id; *part* the collection, revision or verb."""

    kind: Kind
    id: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of one instance: *base* is where it answers, *domain* is what its handles end in."""

    base: str
    domain: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", self.base.rstrip("/"))

    # actors

    @property
    def instance(self) -> str:
        return f"{self.base}/actor"

    @property
    def shared_inbox(self) -> str:
        return f"{self.base}/inbox"

    def group(self, slug: str) -> str:
        return f"{self.base}/groups/{slug}"

    def person(self, name: str) -> str:
        return f"{self.base}/people/{name}"

    def inbox(self, actor: str) -> str:
        """The actor's own inbox; the instance actor has none but the shared one."""
        return self.shared_inbox if actor == self.instance else f"{actor}/inbox"

    def outbox(self, actor: str) -> str:
        return f"{actor}/outbox"

    def followers(self, actor: str) -> str:
        return f"{actor}/followers"

    def following(self, actor: str) -> str:
        return f"{actor}/following"

    def members(self, slug: str) -> str:
        return self.group_collection(slug, "members")

    def member(self, slug: str, membership_id: str) -> str:
        return f"{self.group(slug)}/members/{membership_id}"

    def group_collection(self, slug: str, name: str) -> str:
        """One of GROUP_COLLECTIONS."""
        return f"{self.group(slug)}/{name}"

    def group_endpoints(self, slug: str) -> dict[str, str]:
        """The collections Mobilizon reads from `endpoints` and nowhere else (AS/actor.ex:78-90)."""
        return {name: self.group_collection(slug, name) for name in GROUP_ENDPOINTS}

    def key_id(self, actor: str) -> str:
        """Mobilizon and most others find the actor by cutting the fragment off."""
        return f"{actor}#main-key"

    # things

    def event(self, event_id: str) -> str:
        return f"{self.base}/events/{event_id}"

    def poll(self, event_id: str) -> str:
        """The Question that microblog servers get in place of the Event."""
        return f"{self.event(event_id)}/poll"

    def note(self, event_id: str) -> str:
        """The readable Note that everyone else gets in place of the Event."""
        return f"{self.event(event_id)}/note"

    def event_collection(self, event_id: str, name: str) -> str:
        """One of EVENT_COLLECTIONS."""
        return f"{self.event(event_id)}/{name}"

    def series(self, series_id: str) -> str:
        return f"{self.base}/series/{series_id}"

    def message(self, note_id: str) -> str:
        """A Note that is no event's announcement: a direct message, a news post, a comment."""
        return f"{self.base}/notes/{note_id}"

    def discussion(self, discussion_id: str) -> str:
        return f"{self.base}/discussions/{discussion_id}"

    def post(self, post_id: str) -> str:
        return f"{self.base}/posts/{post_id}"

    def place(self, place_id: str, revision: str | int) -> str:
        """Mobilizon never reads a known `location.id` again, so every change of a venue has a new one."""
        return f"{self.base}/places/{place_id}/{revision}"

    def picture(self, picture_id: str) -> str:
        """An uploaded picture; served as an image only, never as a document of ours."""
        return f"{self.base}/pictures/{picture_id}"

    def tag(self, name: str) -> str:
        return f"{self.base}/tags/{quote(name, safe='')}"

    # activities

    def activity(self, activity_id: str) -> str:
        """A path, not a fragment: peers fetch activities by id."""
        return f"{self.base}/activities/{activity_id}"

    def follow(self, follow_id: str) -> str:
        return f"{self.base}/follows/{follow_id}"

    def rsvp(self, rsvp_id: str) -> str:
        """The id of a Join that a person of ours sends."""
        return f"{self.base}/rsvps/{rsvp_id}"

    def rsvp_answer(self, rsvp_id: str, verb: str) -> str:
        """The id of our answer to an RSVP: *verb* is `accept`, `reject` or `ignore`."""
        return f"{self.rsvp(rsvp_id)}/{verb}"

    # handles and pages

    def acct(self, name: str) -> str:
        return f"acct:{name}@{self.domain}"

    def handle(self, name: str) -> str:
        return f"@{name}@{self.domain}"

    def interact(self, uri: str) -> str:
        return f"{self.base}/interact?uri={quote(uri, safe='')}"

    def interact_template(self) -> str:
        return f"{self.base}/interact?uri={{uri}}"

    def without_account(self, event_id: str) -> str:
        """Mobilizon sends people without an account there (UnloggedParticipation.vue)."""
        return f"{self.event(event_id)}/participate/without-account"

    # and back

    def is_ours(self, url: object) -> bool:
        """Whether *url* lies on this instance, whatever it names."""
        return self._path(url) is not None

    def read(self, url: object) -> Named | None:
        """What *url* names, or None when it is not ours or names nothing.

        Query, fragment and a slash at the end do not matter; neither does http for https, since nobody else
        can answer for our host.
        """
        path = self._path(url)
        if path is None:
            return None
        for kind, pattern in _PATHS.items():
            if match := pattern.fullmatch(path):
                found = match.groupdict()
                return Named(kind, found.get("id") or "", found.get("part") or "")
        return None

    def _path(self, url: object) -> str | None:
        if not isinstance(url, str):
            return None
        ours, theirs = _origin(self.base), _origin(url)
        if theirs is None or ours is None or theirs[0] != ours[0] or not theirs[1].startswith(ours[1]):
            return None
        rest = theirs[1][len(ours[1]) :]
        return (rest.rstrip("/") or "/") if rest[:1] in {"", "/"} else None


def _origin(url: str) -> tuple[str, str] | None:
    """Host with port, and path. Default ports are dropped."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    default = port is None or (parts.scheme, port) in {("http", 80), ("https", 443)}
    return (host if default else f"{host}:{port}"), unquote(parts.path)


def _paths() -> Mapping[Kind, re.Pattern[str]]:
    name, ident = r"(?P<id>[a-z0-9_]{2,30})", r"(?P<id>[A-Za-z0-9_-]{1,80})"
    group_part, actor_part = "|".join(GROUP_COLLECTIONS), "|".join(ACTOR_COLLECTIONS)
    patterns: dict[Kind, str] = {
        "instance": "/actor",
        "shared-inbox": "/inbox",
        "group": f"/groups/{name}",
        "person": f"/people/{name}",
        "event": f"/events/{ident}",
        "poll": f"/events/{ident}/poll",
        "note": f"/events/{ident}/note",
        "message": f"/notes/{ident}",
        "activity": f"/activities/{ident}",
        "series": f"/series/{ident}",
        "discussion": f"/discussions/{ident}",
        "post": f"/posts/{ident}",
        "follow": f"/follows/{ident}",
        "rsvp": f"/rsvps/{ident}(?:/(?P<part>accept|reject|ignore))?",
        "place": f"/places/{ident}/(?P<part>[A-Za-z0-9_-]{{1,40}})",
        "member": f"/groups/{name}/members/(?P<part>[A-Za-z0-9_-]{{1,80}})",
        "tag": r"/tags/(?P<id>[\w-]{1,100})",
        "instance-collection": f"/actor/(?P<part>{actor_part})",
        "group-collection": f"/groups/{name}/(?P<part>{group_part})",
        "person-collection": f"/people/{name}/(?P<part>{actor_part})",
        "event-collection": f"/events/{ident}/(?P<part>{'|'.join(EVENT_COLLECTIONS)})",
    }
    return {kind: re.compile(pattern) for kind, pattern in patterns.items()}


_PATHS = _paths()
