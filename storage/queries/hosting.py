"""Who acts for a group, as pages name them."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from fedevent.groups import Role
from fedevent.ids import GroupId, PersonId
from storage.tables.accounts import AccountRow
from storage.tables.groups import MembershipRow
from storage.tables.people import PersonRow

HOSTS = (Role.OWNER, Role.ORGANIZER)

_HOSTS = (
    select(PersonRow.id, PersonRow.name, AccountRow.username, PersonRow.handle)
    .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
    .outerjoin(AccountRow, AccountRow.person_id == PersonRow.id)
    .where(MembershipRow.group_id == bindparam("group"), MembershipRow.role.in_(HOSTS))
    .order_by(MembershipRow.since, PersonRow.id)
)


@dataclass(frozen=True, slots=True)
class Host:
    """Who acts for a group. *username* is "" without a local account, *handle* without one elsewhere."""

    person: PersonId
    name: str
    username: str
    handle: str


async def hosts_of(read: AsyncConnection, group: GroupId) -> tuple[Host, ...]:
    """The owner and organizers of a group, the longest-serving first."""
    rows = await read.execute(_HOSTS, {"group": group})
    return tuple(Host(PersonId(p), name, username or "", handle or "") for p, name, username, handle in rows)
