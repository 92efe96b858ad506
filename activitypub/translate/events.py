"""An event of ours as an Event. Keys without a value are left out: a null makes peers drop the whole."""

from datetime import datetime
from html import escape

from activitypub.translate import announcement, places
from activitypub.translate.actors import hashtags
from activitypub.translate.announcement import Voice
from activitypub.urls import Urls
from activitypub.vocabulary import CONTEXT, PUBLIC, Json
from fedevent import richtext, times
from fedevent.events import Event, JoinMode, Status, Visibility
from fedevent.groups import Group

STATUS = {Status.CANCELLED: "CANCELLED"}


def join_mode(event: Event) -> str:
    """Mobilizon shows its user as going at once when it reads "free": so only where we decide nothing."""
    if event.join_mode is JoinMode.FREE:
        return "free" if event.capacity is None else "restricted"
    return {JoinMode.APPROVAL: "restricted", JoinMode.EXTERNAL: "external", JoinMode.NONE: "invite"}[
        event.join_mode
    ]


def audience(event: Event, group: Group, urls: Urls) -> dict[str, list[str]]:
    """Whom the event and what is said of it address: everybody, or whoever has the link."""
    followers = urls.followers(urls.group(group.slug))
    if event.visibility is Visibility.PUBLIC:
        return {"to": [PUBLIC], "cc": [followers]}
    return {"to": [followers], "cc": [PUBLIC]}


def write(event: Event, group: Group, voice: Voice, going: int = 0) -> Json:
    """The Event with Mobilizon's fields and those of FEP-8a8e beside them (peers/mobilizon §4.2, §4.3)."""
    urls = voice.urls
    uri, actor = urls.event(event.id), urls.group(group.slug)
    document: Json = {
        "@context": CONTEXT,
        "id": uri,
        "type": "Event",
        "uuid": event.id,
        "name": event.title,
        "summary": announcement.one_line(event, voice),
        "content": _content(event, voice),
        "mediaType": "text/html",
        "url": uri,
        "attributedTo": actor,
        "actor": actor,
        **audience(event, group, urls),
        "startTime": _moment(event.starts, event.timezone),
        "timezone": event.timezone,
        "joinMode": join_mode(event),
        "status": STATUS.get(event.status, "CONFIRMED"),
        "eventStatus": "EventCancelled" if event.status is Status.CANCELLED else "EventScheduled",
        "isOnline": bool(event.online_url) and event.place is None,
        "commentsEnabled": False,  # nothing is shown of them here yet
        "repliesModerationOption": "closed",
        "anonymousParticipationEnabled": event.takes_answers,
        "draft": False,
        "category": "MEETING",
        "participantCount": going,
        "attachment": [picture(event, urls)],
        "tag": hashtags(event.categories, urls),
        **_optional(event, going, urls),
    }
    return document


def _optional(event: Event, going: int, urls: Urls) -> Json:
    found: Json = {}
    if event.ends:
        found["endTime"] = _moment(event.ends, event.timezone)
    if event.place:
        found["location"] = places.write(event.place, event.id, urls)
    if event.languages:
        found["inLanguage"] = event.languages[0]
    if event.capacity is not None:
        found["maximumAttendeeCapacity"] = event.capacity
        found["remainingAttendeeCapacity"] = max(0, event.capacity - going)
    if event.join_mode is JoinMode.EXTERNAL:
        found["externalParticipationUrl"] = event.external_url
    if event.published_at:
        found["published"] = event.published_at.isoformat()
    if event.updated_at:
        found["updated"] = event.updated_at.isoformat()
    return found


def _content(event: Event, voice: Voice) -> str:
    """Everything in words too: GoToSocial shows nothing of an Event but this."""
    parts = [f"<p>{'<br>'.join(map(escape, announcement.head(event, voice)))}</p>"]
    if event.summary:
        parts.append(f"<p>{escape(event.summary)}</p>")
    parts.append(richtext.render(event.description))
    if event.status is Status.CANCELLED:
        parts.insert(
            0, f"<p><strong>{escape(voice.say('Cancelled'))}</strong> {escape(event.cancel_reason)}</p>"
        )
    elif event.takes_answers:
        parts.append(f"<p>{escape(voice.say(announcement.CONSENT))}</p>")
    return richtext.sanitize("".join(parts))


def picture(event: Event, urls: Urls) -> Json:
    """The event's picture with its description, else the cover that we draw. ``name`` is never missing."""
    if event.picture:
        url, media_type = urls.picture(event.picture), "image/webp"
    else:
        url, media_type = f"{urls.event(event.id)}/cover.png", "image/png"
    return {
        "type": "Document",
        "mediaType": media_type,
        "url": url,
        "name": event.picture_alt or event.title,
    }


def _moment(wall: datetime, zone: str) -> str:
    """ISO 8601 with the offset that holds at that moment in that zone."""
    return times.instant(wall, zone).astimezone(times.zone(zone)).isoformat()
