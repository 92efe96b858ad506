"""Whom a document is meant for: its visibility, its readers, the people it mentions."""

from dataclasses import dataclass
from enum import Enum

from activitypub import reading
from activitypub.vocabulary import is_public

_VISIBLE = ("to", "cc", "audience")
_HIDDEN = ("bto", "bcc")


class Visibility(Enum):
    """How far a document may travel, in Mastodon's terms."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    FOLLOWERS = "followers"
    DIRECT = "direct"

    @property
    def open(self) -> bool:
        """Whether anybody may see it."""
        return self in {Visibility.PUBLIC, Visibility.UNLISTED}


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in a text: *name* is as written, often `@user@host`."""

    actor: str
    name: str


def visibility(document: object, followers: str = "") -> Visibility:
    """Who may see *document*: Public in `to` means everybody, in `cc` everybody who has the link.

    *followers* is the author's followers collection; without it, any addressee that ends in `/followers`
    counts as one, as servers name theirs. What addresses nobody at all is direct (Mastodon's create.rb).
    """
    direct, copied = _addressed(document, "to"), _addressed(document, "cc")
    if any(is_public(uri) for uri in direct):
        return Visibility.PUBLIC
    if any(is_public(uri) for uri in copied):
        return Visibility.UNLISTED
    if any(_is_followers(uri, followers) for uri in [*direct, *copied]):
        return Visibility.FOLLOWERS
    return Visibility.DIRECT


def recipients(document: object) -> list[str]:
    """Everybody addressed, seen and unseen, without the Public marker: actors and collections, each once."""
    found = [uri for key in (*_VISIBLE, *_HIDDEN) for uri in _addressed(document, key)]
    return list(dict.fromkeys(uri for uri in found if not is_public(uri)))


def addresses(document: object, *uris: str) -> bool:
    """Whether the activity, or the object inside it, names one of *uris* as a recipient."""
    inner = reading.obj(document, "object")
    named = {*recipients(document), *(recipients(inner) if inner else [])}
    return not named.isdisjoint(uris)


def mentions(document: object) -> list[Mention]:
    """The people tagged in *document*, each once."""
    found: dict[str, Mention] = {}
    for tag in reading.objects(document, "tag"):
        actor = reading.ident(tag.get("href"))
        if reading.kind(tag) == "Mention" and actor and actor not in found:
            found[actor] = Mention(actor, reading.text(tag, "name"))
    return list(found.values())


def hashtags(document: object) -> list[str]:
    """The topics of *document*, without `#`, each once whatever its case. Bare strings count (Mobilizon)."""
    found: dict[str, str] = {}
    for tag in reading.items(document, "tag"):
        if isinstance(tag, dict) and reading.kind(tag) != "Hashtag":
            continue
        name = (
            (reading.text(tag, "name") if isinstance(tag, dict) else reading.ident(tag)).strip().lstrip("#")
        )
        if name and len(name) <= 100 and "://" not in name:
            found.setdefault(name.casefold(), name)
    return list(found.values())


def author(document: object) -> str:
    """Whose *document* is: `attributedTo`, else `actor` (Mobilizon's private messages lack the first)."""
    if not isinstance(document, dict):
        return ""
    return reading.ident(document.get("attributedTo")) or reading.ident(document.get("actor"))


def _addressed(document: object, key: str) -> list[str]:
    return reading.idents(document.get(key)) if isinstance(document, dict) else []


def _is_followers(uri: str, followers: str) -> bool:
    return uri == followers if followers else uri.rstrip("/").endswith("/followers")
