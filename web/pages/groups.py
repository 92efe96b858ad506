"""The list of groups, a group's page, its dates, and the way to follow it from elsewhere."""

from datetime import timedelta

from aiohttp import web
from markupsafe import Markup

from fedevent import richtext
from fedevent.errors import NotFound, Refused, fault, refuse
from fedevent.events import Status as EventStatus
from fedevent.words import N_
from storage.queries.groups import GroupPage
from web import addresses, doors, structured
from web.days import by_day
from web.federation.actors import group_actor
from web.federation.collections import group_collection
from web.federation.negotiate import wants_activity
from web.filters import PAGE, read_groups
from web.forms import Form
from web.keys import CHAPTER, CLOCK, READS, URLS
from web.pages.events import home_zone, tongues
from web.speech import errors, speech
from web.templating import render, see_other, status_of
from web.throttle import need_calm

UPCOMING = 8
PAST = 6


async def listing(request: web.Request) -> web.Response:
    """Every group, narrowed by what the address asks for."""
    groups, asked = request.app[READS].groups, read_groups(request.query)
    cards = await groups.list(
        q=asked.q, topic=asked.topic, level=asked.level, program=asked.program, language=asked.language,
        limit=PAGE + 1, offset=asked.offset,
    )  # fmt: skip
    before, after = asked.pages(asked.offset + len(cards))
    return render(
        request,
        "groups/list.html",
        asked=asked,
        cards=cards[:PAGE],
        more=len(cards) > PAGE,
        topics=_pairs(await groups.topics()),
        levels=_pairs(await groups.labels("level")),
        programs=_pairs(await groups.labels("program")),
        tongues=tongues(request, await groups.labels("language")),
        narrowed=[
            (name, value, f"/groups{asked.query(without=name)}") for name, value in asked.active.items()
        ],
        previous_href=f"/groups{before}" if before else "",
        next_href=f"/groups{after}" if after else "",
        section="groups",
    )


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


async def show(request: web.Request) -> web.StreamResponse:
    """One group: the page for people, the actor for other servers."""
    if wants_activity(request):
        return await group_actor(request)
    return await _respond(request, await _find(request))


async def dates(request: web.Request) -> web.StreamResponse:
    """Every date of a group, page by page: what is to come, or (?past=yes) what is over."""
    if wants_activity(request):
        return await group_collection(request)
    page, now = await _find(request), request.app[CLOCK]()
    calendar, asked = request.app[READS].calendar, read_groups(request.query)
    past = request.query.get("past") == "yes"
    listed = calendar.past if past else calendar.upcoming
    cards = await listed(now, group=page.group.id, limit=PAGE + 1, offset=asked.offset)
    days = by_day(cards[:PAGE], now, page.group.timezone)
    return render(
        request,
        "groups/dates.html",
        page=page,
        group=page.group,
        days=list(reversed(days)) if past else days,
        past=past,
        previous_href=_turned(page, past, asked.page - 1) if asked.page > 1 else "",
        next_href=_turned(page, past, asked.page + 1) if len(cards) > PAGE else "",
        section="groups",
    )


def _turned(page: GroupPage, past: bool, number: int) -> str:
    query = "&".join(part for part in ("past=yes" if past else "", f"page={number}") if part)
    return f"/groups/{page.group.slug}/events?{query}"


async def remote_follow(request: web.Request) -> web.StreamResponse:
    """Somebody gives their address to follow the group: on to their own server (POST)."""
    page, form = await _find(request), Form(await request.post())
    try:
        need_calm(request, "lookup", 20, timedelta(minutes=10))
        account = addresses.account(form.text("address"))
        door = await doors.find(request.app, account)
        message = N_("No server answers for this address. Please check how it is written.")
        refuse([fault("address", message)] if door is None else [])
    except Refused as no:
        return await _respond(request, page, no, form.text("address"))
    uri = request.app[URLS].group(page.group.slug)
    if door and (url := door.url(uri)):
        return see_other(request, url)
    return render(
        request,
        "groups/follow.html",
        page=page,
        group=page.group,
        uri=uri,
        handle=request.app[URLS].handle(page.group.slug),
        account=door.handle if door else account,
        software=(door.software or "") if door else "",
        section="groups",
    )


async def follow_back(request: web.Request) -> web.Response:
    """The address that the follow form is posted to, opened as a page: back to the group."""
    raise web.HTTPSeeOther(f"/groups/{request.match_info['slug']}#follow")


async def _find(request: web.Request) -> GroupPage:
    page = await request.app[READS].groups.page(request.match_info["slug"])
    if page is None:
        raise NotFound(N_("There is no such group."))
    return page


async def _respond(
    request: web.Request, page: GroupPage, no: Refused | None = None, typed: str = ""
) -> web.Response:
    calendar, now, group = request.app[READS].calendar, request.app[CLOCK](), page.group
    coming = await calendar.upcoming(now, group=group.id, limit=UPCOMING + 1)
    first = next((card for card in coming if card.status == EventStatus.PUBLISHED), None)
    told = errors(request, no) if no else {}
    return render(
        request,
        "groups/group.html",
        status_of(no) if no else 200,
        page=page,
        group=group,
        first=first,
        days=by_day([c for c in coming[:UPCOMING] if c is not first], now, home_zone(request)),
        more_to_come=len(coming) > UPCOMING,
        past=await calendar.past(now, group=group.id, limit=PAST),
        description=Markup(richtext.render(group.description)),  # noqa: S704 (sanitized there)
        errors=told,
        typed=typed,
        section="groups",
        **_head(request, page),
    )


def _head(request: web.Request, page: GroupPage) -> dict[str, object]:
    group, urls, chapter = page.group, request.app[URLS], request.get(CHAPTER)
    url = urls.group(group.slug)
    picture = f"{urls.base}/pictures/{group.picture}" if group.picture else ""
    return {
        "handle": urls.handle(group.slug),
        "canonical": url,
        "json_ld": structured.script(structured.group_json(group, url, picture)),
        "preview": structured.open_graph(
            group.name,
            group.summary,
            url,
            picture,
            group.picture_alt or group.name,
            chapter.name if chapter else "",
            speech(request).language,
        ),
    }
