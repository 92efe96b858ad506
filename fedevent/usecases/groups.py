"""Starting and keeping a group."""

from dataclasses import dataclass, replace
from datetime import timedelta

from fedevent import groups
from fedevent.domain_events import GroupChanged, GroupCreated, GroupFollowed, LinkAsked
from fedevent.errors import Conflict, NotAllowed, NotFound, TooMany, fault, refuse
from fedevent.groups import Follower, Group, Membership, Role
from fedevent.ids import GroupId, PersonId, PictureId
from fedevent.people import Account, Rank, check_email, check_name, one_line
from fedevent.places import Place
from fedevent.ports import UnitOfWork
from fedevent.usecases import accounts, people
from fedevent.usecases.access import organized
from fedevent.words import N_

MOST_INVITED = 20  # co-hosts that one person invites in an hour
MOST_ANSWERED = 20  # follows by one account that are answered in an hour


@dataclass(frozen=True, slots=True)
class Profile:
    """What an organizer fills in about a group; the handle is given once, apart."""

    name: str
    summary: str = ""
    description: str = ""
    timezone: str = "UTC"
    languages: tuple[str, ...] = ()
    place: Place | None = None
    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    picture: PictureId | None = None
    picture_alt: str = ""


async def create(work: UnitOfWork, slug: str, profile: Profile, by: PersonId) -> Group:
    """Start a group; whoever starts it owns it. Commits."""
    async with work:
        if not groups.may_start(await work.accounts.find(by)):
            raise NotAllowed(N_("You may not start groups here; ask the people who run this chapter."))
        group = _filled(Group(GroupId(work.new_id()), slug, profile.name, created_at=work.now), profile)
        faults = groups.check(group)
        if await work.accounts.name_taken(slug):
            faults.append(fault("slug", N_("This name is taken.")))
        refuse(faults)
        group = replace(group, updated_at=work.now)
        await work.groups.put(group)
        await work.groups.put_membership(Membership(group.id, by, Role.OWNER, work.now))
        work.record(GroupCreated(group.id))
        await work.commit()
    return group


async def edit(work: UnitOfWork, group_id: GroupId, profile: Profile, by: PersonId) -> Group:
    """Change a group's profile. Commits."""
    async with work:
        known = await organized(work, group_id, by)
        group = _filled(known, profile)
        refuse(groups.check(group))
        if group != known:
            group = replace(group, updated_at=work.now)
            await work.groups.put(group)
            work.record(GroupChanged(group.id))
        await work.commit()
    return group


def _filled(group: Group, profile: Profile) -> Group:
    return replace(
        group,
        name=one_line(profile.name),
        summary=" ".join(profile.summary.split()),
        description=profile.description.strip(),
        timezone=profile.timezone,
        languages=profile.languages,
        place=profile.place,
        topics=profile.topics,
        levels=profile.levels,
        programs=profile.programs,
        picture=profile.picture,
        picture_alt=profile.picture_alt.strip(),
    )


async def add_host(work: UnitOfWork, group_id: GroupId, email: str, name: str, by: PersonId) -> PersonId:
    """Make somebody a co-host by their address; who has no account gets one and a link to it. Commits.

    ``TooMany`` for who invites without end: each invitation is a mail to somebody who did not ask for it.
    """
    refuse(check_email(email) + (check_name(name) if name.strip() else []))
    async with work:
        await organized(work, group_id, by)
        if not await work.limits.allow(f"invite:{by}", MOST_INVITED, timedelta(hours=1), work.now):
            raise TooMany(N_("You invited many people within an hour; please wait a while."))
        person = await people.by_email(work, email, name, None)
        if await work.accounts.find(person.id) is None:
            username = await accounts.free_username(work, person.name or email)
            await work.accounts.put(Account(person.id, username, Rank.MEMBER, created_at=work.now))
        known = await work.groups.membership(group_id, person.id)
        if known and known.role in (Role.OWNER, Role.ORGANIZER):
            raise Conflict(N_("This person is a host already."))
        await work.groups.put_membership(Membership(group_id, person.id, Role.ORGANIZER, work.now))
        work.record(LinkAsked(person.id, "invite", group_id))
        await work.commit()
    return person.id


async def remove_host(work: UnitOfWork, group_id: GroupId, person: PersonId, by: PersonId) -> None:
    """End somebody's part as host, or one's own. A group keeps at least one. Commits."""
    async with work:
        await organized(work, group_id, by)
        hosts = [m for m in await work.groups.members(group_id) if m.role in (Role.OWNER, Role.ORGANIZER)]
        leaving = next((m for m in hosts if m.person == person), None)
        if leaving is None:
            raise NotFound(N_("This person is no host of the group."))
        if len(hosts) == 1:
            raise Conflict(N_("A group needs at least one host; add another first."))
        await work.groups.remove_membership(group_id, person)
        if leaving.role is Role.OWNER and not any(m.role is Role.OWNER for m in hosts if m is not leaving):
            heir = min((m for m in hosts if m is not leaving), key=lambda m: m.since)
            await work.groups.put_membership(replace(heir, role=Role.OWNER))
        await work.commit()


async def follow_by_slug(work: UnitOfWork, slug: str, actor: str, follow_id: str) -> None:
    """An account elsewhere follows the group called *slug*; asking again is answered again. Commits."""
    async with work:
        group = await work.groups.by_slug(slug)
        if group.deleted_at:
            raise NotFound(N_("There is no such group."))
        await _follow(work, group.id, actor, follow_id)


async def follow_instance(work: UnitOfWork, actor: str, follow_id: str) -> None:
    """An account elsewhere follows the instance itself. Commits."""
    async with work:
        await _follow(work, None, actor, follow_id)


async def _follow(work: UnitOfWork, group: GroupId | None, actor: str, follow_id: str) -> None:
    await work.groups.follow(Follower(group, actor, follow_id, work.now))
    # Each answer to a follow of the instance brings all events to come: not for ever, for so little asked.
    key = f"follow:{group or ''}:{actor}"
    if await work.limits.allow(key, MOST_ANSWERED, timedelta(hours=1), work.now):
        work.record(GroupFollowed(group or "", actor, follow_id))
    await work.commit()


async def unfollow_by_slug(work: UnitOfWork, slug: str, actor: str) -> None:
    """An account elsewhere no longer follows the group called *slug*. Commits."""
    async with work:
        group = await work.groups.by_slug(slug)
        await work.groups.unfollow(group.id, actor)
        await work.commit()


async def unfollow_by_request(work: UnitOfWork, actor: str, follow_id: str) -> bool:
    """An account elsewhere undoes its request, naming nothing but that. Commits. False when there is none."""
    async with work:
        found = await work.groups.unfollow_request(actor, follow_id)
        await work.commit()
    return found


async def unfollow_instance(work: UnitOfWork, actor: str) -> None:
    """An account elsewhere no longer follows the instance. Commits."""
    async with work:
        await work.groups.unfollow(None, actor)
        await work.commit()
