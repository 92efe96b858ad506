"""An Event of another server, read into our record of it."""

from datetime import UTC

from activitypub import addressing, reading
from activitypub.addressing import Visibility
from activitypub.guard import same_origin
from activitypub.vocabulary import Json
from fedevent import richtext, times
from fedevent.remote import RemoteEvent

CANCELLED = frozenset({"cancelled", "canceled", "eventcancelled"})


def read(document: Json) -> RemoteEvent | None:
    """The event in *document*, or None where it has no id, name, start or owner, or another host's owner.

    None too for one that is addressed to some people only, or meant for whoever has the link: we would show
    it to everybody. The title is cut to 300 characters and the text cleaned; an unknown zone is read as UTC.
    """
    uri, owner = reading.ident(document), addressing.author(document)
    name, starts = reading.text(document, "name").strip(), reading.when(document, "startTime")
    if reading.kind(document) != "Event" or not name or starts is None:
        return None
    if not owner or not same_origin(uri, owner) or not _for_all(document):
        return None
    ends = reading.when(document, "endTime")
    status = reading.text(document, "status") or reading.text(document, "ical:status")
    state = {status.lower(), reading.text(document, "eventStatus").rpartition("/")[2].lower()}
    updated = reading.when(document, "updated") or reading.when(document, "published")
    return RemoteEvent(
        uri=uri,
        actor=owner,
        name=name[:300],
        starts_at=starts.astimezone(UTC),
        timezone=_zone(reading.text(document, "timezone")),
        ends_at=ends.astimezone(UTC) if ends and ends >= starts else None,
        url=_page(document, uri),
        summary=richtext.plain(reading.text(document, "summary"))[:500],
        content=richtext.sanitize(reading.text(document, "content")[:100_000]),
        place=_place(document),
        join_mode=reading.text(document, "joinMode")[:20] or "free",
        cancelled=not state.isdisjoint(CANCELLED),
        updated_at=updated.astimezone(UTC) if updated else None,
    )


def _for_all(document: Json) -> bool:
    """Whether it is public; what addresses nobody at all (as in short examples) is."""
    addressed = reading.idents(document.get("to")) + reading.idents(document.get("cc"))
    return not addressed or addressing.visibility(document) is Visibility.PUBLIC


def _zone(name: str) -> str:
    return "UTC" if not name or times.check_zone(name) else name


def _page(document: Json, uri: str) -> str:
    page = reading.link(document.get("url"))
    return page if page.startswith(("https://", "http://")) and same_origin(page, uri) else uri


def _place(document: Json) -> str:
    """The place in one line. It may be a string, one object or several; an address a string or an object."""
    raw = next(iter(reading.items(document, "location")), None)
    if isinstance(raw, str):
        return richtext.plain(raw)[:300]
    address = reading.obj(raw, "address")
    fields = ("streetAddress", "postalCode", "addressLocality", "addressCountry")
    parts = [reading.text(raw, "name")]
    parts += [reading.text(address, key) for key in fields] if address else [reading.text(raw, "address")]
    return ", ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))[:300]
