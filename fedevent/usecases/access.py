"""Who asks, and may they: the check in front of everything an organizer does."""

from fedevent.groups import Group, need_organizer
from fedevent.ids import GroupId, PersonId
from fedevent.ports import UnitOfWork


async def organized(work: UnitOfWork, group: GroupId, by: PersonId) -> Group:
    """The group, locked, for an organizer of it; ``NotAllowed`` for anybody else."""
    found = await work.groups.get(group)
    need_organizer(await work.groups.membership(group, by), await work.accounts.find(by))
    return found
