"""The words of the protocol: names, media types, the @context we write, and how an activity is built."""

from collections.abc import Iterable
from email.message import Message
from typing import Any, Final

Json = dict[str, Any]
"""A JSON object. What is inside one that came from elsewhere is anybody's guess: see reading.py."""

ACTIVITYSTREAMS: Final = "https://www.w3.org/ns/activitystreams"
PUBLIC: Final = f"{ACTIVITYSTREAMS}#Public"
_PUBLIC_NAMES = frozenset({PUBLIC, "as:Public", "Public"})

MEDIA_TYPE: Final = "application/activity+json"
LD_MEDIA_TYPE: Final = f'application/ld+json; profile="{ACTIVITYSTREAMS}"'

# Terms are written inline because peers must never have to fetch a context, and are kept short because they
# travel with every document. Nobody we know interprets them; they keep the JSON honest JSON-LD.
_MOBILIZON = (
    *("anonymousParticipationEnabled", "draft", "externalParticipationUrl", "isOnline", "joinMode"),
    *("memberCount", "participantCount", "participationMessage", "repliesModerationOption", "timezone"),
)
_MOBILIZON_LINKS = ("discussions", "events", "members", "openness", "posts", "resources", "todos")
_SCHEMA = (
    *("PostalAddress", "PropertyValue", "address", "addressCountry", "addressLocality", "addressRegion"),
    *("category", "eventStatus", "inLanguage", "location", "maximumAttendeeCapacity", "postalCode"),
    *("propertyID", "remainingAttendeeCapacity", "streetAddress", "value"),
)
_TOOT = ("Emoji", "blurhash", "discoverable", "featured", "focalPoint", "indexable", "votersCount")
_FEP_8A8E = (
    *("VirtualLocation", "attendees", "displayEndTime", "organizers", "previousStartTime"),
    *("requiredJoinVisibility", "upcomingEvents"),
)

CONTEXT: Final[list[Any]] = [
    ACTIVITYSTREAMS,
    "https://w3id.org/security/v1",
    {
        "mz": "https://joinmobilizon.org/ns#",
        "sc": "http://schema.org#",
        "toot": "http://joinmastodon.org/ns#",
        "ostatus": "http://ostatus.org#",
        "pt": "https://joinpeertube.org/ns#",
        "ical": "http://www.w3.org/2002/12/cal/ical#",
        "ev": "https://w3id.org/fep/8a8e/",
        "Hashtag": "as:Hashtag",
        "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
        "sensitive": "as:sensitive",
        "alsoKnownAs": {"@id": "as:alsoKnownAs", "@type": "@id"},
        "movedTo": {"@id": "as:movedTo", "@type": "@id"},
        "commentsEnabled": "pt:commentsEnabled",
        "conversation": "ostatus:conversation",
        "status": "ical:status",
        "uuid": "sc:identifier",
        **{term: f"mz:{term}" for term in _MOBILIZON},
        **{term: {"@id": f"mz:{term}", "@type": "@id"} for term in _MOBILIZON_LINKS},
        **{term: f"sc:{term}" for term in _SCHEMA},
        **{term: f"toot:{term}" for term in _TOOT},
        **{term: f"ev:{term}" for term in _FEP_8A8E},
    },
]


def is_public(address: object) -> bool:
    """Whether *address* is the public collection, by any of the three names JSON-LD allows for it."""
    return isinstance(address, str) and address in _PUBLIC_NAMES


def media_type(content_type: str) -> tuple[str, str]:
    """The media type in lower case, and its `profile` parameter ("" when there is none)."""
    message = Message()
    message["Content-Type"] = content_type.replace("\r", "").replace("\n", "")
    profile = message.get_param("profile", "")
    return message.get_content_type(), profile if isinstance(profile, str) else ""


def is_activitypub(content_type: str) -> bool:
    """Whether a body of this type may be read as ActivityPub.

    Nothing else will do: a server that lets people upload files serves those as `application/json` too, and a
    document that only looks like an actor would then speak for its host (CVE-2024-25623, CVE-2024-25636).
    """
    if content_type == MEDIA_TYPE:
        return True
    kind, profile = media_type(content_type)
    if kind == "application/ld+json":
        return ACTIVITYSTREAMS in profile.split()
    return kind == MEDIA_TYPE


def activity(
    kind: str,
    *,
    actor: str,
    object: Any = None,
    id: str = "",
    to: Iterable[str] = (),
    cc: Iterable[str] = (),
    **more: Any,
) -> Json:
    """An activity ready to be sent. Whatever is empty or None is left out, as peers crash on null and []."""
    said: Json = {
        "@context": [*CONTEXT],
        "id": id,
        "type": kind,
        "actor": actor,
        "object": object,
        "to": list(to),
        "cc": list(cc),
        **more,
    }
    return {key: value for key, value in said.items() if value is not None and value not in ("", [], {})}
