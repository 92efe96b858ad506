"""What the tests of the organizers' pages share: people who answer, forms sent as they stand."""

from html.parser import HTMLParser
from typing import Any

from aiohttp import web

from fedevent.events import Event
from fedevent.groups import Group
from fedevent.ids import PersonId
from fedevent.rsvps import Rsvp, Source, Statement, Wish
from fedevent.usecases import rsvps
from fedevent.usecases.rsvps import Agreement
from storage.queries.groups import GroupPage
from tests.rig import Rig
from web.routes_organize import ROUTES

SHORT = {
    "title": "Repair evening",
    "starts_at_date": "2030-03-12",
    "starts_at_time": "19:00",
    "place.name": "The Shed",
}


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((found.get("action", ""), {}))
        elif tag == "textarea" and self.forms:
            self._text = found.get("name", "")
            self.forms[-1][1][self._text] = ""
        elif tag == "input" and self.forms and found.get("name"):
            ticked = found.get("type") not in ("checkbox", "radio") or "checked" in found
            if ticked and found.get("type") != "file":
                self.forms[-1][1][found["name"]] = found.get("value", "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None and self.forms:
            # The line end right after the tag belongs to the tag.
            before = self.forms[-1][1][self._text]
            self.forms[-1][1][self._text] = before + (data if before else data.removeprefix("\n"))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def fields(html: str, action: str) -> dict[str, str]:
    """What a browser would send of the form that posts to *action*, without its buttons."""
    parser = _Fields()
    parser.feed(html)
    return next(found for to, found in parser.forms if to == action)


def words(html: str) -> str:
    """The text of a page, without tags, one blank between words."""
    parser = _Words()
    parser.feed(html)
    return " ".join(" ".join(parser.parts).split())


async def answers(
    rig: Rig, event: Event, person: PersonId, wish: Wish = Wish.GOING, *, agrees: bool = True, **said: Any
) -> Rsvp:
    """Let *person* answer *event* on the web."""
    statement = Statement(wish, Source.WEB, rig.clock.now, **said)
    agreement = Agreement(agrees, "The hosts may write to me.")
    return await rsvps.answer(rig.work(), event.id, person, statement, agreement)


async def page_of(rig: Rig, slug: str = "menders") -> GroupPage:
    """The group called *slug*, which must be there."""
    page = await rig.instance.reads.groups.page(slug)
    assert page is not None
    return page


def routes(method: str, start: str) -> list[web.RouteDef]:
    """Our routes of that method whose path begins with *start*."""
    return [route for route in ROUTES if route.method == method and route.path.startswith(start)]


def path(route: web.RouteDef, group: Group, event: Event, message: str, person: str) -> str:
    """The path of *route* with these names in it."""
    values = {"slug": group.slug, "event": event.id, "message": message, "person": person}
    parts = []
    for part in route.path.split("/"):
        name, found, rest = part.partition("{")
        key = rest.partition(":")[0]
        parts.append(f"{name}{values[key]}{rest.rpartition('}')[2]}" if found else part)
    return "/".join(parts)
