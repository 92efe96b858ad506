"""What happens on other servers, in JSON."""

from msgspec import Struct

from fedevent.remote import Following, RemoteRsvp
from fedevent.times import check_zone, wall
from storage.queries.remote import RemoteEventView
from web.api.moments import stamp, utc
from web.api.shapes.common import GroupRef


class Follow(Struct, kw_only=True):
    """Whom to follow: an actor's address or its handle. Without *group* (a slug) the instance follows."""

    actor: str
    group: str | None = None


class FollowShape(Struct, kw_only=True):
    """A follow of ours, and how far it has come: sent, accepted, refused or ended."""

    id: str
    actor: str
    handle: str
    name: str
    group: GroupRef | None
    state: str
    since: str


class Publisher(Struct):
    """Who publishes an event elsewhere."""

    actor: str
    name: str
    handle: str


class RemoteEventShape(Struct, kw_only=True):
    """An event of another server, as that last told it. *id* is its address there; *content* safe HTML."""

    id: str
    url: str
    actor: str
    publisher: Publisher
    title: str
    summary: str
    content: str
    starts_at: str
    ends_at: str | None
    timezone: str
    place: str
    join_mode: str
    status: str


class RemoteWish(Struct):
    """Which event elsewhere is meant: its id there."""

    event: str


class RemoteRsvpShape(Struct, kw_only=True):
    """An answer that we sent to another server: sent, accepted, refused or withdrawn."""

    id: str
    event: str
    state: str
    updated_at: str


def write_follow(following: Following, handle: str, name: str, group: GroupRef | None) -> FollowShape:
    """A follow of ours."""
    return FollowShape(
        id=following.id,
        actor=following.actor,
        handle=handle,
        name=name,
        group=group,
        state=following.state.value,
        since=utc(following.since),
    )


def write_event(view: RemoteEventView) -> RemoteEventShape:
    """An event elsewhere."""
    event = view.event
    zone = "UTC" if check_zone(event.timezone) else event.timezone
    return RemoteEventShape(
        id=event.uri,
        url=event.url or event.uri,
        actor=event.actor,
        publisher=Publisher(event.actor, view.actor_name, view.actor_handle),
        title=event.name,
        summary=event.summary,
        content=event.content,
        starts_at=stamp(wall(event.starts_at, zone), zone),
        ends_at=stamp(wall(event.ends_at, zone), zone) if event.ends_at else None,
        timezone=zone,
        place=event.place,
        join_mode=event.join_mode,
        status="cancelled" if event.cancelled else "published",
    )


def write_rsvp(rsvp: RemoteRsvp) -> RemoteRsvpShape:
    """An answer of ours."""
    return RemoteRsvpShape(id=rsvp.id, event=rsvp.event, state=rsvp.state.value, updated_at=utc(rsvp.at))
