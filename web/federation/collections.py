"""Our collections: outboxes and event lists in full, people only as numbers."""

from aiohttp import web

from activitypub import collections
from activitypub.translate import events
from activitypub.vocabulary import Json
from fedevent.events import Status
from fedevent.groups import Group
from fedevent.ids import EventId
from web.federation.negotiate import answer, missing
from web.federation.objects import SPEAKER
from web.keys import READS, URLS

PAGE = collections.PAGE_SIZE
EMPTY = ("following", "posts", "resources", "todos", "discussions")


async def group_collection(request: web.Request) -> web.Response:
    """One of a group's collections, by its last path segment."""
    name, urls = request.match_info["collection"], request.app[URLS]
    page = await request.app[READS].groups.page(request.match_info["slug"])
    if page is None or page.group.deleted_at:
        return missing()
    uri = urls.group_collection(page.group.slug, name)
    if name == "followers":
        return answer(collections.counted(uri, page.followers))
    if name == "members":
        return answer(collections.counted(uri, page.members))
    if name == "outbox":
        return await _listing(request, uri, page.group, creates=True)
    if name == "events":
        return await _listing(request, uri, page.group, creates=False)
    return answer(collections.counted(uri, 0))


async def instance_collection(request: web.Request) -> web.Response:
    """One of the instance's collections: its outbox announces the public events that are to come."""
    name, urls = request.match_info["collection"], request.app[URLS]
    uri = f"{urls.instance}/{name}"
    if name == "followers":
        return answer(collections.counted(uri, await request.app[READS].federation.followers_count(None)))
    if name != "outbox":
        return answer(collections.counted(uri, 0))
    speaker = request.app[SPEAKER]
    number = _page(request)
    cards = await request.app[READS].calendar.upcoming(
        speaker.clock(), limit=PAGE + 1, offset=(number - 1) * PAGE
    )
    items: list[object] = [
        {
            "id": f"{urls.event(card.id)}#announce",
            "type": "Announce",
            "actor": urls.instance,
            "object": urls.event(card.id),
        }
        for card in cards[:PAGE]
    ]
    total = await request.app[READS].calendar.count(speaker.clock())
    return _paged(request, uri, items, total, number, more=len(cards) > PAGE)


async def person_collection(request: web.Request) -> web.Response:
    """People of ours publish nothing by themselves."""
    found = await request.app[READS].accounts.by_username(request.match_info["name"])
    if found is None:
        return missing()
    uri = f"{request.app[URLS].person(request.match_info['name'])}/{request.match_info['collection']}"
    return answer(collections.counted(uri, 0))


async def event_collection(request: web.Request) -> web.Response:
    """Replies and attendees of an event, as numbers."""
    facts = await request.app[SPEAKER].of_event(EventId(request.match_info["id"]))
    if facts is None or not facts.of_event.published_at or facts.of_event.status is Status.DELETED:
        return missing()
    name = request.match_info["collection"]
    uri = request.app[URLS].event_collection(request.match_info["id"], name)
    return answer(collections.counted(uri, facts.tally.going if name == "attendees" else 0))


async def _listing(request: web.Request, uri: str, group: Group, *, creates: bool) -> web.Response:
    """The group's public events, newest first; in the outbox each in its Create."""
    reads, urls = request.app[READS], request.app[URLS]
    number = _page(request)
    found = await reads.federation.outbox(group.id, limit=PAGE + 1, offset=(number - 1) * PAGE)
    items: list[object] = []
    for event_id in found[:PAGE]:
        facts = await request.app[SPEAKER].of_event(event_id)
        if facts:
            items.append(_item(events.write(facts.of_event, group, facts.voice, facts.tally.going), creates))
    total, more = await reads.federation.outbox_total(group.id), len(found) > PAGE
    return _paged(request, uri, items, total, number, more=more, attributedTo=urls.group(group.slug))


def _item(event: Json, creates: bool) -> Json:
    spoken = {key: value for key, value in event.items() if key != "@context"}
    if not creates:
        return spoken
    return {
        "id": f"{event['id']}#create",
        "type": "Create",
        "actor": event["actor"],
        "to": event["to"],
        "cc": event["cc"],
        "object": spoken,
    }


def _page(request: web.Request) -> int:
    """The page asked for, from 1 on; nonsense is the first."""
    text = request.query.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _paged(
    request: web.Request,
    uri: str,
    items: list[object],
    total: int,
    number: int,
    *,
    more: bool,
    **fields: object,
) -> web.Response:
    following = str(number + 1) if more else ""
    if "page" in request.query:
        return answer(collections.page(uri, items, cursor=str(number), more=following))
    return answer(collections.collection(uri, total, items, more=following, **fields))
