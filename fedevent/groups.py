"""A group of people who meet, and who may act for it."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fedevent import names, places, times
from fedevent.errors import Fault, NotAllowed, fault
from fedevent.ids import GroupId, PersonId, PictureId
from fedevent.people import Account, Rank
from fedevent.places import Place
from fedevent.words import N_

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Role(StrEnum):
    """What a person is to a group."""

    OWNER = "owner"
    ORGANIZER = "organizer"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Group:
    """A local group. *slug* is its handle's first part and never changes."""

    id: GroupId
    slug: str
    name: str
    summary: str = ""  # one plain line
    description: str = ""  # Markdown, as written
    timezone: str = "UTC"
    languages: tuple[str, ...] = ()
    place: Place | None = None
    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    picture: PictureId | None = None
    picture_alt: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's part in a group."""

    group: GroupId
    person: PersonId
    role: Role
    since: datetime


@dataclass(frozen=True, slots=True)
class Follower:
    """An account elsewhere that follows one of our groups, or (without *group*) the instance itself."""

    group: GroupId | None
    actor: str
    follow: str  # the id of the request, to answer and to undo it
    since: datetime


def check(group: Group) -> list[Fault]:
    """What cannot be taken of *group*, if anything."""
    faults = names.check(group.slug, "slug") + times.check_zone(group.timezone)
    for field, words in (("topics", group.topics), ("levels", group.levels), ("programs", group.programs)):
        if len(words) > 20 or any(len(word) > 40 for word in words):
            faults.append(fault(field, N_("Use at most 20 words of at most 40 characters.")))
    if not group.name.strip():
        faults.append(fault("name", N_("Give the group a name.")))
    if len(group.name) > 100:
        faults.append(fault("name", N_("Use at most %(count)s characters."), count=100))
    if len(group.summary) > 500:
        faults.append(fault("summary", N_("Use at most %(count)s characters."), count=500))
    if len(group.description) > 20_000:
        faults.append(fault("description", N_("Use at most %(count)s characters."), count=20_000))
    if len(group.picture_alt) > 1_500:
        faults.append(fault("picture_alt", N_("Use at most %(count)s characters."), count=1_500))
    if not all(LANGUAGE.fullmatch(code) for code in group.languages):
        faults.append(fault("languages", N_("Write languages as codes, such as de or pt-BR.")))
    if group.place:
        faults += places.check(group.place)
    return faults


def may_start(account: Account | None) -> bool:
    """Whether this account may start groups here."""
    return account is not None and account.rank in (Rank.ADMIN, Rank.ORGANIZER)


def organizes(membership: Membership | None, account: Account | None) -> bool:
    """Whether a person may act for a group: its owner and organizers, and the instance's admins."""
    if account is not None and account.rank is Rank.ADMIN:
        return True
    return membership is not None and membership.role in (Role.OWNER, Role.ORGANIZER)


def need_organizer(membership: Membership | None, account: Account | None) -> None:
    """Raise ``NotAllowed`` unless the person may act for the group."""
    if not organizes(membership, account):
        raise NotAllowed(N_("Only the organizers of this group may do that."))
