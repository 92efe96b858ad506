"""What an address or a body names: the group, the event; and whether the caller acts for it."""

import re
from typing import Any

from fedevent import events
from fedevent.errors import NotAllowed, NotFound, fault, refuse
from fedevent.groups import Group
from fedevent.ids import EventId, GroupId
from fedevent.words import N_
from storage.queries.events import EventPage
from storage.queries.groups import GroupPage
from web.api.call import Ask
from web.api.shapes.common import NO_EVENT, NO_GROUP

_ID = re.compile(r"[A-Za-z0-9_-]{1,80}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9_]{2,30}", re.ASCII)


async def group(ask: Ask[Any]) -> GroupPage:
    """The group that the address names."""
    page = await _group(ask, ask.part("slug"))
    if page is None:
        raise NotFound(NO_GROUP)
    return page


async def named_group(ask: Ask[Any], slug: str, field: str = "group") -> Group:
    """The group that *field* names; ``Invalid`` when there is none."""
    page = await _group(ask, slug.strip())
    if page is None:
        refuse([fault(field, NO_GROUP)])
        raise NotFound(NO_GROUP)
    return page.group


async def _group(ask: Ask[Any], slug: str) -> GroupPage | None:
    return await ask.reads.groups.page(slug) if _SLUG.fullmatch(slug) else None


async def event(ask: Ask[Any]) -> tuple[EventPage, bool]:
    """The event that the address names, and whether the caller acts for it; drafts for hosts only."""
    page = await ask.reads.events.find(EventId(ident(ask, NO_EVENT)))
    if page is None:
        raise NotFound(NO_EVENT)
    hosting = await organizes(ask, page.event.group)
    events.need_visible(page.event, organizer=hosting)
    return page, hosting


async def named_event(ask: Ask[Any], event_id: str, field: str) -> EventId:
    """The id of the event that *field* names; ``Invalid`` when there is none."""
    found = await ask.reads.events.find(EventId(event_id)) if _ID.fullmatch(event_id) else None
    gone = found is None or found.event.status is events.Status.DELETED
    refuse([fault(field, NO_EVENT)] if gone else [])
    return EventId(event_id)


def ident(ask: Ask[Any], missing: str) -> str:
    """The id in the address; ``NotFound`` with the message *missing* when nothing of ours is called so."""
    found = ask.part("id")
    if not _ID.fullmatch(found):
        raise NotFound(missing)
    return found


async def organizes(ask: Ask[Any], group_id: GroupId) -> bool:
    """Whether the caller acts for the group."""
    return ask.holder is not None and await ask.reads.organizing.may(group_id, ask.holder.person)


async def need_organizer(ask: Ask[Any], group_id: GroupId) -> None:
    """Raise ``NotAllowed`` unless the caller acts for the group."""
    if not await organizes(ask, group_id):
        raise NotAllowed(N_("Only the organizers of this group may do that."))
