"""The door in front of everything an organizer sees: who asks, for which group and date, and may they."""

from dataclasses import dataclass

from aiohttp import web

from fedevent.errors import NotAllowed, NotFound
from fedevent.events import Event, Status
from fedevent.groups import Group
from fedevent.ids import EventId, MessageId
from fedevent.messages import Message
from fedevent.rsvps import OPEN
from fedevent.words import N_
from storage.queries.events import EventPage
from storage.queries.groups import GroupPage
from web.keys import READS
from web.sessions import need_viewer
from web.viewers import Viewer


@dataclass(frozen=True, slots=True)
class Desk:
    """An organizer at work on one group."""

    viewer: Viewer
    page: GroupPage

    @property
    def group(self) -> Group:
        """The group."""
        return self.page.group

    @property
    def path(self) -> str:
        """Where the group is organized."""
        return f"/organize/{self.group.slug}"


@dataclass(frozen=True, slots=True)
class EventDesk:
    """An organizer at work on one date of a group."""

    viewer: Viewer
    page: EventPage

    @property
    def group(self) -> Group:
        """The group that holds the event."""
        return self.page.group

    @property
    def event(self) -> Event:
        """The event."""
        return self.page.event

    @property
    def told(self) -> int:
        """How many people hear of what matters: everyone whose answer is open."""
        return sum(self.page.counts.get(status.value, 0) for status in OPEN)

    @property
    def path(self) -> str:
        """Where the event is organized."""
        return f"/organize/{self.group.slug}/events/{self.event.id}"


async def at_group(request: web.Request) -> Desk:
    """The group of the address, for its organizers. Visitors are sent to sign in.

    ``NotFound`` when there is no such group, ``NotAllowed`` for anybody who does not act for it.
    """
    viewer = need_viewer(request)
    page = await request.app[READS].groups.page(request.match_info["slug"])
    if page is None:
        raise NotFound(N_("There is no such group."))
    if not await request.app[READS].organizing.may(page.group.id, viewer.person):
        raise NotAllowed(N_("Only the organizers of this group may do that."))
    return Desk(viewer, page)


async def at_event(request: web.Request) -> EventDesk:
    """The event of the address, for the organizers of its group; a deleted one is not there any more."""
    desk = await at_group(request)
    page = await request.app[READS].events.find(EventId(request.match_info["event"]))
    if page is None or page.group.id != desk.group.id or page.event.status is Status.DELETED:
        raise NotFound(N_("There is no such event."))
    return EventDesk(desk.viewer, page)


async def at_message(request: web.Request) -> tuple[Desk, Message]:
    """The message of the address, for the organizers of its group."""
    desk = await at_group(request)
    message = await request.app[READS].messages.find(MessageId(request.match_info["message"]))
    if message is None or message.group != desk.group.id:
        raise NotFound(N_("There is no such message."))
    return desk, message
