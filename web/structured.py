"""What machines read in the head of a page: schema.org JSON-LD and Open Graph."""

import json
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from fedevent import richtext
from fedevent.events import Event, JoinMode, Status
from fedevent.groups import Group
from fedevent.places import Place
from fedevent.times import instant, zone

SCHEMA = "https://schema.org"
SOCIAL_SIZE = (1200, 630)
Json = dict[str, object]
Tag = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the page, its group and its cover picture are, absolute."""

    page: str
    group: str
    cover: str


def event_json(
    event: Event,
    group: Group,
    at: Addresses,
    taken: int,
    now: datetime,
    previous_starts: datetime | None = None,
) -> Json:
    """The event as schema.org/Event. *taken* places are gone; *previous_starts* (wall clock) where it moved.

    The online link is never in it: only those who signed up have that.
    """
    found: Json = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": at.page,
        "url": at.page,
        "name": event.title,
        "startDate": _local(event.starts, event.timezone),
        "eventStatus": f"{SCHEMA}/{_status(event, previous_starts)}",
        "eventAttendanceMode": f"{SCHEMA}/{_mode(event)}EventAttendanceMode",
        "location": _locations(event, at.page),
        "image": [at.cover],
        "organizer": {"@type": "Organization", "name": group.name, "url": at.group},
    }
    if event.ends:
        found["endDate"] = _local(event.ends, event.timezone)
    if words := description(event):
        found["description"] = words
    if event.languages:
        found["inLanguage"] = list(event.languages)
    if event.categories:
        found["keywords"] = list(event.categories)
    if previous_starts:
        found["previousStartDate"] = _local(previous_starts, event.timezone)
    if event.capacity is not None:
        found["maximumAttendeeCapacity"] = event.capacity
        found["remainingAttendeeCapacity"] = max(0, event.capacity - taken)
    if event.status is Status.PUBLISHED and event.over_at > now:
        found["offers"] = _offer(event, at.page, taken, now)
    return found


def _local(wall: datetime, zone_name: str) -> str:
    return wall.replace(tzinfo=zone(zone_name)).isoformat()


def _status(event: Event, previous_starts: datetime | None) -> str:
    if event.status is Status.CANCELLED:
        return "EventCancelled"
    moved = previous_starts and instant(previous_starts, event.timezone) != event.starts_at
    return "EventRescheduled" if moved else "EventScheduled"


def _mode(event: Event) -> str:
    if event.online_url:
        return "Mixed" if event.place else "Online"
    return "Offline"


def _locations(event: Event, page: str) -> object:
    found: list[Json] = []
    if event.place:
        found.append(_place(event.place))
    if event.online_url:
        # Schema.org wants an address here; ours is the page on which people get the link.
        found.append({"@type": "VirtualLocation", "url": page})
    return found[0] if len(found) == 1 else found


def _place(place: Place) -> Json:
    address: Json = {
        "@type": "PostalAddress",
        "streetAddress": place.address,
        "postalCode": place.postal_code,
        "addressLocality": place.locality,
        "addressRegion": place.region,
        "addressCountry": place.country,
    }
    found: Json = {"@type": "Place", "name": place.name}
    found["address"] = {key: value for key, value in address.items() if value}
    if place.latitude is not None and place.longitude is not None:
        found["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    return found


def _offer(event: Event, page: str, taken: int, now: datetime) -> Json | None:
    """That one can still come, and where to say so. No price: nobody told us one."""
    if event.join_mode is JoinMode.NONE:
        return None
    full = event.capacity is not None and taken >= event.capacity
    shut = full or event.closes_at <= now
    offer: Json = {
        "@type": "Offer",
        "url": event.external_url if event.join_mode is JoinMode.EXTERNAL else page,
        "availability": f"{SCHEMA}/{'SoldOut' if shut else 'InStock'}",
        "validThrough": event.closes_at.isoformat(),
    }
    if event.published_at:
        offer["validFrom"] = event.published_at.isoformat()
    return offer


def group_json(group: Group, page: str, picture: str = "") -> Json:
    """A group as schema.org/Organization."""
    found: Json = {"@context": SCHEMA, "@type": "Organization", "@id": page, "url": page, "name": group.name}
    if words := group.summary or richtext.plain(richtext.render(group.description))[:300]:
        found["description"] = words
    if picture:
        found["logo"] = picture
    if group.place:
        found["location"] = _place(group.place)
    return found


def script(document: Json) -> Markup:
    """*document* as a data block for the head: nothing in it can end the block."""
    text = json.dumps({k: v for k, v in document.items() if v is not None}, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704


def description(event: Event, most: int = 300) -> str:
    """One paragraph about the event: its summary, else the beginning of its description."""
    words = event.summary or " ".join(richtext.plain(richtext.render(event.description)).split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def open_graph(title: str, text: str, page: str, picture: str, alt: str, site: str, locale: str) -> list[Tag]:
    """The (property, content) pairs that messengers and social sites make a preview of."""
    width, height = SOCIAL_SIZE
    tags = [
        ("og:type", "website"),
        ("og:site_name", site),
        ("og:title", title),
        ("og:description", text),
        ("og:url", page),
        ("og:locale", locale.replace("-", "_")),
        ("og:image", picture),
        ("og:image:width", str(width) if picture else ""),
        ("og:image:height", str(height) if picture else ""),
        ("og:image:alt", alt if picture else ""),
    ]
    return [(name, content) for name, content in tags if content]
