"""Events of other servers, whom we follow there, and our people's answers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from fedevent.ids import GroupId, PersonId
from fedevent.remote import Following, FollowState, RemoteEvent, RemoteRsvp
from storage.engine import Database
from storage.records.fields import AnyRow, AnySelect
from storage.records.remote import following_of, remote_event_of, remote_rsvp_of
from storage.tables.actors import ActorRow
from storage.tables.remote import FollowingRow, RemoteEventRow, RemoteRsvpRow


@dataclass(frozen=True, slots=True)
class RemoteEventView:
    """An event elsewhere and who publishes it; name and handle are "" while nothing is known of them."""

    event: RemoteEvent
    actor_name: str
    actor_handle: str


@dataclass(frozen=True, slots=True)
class FollowingView:
    """Whom we follow, and how far that has come."""

    following: Following
    actor_name: str
    actor_handle: str


class Remote:
    """What happens on other servers, as far as we were told."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def events(self, now: datetime, limit: int = 50, offset: int = 0) -> list[RemoteEventView]:
        """Events elsewhere that are not over at *now*, the next one first."""
        over = func.coalesce(RemoteEventRow.ends_at, RemoteEventRow.starts_at)
        page = _select_events().where(over > now).order_by(RemoteEventRow.starts_at, RemoteEventRow.uri)
        async with self._database.reading() as read:
            return [_view(row) for row in (await read.execute(page.limit(limit).offset(offset))).all()]

    async def event(self, uri: str) -> RemoteEventView | None:
        """The event whose id elsewhere is *uri*, or None."""
        async with self._database.reading() as read:
            row = (await read.execute(_select_events().where(RemoteEventRow.uri == uri))).first()
        return _view(row) if row else None

    async def following(self, group: GroupId | None) -> list[FollowingView]:
        """Whom a group, or (None) the instance, follows or has asked to, the newest first."""
        page = (
            select(FollowingRow.__table__, ActorRow.name.label("actor_name"), ActorRow.handle)
            .outerjoin(ActorRow, ActorRow.id == FollowingRow.actor)
            .where(FollowingRow.group_id == (group or ""), FollowingRow.state != FollowState.ENDED)
            .order_by(FollowingRow.since.desc(), FollowingRow.id)
        )
        async with self._database.reading() as read:
            rows = (await read.execute(page)).all()
        return [FollowingView(following_of(row), row.actor_name or "", row.handle or "") for row in rows]

    async def rsvps(self, person: PersonId) -> list[tuple[RemoteRsvp, RemoteEventView]]:
        """The person's answers to events elsewhere that are still known, the next one first."""
        mine = [column.label(f"rsvp_{column.name}") for column in RemoteRsvpRow.__table__.columns]
        page = (
            _select_events()
            .add_columns(*mine)
            .join(RemoteRsvpRow, RemoteRsvpRow.event == RemoteEventRow.uri)
            .where(RemoteRsvpRow.person_id == person)
            .order_by(RemoteEventRow.starts_at, RemoteEventRow.uri)
        )
        async with self._database.reading() as read:
            rows = (await read.execute(page)).all()
        return [(remote_rsvp_of(row, "rsvp_"), _view(row)) for row in rows]


def _select_events() -> AnySelect:
    return select(
        *RemoteEventRow.__table__.columns, ActorRow.name.label("actor_name"), ActorRow.handle
    ).outerjoin(ActorRow, ActorRow.id == RemoteEventRow.actor)


def _view(row: AnyRow) -> RemoteEventView:
    return RemoteEventView(remote_event_of(row), row.actor_name or "", row.handle or "")
