"""Events as an Atom feed (RFC 4287): each when it was published or last changed, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from fedevent import richtext
from fedevent.events import Event
from fedevent.groups import Group

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Source:
    """A feed: *url* is its own address, *page* the page it follows; both absolute."""

    title: str
    url: str
    page: str
    language: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One event in a feed. *when* and *where* are words in the feed's language; *cancelled* too, or ""."""

    event: Event
    group: Group
    url: str
    group_url: str
    when: str
    where: str
    cancelled: str = ""

    @property
    def changed(self) -> datetime:
        """When there was last news of it."""
        return self.event.updated_at or self.event.published_at or self.event.starts_at


def atom(source: Source, items: Iterable[Item], now: datetime) -> bytes:
    """The feed as XML, its newest item first. *now* dates a feed that is empty."""
    listed = sorted(items, key=lambda item: (item.changed, item.event.id), reverse=True)
    feed = Xml.Element("feed", {"xmlns": NAMESPACE, "xml:lang": source.language})
    _text(feed, "id", source.url)
    _text(feed, "title", source.title)
    if source.subtitle:
        _text(feed, "subtitle", source.subtitle)
    _text(feed, "updated", _moment(listed[0].changed if listed else now))
    _link(feed, "self", source.url, MEDIA_TYPE)
    _link(feed, "alternate", source.page, "text/html")
    for item in listed:
        _add(feed, item)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(feed, encoding="unicode")}'.encode()


def _add(feed: Xml.Element, item: Item) -> None:
    event, entry = item.event, Xml.SubElement(feed, "entry")
    _text(entry, "id", item.url)
    _text(entry, "title", f"{item.cancelled}: {event.title}" if item.cancelled else event.title)
    _text(entry, "updated", _moment(item.changed))
    if event.published_at:
        _text(entry, "published", _moment(event.published_at))
    author = Xml.SubElement(entry, "author")
    _text(author, "name", item.group.name)
    _text(author, "uri", item.group_url)
    _link(entry, "alternate", item.url, "text/html")
    _link(entry, "related", f"{item.url}.ics", "text/calendar")
    for category in event.categories:
        Xml.SubElement(entry, "category", {"term": _printable(category)})
    line = ", ".join(part for part in (item.when, item.where) if part)
    _text(entry, "summary", "\n".join(part for part in (line, event.cancel_reason, event.summary) if part))
    if event.description:
        _text(entry, "content", richtext.render(event.description)).set("type", "html")


def _text(parent: Xml.Element, tag: str, words: str) -> Xml.Element:
    element = Xml.SubElement(parent, tag)
    element.text = _printable(words)
    return element


def _link(parent: Xml.Element, rel: str, href: str, kind: str) -> None:
    Xml.SubElement(parent, "link", {"rel": rel, "href": href, "type": kind})


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _printable(words: str) -> str:
    """XML 1.0 (section 2.2) has no way to write most control characters, nor two others."""
    return "".join(c for c in words if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
