"""Groups, their people and their followers."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select, update

from fedevent.errors import NotFound
from fedevent.groups import Follower, Group, Membership, Role
from fedevent.ids import GroupId, PersonId
from fedevent.words import N_
from storage.records.fields import AnyRow
from storage.records.groups import group_of, group_tags, group_values
from storage.repositories.names import claim_name
from storage.repositories.repository import Repository
from storage.statements import add_missing, add_new, upsert
from storage.tables.groups import FollowerRow, GroupRow, GroupTagRow, MembershipRow

_GROUPS = select(GroupRow.__table__)
# NO KEY UPDATE: whoever only refers to the group (a new event, a new member) need not wait.
_HELD = _GROUPS.where(GroupRow.id == bindparam("id")).with_for_update(key_share=True)
_BY_SLUG = _GROUPS.where(GroupRow.slug == bindparam("slug"))
_MEMBERSHIP = select(MembershipRow.__table__).where(
    MembershipRow.group_id == bindparam("group"), MembershipRow.person_id == bindparam("person")
)


class Groups(Repository):
    """See ``fedevent.ports.Groups``."""

    async def get(self, group: GroupId) -> Group:
        """Load in order to change, locked until the work is done; ``NotFound`` when there is none."""
        return _found(await self._first(_HELD, id=group))

    async def by_slug(self, slug: str) -> Group:
        """Load to look at, without a lock; ``NotFound`` when there is none."""
        return _found(await self._first(_BY_SLUG, slug=slug))

    async def put(self, group: Group) -> None:
        """Add or change; the slug is the group's for ever."""
        await claim_name(self._connection, group.slug, f"group:{group.id}")
        await upsert(self._connection, GroupRow, group_values(group), ["id"])
        await self._connection.execute(delete(GroupTagRow).where(GroupTagRow.group_id == group.id))
        await add_missing(self._connection, GroupTagRow, group_tags(group))

    async def membership(self, group: GroupId, person: PersonId) -> Membership | None:
        """A person's part in the group."""
        row = await self._first(_MEMBERSHIP, group=group, person=person)
        return _membership(row) if row else None

    async def members(self, group: GroupId) -> Sequence[Membership]:
        """Everybody's part, the longest-serving first."""
        page = select(MembershipRow.__table__).where(MembershipRow.group_id == group)
        rows = await self._connection.execute(page.order_by(MembershipRow.since, MembershipRow.person_id))
        return [_membership(row) for row in rows]

    async def put_membership(self, membership: Membership) -> None:
        """Add or change."""
        values = {
            "group_id": membership.group,
            "person_id": membership.person,
            "role": membership.role.value,
            "since": membership.since,
        }
        await upsert(self._connection, MembershipRow, values, ["group_id", "person_id"])

    async def remove_membership(self, group: GroupId, person: PersonId) -> None:
        """End a person's part."""
        await self._connection.execute(
            delete(MembershipRow).where(MembershipRow.group_id == group, MembershipRow.person_id == person)
        )

    async def follow(self, follower: Follower) -> bool:
        """Add or renew a follower; True when it is new."""
        group = follower.group or ""
        values = {
            "group_id": group,
            "actor": follower.actor,
            "follow": follower.follow,
            "since": follower.since,
        }
        if await add_new(self._connection, FollowerRow, values):
            return True
        await self._connection.execute(
            update(FollowerRow)
            .where(FollowerRow.group_id == group, FollowerRow.actor == follower.actor)
            .values(follow=follower.follow)
        )
        return False

    async def unfollow(self, group: GroupId | None, actor: str) -> bool:
        """End a follow; False when there was none."""
        gone = delete(FollowerRow).where(FollowerRow.group_id == (group or ""), FollowerRow.actor == actor)
        return (await self._connection.execute(gone.returning(FollowerRow.actor))).first() is not None

    async def unfollow_request(self, actor: str, follow: str) -> bool:
        """End what *actor* asked for by the request *follow*; False when there is no such."""
        asked = delete(FollowerRow).where(FollowerRow.actor == actor, FollowerRow.follow == follow)
        found = await self._connection.execute(asked.returning(FollowerRow.actor))
        return found.first() is not None


def _found(row: AnyRow | None) -> Group:
    if row is None:
        raise NotFound(N_("There is no such group."))
    return group_of(row)


def _membership(row: AnyRow) -> Membership:
    return Membership(GroupId(row.group_id), PersonId(row.person_id), Role(row.role), row.since)
