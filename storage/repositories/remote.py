"""What happens on other servers."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from fedevent.ids import GroupId, PersonId
from fedevent.remote import AnswerState, Following, FollowState, RemoteEvent, RemoteRsvp
from storage.records.remote import (
    following_of,
    following_values,
    remote_event_of,
    remote_event_values,
    remote_rsvp_of,
    remote_rsvp_values,
)
from storage.repositories.repository import Repository
from storage.statements import upsert
from storage.tables.groups import FollowerRow
from storage.tables.remote import FollowingRow, RemoteEventRow, RemoteRsvpRow


class Remote(Repository):
    """See ``fedevent.ports.Remote``."""

    async def event(self, uri: str) -> RemoteEvent | None:
        """The event whose id elsewhere is *uri*, held until the work is done: copies come at once."""
        wanted = select(RemoteEventRow.__table__).where(RemoteEventRow.uri == uri)
        row = await self._first(wanted.with_for_update())
        return remote_event_of(row) if row else None

    async def put_event(self, event: RemoteEvent) -> None:
        """Add or change."""
        await upsert(self._connection, RemoteEventRow, remote_event_values(event), ["uri"])

    async def forget_event(self, uri: str) -> None:
        """Drop the copy of an event."""
        await self._connection.execute(delete(RemoteEventRow).where(RemoteEventRow.uri == uri))

    async def forget_actor(self, actor: str) -> None:
        """Everything *actor* was to us as an actor: its follows of ours, ours of it, and its events."""
        await self._connection.execute(delete(RemoteEventRow).where(RemoteEventRow.actor == actor))
        await self._connection.execute(delete(FollowerRow).where(FollowerRow.actor == actor))
        ended = update(FollowingRow).where(FollowingRow.actor == actor).values(state=FollowState.ENDED)
        await self._connection.execute(ended)

    async def following(self, follow: str) -> Following | None:
        """The follow of ours that has this id."""
        row = await self._first(select(FollowingRow.__table__).where(FollowingRow.id == follow))
        return following_of(row) if row else None

    async def followed(self, group: GroupId | None, actor: str) -> Following | None:
        """What a group, or (None) the instance, has asked of *actor*."""
        of_group = FollowingRow.group_id == (group or "")
        row = await self._first(select(FollowingRow.__table__).where(of_group, FollowingRow.actor == actor))
        return following_of(row) if row else None

    async def followed_by_any(self, actor: str) -> bool:
        """Whether the instance or one of our groups follows *actor* (sent or accepted)."""
        alive = FollowingRow.state.in_((FollowState.SENT, FollowState.ACCEPTED))
        wanted = select(FollowingRow.id).where(FollowingRow.actor == actor, alive).limit(1)
        return await self._first(wanted) is not None

    async def put_following(self, following: Following) -> None:
        """Add or change; a new request takes the place of the one before."""
        await upsert(self._connection, FollowingRow, following_values(following), ["group_id", "actor"])

    async def rsvp(self, rsvp: str) -> RemoteRsvp | None:
        """The answer of ours that has this id."""
        row = await self._first(select(RemoteRsvpRow.__table__).where(RemoteRsvpRow.id == rsvp))
        return remote_rsvp_of(row) if row else None

    async def rsvp_of(self, event: str, person: PersonId) -> RemoteRsvp | None:
        """A person's answer to an event elsewhere."""
        row = await self._first(
            select(RemoteRsvpRow.__table__).where(
                RemoteRsvpRow.event == event, RemoteRsvpRow.person_id == person
            )
        )
        return remote_rsvp_of(row) if row else None

    async def put_rsvp(self, rsvp: RemoteRsvp) -> None:
        """Add or change; a new request takes the place of the one before."""
        await upsert(self._connection, RemoteRsvpRow, remote_rsvp_values(rsvp), ["event", "person_id"])

    async def coming(self, event: str) -> Sequence[RemoteRsvp]:
        """Our people's answers to an event elsewhere that were sent or accepted."""
        alive = RemoteRsvpRow.state.in_((AnswerState.SENT, AnswerState.ACCEPTED))
        wanted = select(RemoteRsvpRow.__table__).where(RemoteRsvpRow.event == event, alive)
        return [remote_rsvp_of(row) for row in (await self._connection.execute(wanted)).all()]

    async def answered_event(self, person: PersonId, actor: str) -> RemoteEvent | None:
        """The event of *actor* that a person of ours answered last; None without any."""
        alive = RemoteRsvpRow.state.in_((AnswerState.SENT, AnswerState.ACCEPTED))
        wanted = (
            select(RemoteEventRow.__table__)
            .join(RemoteRsvpRow, RemoteRsvpRow.event == RemoteEventRow.uri)
            .where(RemoteEventRow.actor == actor, RemoteRsvpRow.person_id == person, alive)
            .order_by(RemoteRsvpRow.at.desc())
            .limit(1)
        )
        row = await self._first(wanted)
        return remote_event_of(row) if row else None
