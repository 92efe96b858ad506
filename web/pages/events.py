"""The list of events, and one event's page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from aiohttp import web
from markupsafe import Markup

from fedevent import events, richtext
from fedevent.errors import NotFound
from fedevent.events import Event
from fedevent.ids import EventId
from fedevent.times import wall
from fedevent.words import N_
from storage.queries.events import EventPage
from web import sessions, structured
from web.days import by_day
from web.federation.negotiate import wants_activity
from web.federation.objects import event_object
from web.filters import PAGE, read_events
from web.keys import CHAPTER, CLOCK, CONFIG, READS, URLS
from web.pages.event_box import Reader, box, reader
from web.signup import Box, may_know_link
from web.speech import speech
from web.templating import render


async def listing(request: web.Request) -> web.Response:
    """Every public event still to come, under its day, narrowed by what the address asks for."""
    calendar, now = request.app[READS].calendar, request.app[CLOCK]()
    asked = read_events(request.query)
    zone = home_zone(request)
    since, until = asked.bounds(zone)
    total = await calendar.count(
        now, q=asked.q, category=asked.topic, language=asked.language, since=since, until=until,
        online=asked.from_afar,
    )  # fmt: skip
    cards = await calendar.upcoming(
        now, q=asked.q, category=asked.topic, language=asked.language, since=since, until=until,
        online=asked.from_afar, limit=PAGE, offset=asked.offset,
    )  # fmt: skip
    before, after = asked.pages(total)
    return render(
        request,
        "events/list.html",
        asked=asked,
        total=total,
        days=by_day(cards, now, zone),
        topics=[(topic, topic) for topic in await calendar.categories(now)],
        tongues=tongues(request, await calendar.languages(now)),
        narrowed=[
            (name, value, f"/events{asked.query(without=name)}") for name, value in asked.active.items()
        ],
        feed=f"/events.ics{asked.query()}",
        previous_href=f"/events{before}" if before else "",
        next_href=f"/events{after}" if after else "",
        section="events",
    )


def tongues(request: web.Request, codes: list[str]) -> list[tuple[str, str]]:
    """Languages to choose from: code, and its name in the reader's own language."""
    fmt = speech(request).formats
    return [(code, fmt.language_name(code)) for code in codes]


def home_zone(request: web.Request) -> str:
    """The zone whose days count for the reader: their own, else the chapter's."""
    viewer, chapter = sessions.viewer(request), request.get(CHAPTER)
    if viewer and viewer.timezone:
        return viewer.timezone
    return chapter.timezone if chapter else request.app[CONFIG].default_timezone


async def show(request: web.Request) -> web.StreamResponse:
    """One event: the page for people, the object for other servers."""
    if wants_activity(request):
        return await event_object(request)
    page, who = await find(request)
    return await respond(request, page, who)


async def without_account(request: web.Request) -> web.Response:
    """Where Mobilizon sends people who have no account: the same page, at its sign-up form."""
    raise web.HTTPSeeOther(f"/events/{request.match_info['id']}#sign-up")


async def find(request: web.Request) -> tuple[EventPage, Reader]:
    """The event that the address names and who looks at it; ``NotFound`` or ``Gone`` where there is none."""
    page = await request.app[READS].events.find(EventId(request.match_info["id"]))
    if page is None:
        raise NotFound(N_("There is no such event."))
    who = await reader(request, page)
    events.need_visible(page.event, who.organizer)
    return page, who


@dataclass(frozen=True, slots=True)
class Again:
    """What the page shows after an answer was sent: what was wrong, what was typed, another state."""

    status: int = 200
    errors: Mapping[str, str] | None = None
    typed: Mapping[str, object] | None = None
    news: tuple[tuple[str, str], ...] = ()
    state: str = ""
    held_until: str = ""


async def respond(
    request: web.Request, page: EventPage, who: Reader, again: Again | None = None
) -> web.Response:
    """The page of one event, as *who* may see it."""
    event, now = page.event, request.app[CLOCK]()
    more = await request.app[READS].events.more(page.group.id, now, event.id)
    found = box(
        request,
        page,
        who,
        errors=again.errors if again else None,
        typed=again.typed if again else None,
        next_href=f"/events/{more[0].id}" if more else "",
    )
    if again and again.state:
        found = replace(found, state=again.state, held_until=again.held_until)
    extra: dict[str, object] = {"flash": list(again.news)} if again and again.news else {}
    return render(
        request,
        "events/event.html",
        again.status if again else 200,
        page=page,
        event=event,
        group=page.group,
        who=who,
        box=found,
        more=more,
        standing=_standing(event, found),
        your_time=_your_time(request, event),
        cover=cover(event),
        description=Markup(richtext.render(event.description)),  # noqa: S704 (sanitized there)
        online_url=event.online_url if may_know_link(event, who.rsvp, who.organizer) else "",
        section="events",
        errors=found.errors,
        **_head(request, page),
        **extra,
    )


def _standing(event: Event, found: Box) -> str:
    if event.status in (events.Status.DRAFT, events.Status.CANCELLED):
        return event.status.value
    return found.state if found.state in ("past", "full") else ""


def cover(event: Event) -> str:
    """The path of the picture on the event's page."""
    return f"/pictures/{event.picture}" if event.picture else f"/events/{event.id}/cover.svg"


def _your_time(request: web.Request, event: Event) -> str:
    """When it begins on the reader's own clock, in words; "" where that is the same."""
    viewer = sessions.viewer(request)
    own = viewer.timezone if viewer else None
    if not own or wall(event.starts_at, own) == event.starts:
        return ""
    fmt = speech(request).formats
    return f"{fmt.date_time(event.starts_at, own)} {fmt.zone_short(event.starts_at, own)}"


def _head(request: web.Request, page: EventPage) -> dict[str, object]:
    """What machines read: the address that counts, the data block, the preview."""
    event, urls, chapter = page.event, request.app[URLS], request.get(CHAPTER)
    canonical = urls.event(event.id)
    picture = f"{urls.base}/pictures/{event.picture}" if event.picture else f"{canonical}/cover.png"
    at = structured.Addresses(canonical, urls.group(page.group.slug), picture)
    words = structured.description(event)
    return {
        "canonical": canonical,
        "summary": words,
        "json_ld": structured.script(
            structured.event_json(event, page.group, at, page.taken, request.app[CLOCK]())
        ),
        "preview": structured.open_graph(
            event.title,
            words,
            canonical,
            picture,
            event.picture_alt or event.title,
            chapter.name if chapter else "",
            speech(request).language,
        ),
        "hidden": event.visibility is events.Visibility.UNLISTED or event.status is events.Status.DRAFT,
    }
