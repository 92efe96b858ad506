"""Calendar files and feeds: one event, one group, or everything still to come."""

from collections.abc import Sequence
from hashlib import sha256

from aiohttp import web

from fedevent.errors import NotFound
from fedevent.events import Event, JoinMode, Status
from fedevent.groups import Group
from fedevent.ids import EventId
from fedevent.words import N_
from storage.queries.feeds import MOST, Feeds
from storage.queries.groups import GroupPage
from web import feeds, ics
from web.filters import read_events
from web.keys import CHAPTER, CLOCK, CONFIG, READS, URLS
from web.pages.events import find, home_zone
from web.signup import may_know_link
from web.speech import say, speech

FEEDS = web.AppKey("FEEDS", Feeds)
PAST = 60  # past dates a group's calendar keeps, so that they do not vanish from people's own
NEWEST = 60  # items of an Atom feed


async def event_ics(request: web.Request) -> web.Response:
    """One event. Whoever goes finds the online link in it; so only their own browser may keep it."""
    page, who = await find(request)
    event = page.event
    link = event.online_url if may_know_link(event, who.rsvp, who.organizer) else ""
    entry = _entry(request, event, page.group, link)
    body = ics.calendar([entry], request.app[CONFIG].domain)
    return _file(request, body, ics.MEDIA_TYPE, f"{event.id}.ics", private=True)


async def group_ics(request: web.Request) -> web.Response:
    """A group's dates, to subscribe to: what is to come, and the latest that are over."""
    page = await _group(request)
    calendar, now = request.app[READS].calendar, request.app[CLOCK]()
    group = page.group.id
    past = await calendar.past(now, group=group, limit=PAST)
    coming = await calendar.upcoming(now, group=group, limit=MOST - PAST)
    feed = ics.Feed(page.group.name, f"{request.app[URLS].group(page.group.slug)}.ics", page.group.summary)
    return await _calendar(request, [card.id for card in (*reversed(past), *coming)], feed)


async def all_ics(request: web.Request) -> web.Response:
    """Every date to come that the address asks for, with the same filters as the list."""
    ids = await _asked(request)
    feed = ics.Feed(_name(request), f"{request.app[URLS].base}{request.path_qs}")
    return await _calendar(request, ids, feed)


async def group_atom(request: web.Request) -> web.Response:
    """News of a group's dates."""
    page, urls = await _group(request), request.app[URLS]
    cards = await request.app[READS].calendar.upcoming(
        request.app[CLOCK](), group=page.group.id, limit=NEWEST
    )
    url = urls.group(page.group.slug)
    source = feeds.Source(page.group.name, f"{url}.atom", url, speech(request).language, page.group.summary)
    return await _atom(request, [card.id for card in cards], source)


async def all_atom(request: web.Request) -> web.Response:
    """News of every date to come that the address asks for."""
    base = request.app[URLS].base
    page = f"{base}/events{read_events(request.query).query()}"
    source = feeds.Source(_name(request), f"{base}{request.path_qs}", page, speech(request).language)
    return await _atom(request, (await _asked(request))[:NEWEST], source)


async def _asked(request: web.Request) -> list[EventId]:
    asked, now = read_events(request.query), request.app[CLOCK]()
    since, until = asked.bounds(home_zone(request))
    cards = await request.app[READS].calendar.upcoming(
        now, q=asked.q, category=asked.topic, language=asked.language, since=since, until=until,
        online=asked.from_afar, limit=MOST,
    )  # fmt: skip
    return [card.id for card in cards]


async def _group(request: web.Request) -> GroupPage:
    page = await request.app[READS].groups.page(request.match_info["slug"])
    if page is None:
        raise NotFound(N_("There is no such group."))
    return page


def _name(request: web.Request) -> str:
    chapter = request.get(CHAPTER)
    return chapter.name if chapter else request.app[CONFIG].domain


async def _calendar(request: web.Request, ids: Sequence[EventId], feed: ics.Feed) -> web.Response:
    found = await request.app[FEEDS].events(ids)
    entries = [_entry(request, event, group) for event, group in found]
    return _file(request, ics.calendar(entries, request.app[CONFIG].domain, feed), ics.MEDIA_TYPE)


async def _atom(request: web.Request, ids: Sequence[EventId], source: feeds.Source) -> web.Response:
    items = [_item(request, event, group) for event, group in await request.app[FEEDS].events(ids)]
    return _file(request, feeds.atom(source, items, request.app[CLOCK]()), feeds.MEDIA_TYPE)


def _entry(request: web.Request, event: Event, group: Group, link: str = "") -> ics.Entry:
    urls, words, notes = request.app[URLS], speech(request), []
    if event.status is Status.CANCELLED:
        reason = event.cancel_reason
        notes.append(
            words.say(N_("Cancelled: %(reason)s"), reason=reason) if reason else words.say(N_("Cancelled"))
        )
    elif event.closes and event.takes_answers:
        when = words.formats.date_time(event.closes, event.timezone)
        notes.append(words.say(N_("Answer until %(time)s."), time=when))
    if event.online_url and not link and event.join_mode is not JoinMode.NONE:
        notes.append(words.say(N_("Online. You get the link after you sign up.")))
    return ics.Entry(event, group.name, urls.group(group.slug), urls.event(event.id), link, tuple(notes))


def _item(request: web.Request, event: Event, group: Group) -> feeds.Item:
    urls, fmt = request.app[URLS], speech(request).formats
    when = f"{fmt.date(event.starts, event.timezone)}, {fmt.clock(event.starts, event.timezone)}"
    online = say(request, N_("Online")) if event.online_url else ""
    return feeds.Item(
        event,
        group,
        urls.event(event.id),
        urls.group(group.slug),
        when,
        event.place.line if event.place else online,
        say(request, N_("Cancelled")) if event.status is Status.CANCELLED else "",
    )


def _file(
    request: web.Request, body: bytes, media_type: str, name: str = "", *, private: bool = False
) -> web.Response:
    """The file, or 304 where the asker has it already: calendars ask every hour, and rarely is there news."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache" if private else "public, max-age=300",
        "Vary": "Accept-Language, Cookie",
    }
    if tag in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=headers)
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return web.Response(body=body, content_type=media_type, charset="utf-8", headers=headers)
