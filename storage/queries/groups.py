"""Groups: the list with its filters, one group's page, and the people around it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, select

from fedevent.groups import Group, Membership, Role
from fedevent.ids import GroupId, PersonId
from storage import search
from storage.engine import Database
from storage.queries.hosting import Host, hosts_of
from storage.queries.next_dates import NextDate, next_dates
from storage.records.fields import AnyRow
from storage.records.groups import group_of
from storage.tables.actors import ActorRow
from storage.tables.groups import FollowerRow, GroupRow, GroupTagRow, MembershipRow
from storage.tables.people import PersonRow

KM_PER_DEGREE = 111.2

_BY_ID = select(GroupRow.__table__).where(GroupRow.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group in a list. *next_starts* is a wall-clock time in *next_timezone*; None without a next date."""

    id: GroupId
    slug: str
    name: str
    summary: str
    place: str
    locality: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    followers: int
    members: int
    next_starts: datetime | None
    next_timezone: str
    next_title: str
    picture: str | None = None
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group and what its page shows beside it. *members* counts its hosts too."""

    group: Group
    hosts: tuple[Host, ...]
    followers: int
    members: int


@dataclass(frozen=True, slots=True)
class FollowerView:
    """An account elsewhere that follows a group. *handle* and *name* are "" while nothing is known of it."""

    actor: str
    handle: str
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class MemberView:
    """A person of a group."""

    person: PersonId
    name: str
    handle: str
    role: Role
    since: datetime


# `Groups.list` would hide the built-in name from the annotations inside the class.
Cards = list[GroupCard]
Followers = list[FollowerView]
Members = list[MemberView]
Texts = list[str]


class Groups:
    """Local groups that were not deleted. *clock* tells which date is the next."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def list(
        self,
        q: str = "",
        topic: str = "",
        level: str = "",
        program: str = "",
        language: str = "",
        near: tuple[float, float] | None = None,
        within_km: float | None = None,
        online: bool | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> Cards:
        """Groups by name, or by distance from *near* (latitude, longitude in degrees, WGS 84).

        *online*: True for groups without a place, False for those with one. Groups without coordinates are
        left out when *near* is given.
        """
        found = [GroupRow.deleted_at.is_(None), *search.matches(GroupRow.search, q)]
        labels = {"topic": topic, "level": level, "program": program, "language": language}
        found += [_tagged(kind, value) for kind, value in labels.items() if value]
        if online is not None:
            found.append(GroupRow.place_name.is_(None) if online else GroupRow.place_name.is_not(None))
        if near:
            found += _box(near, within_km)
        page = _select_cards().where(*found).order_by(func.lower(GroupRow.name), GroupRow.id)
        async with self._database.reading(slow=True) as read:
            rows = (await read.execute(page if near else page.limit(limit).offset(offset))).all()
            away = _by_distance(rows, near, within_km)[offset : offset + limit] if near else None
            chosen = [row for row, _ in away] if away is not None else list(rows)
            dates = await next_dates(read, [row.id for row in chosen], self._clock())
        distances = [km for _, km in away] if away is not None else [None] * len(chosen)
        return [_card(row, dates.get(row.id), km) for row, km in zip(chosen, distances, strict=True)]

    async def page(self, slug: str) -> GroupPage | None:
        """The group called *slug*, or None."""
        where = (GroupRow.slug == slug, GroupRow.deleted_at.is_(None))
        whole = select(*GroupRow.__table__.columns, _followers(), _members()).where(*where)
        async with self._database.reading() as read:
            row = (await read.execute(whole)).first()
            if row is None:
                return None
            hosts = await hosts_of(read, GroupId(row.id))
        return GroupPage(group_of(row), hosts, row.followers, row.members)

    async def by_id(self, group: GroupId) -> Group | None:
        """The group, deleted or not, or None."""
        async with self._database.reading() as read:
            row = (await read.execute(_BY_ID, {"id": group})).first()
        return group_of(row) if row else None

    async def followers(self, group: GroupId, limit: int = 100, offset: int = 0) -> Followers:
        """Who follows the group, the newest first."""
        page = (
            select(FollowerRow.actor, ActorRow.handle, ActorRow.name, FollowerRow.since)
            .outerjoin(ActorRow, ActorRow.id == FollowerRow.actor)
            .where(FollowerRow.group_id == group)
            .order_by(FollowerRow.since.desc(), FollowerRow.actor)
            .limit(limit)
            .offset(offset)
        )
        async with self._database.reading() as read:
            rows = (await read.execute(page)).all()
        return [FollowerView(row.actor, row.handle or "", row.name or "", row.since) for row in rows]

    async def members(self, group: GroupId, limit: int = 100, offset: int = 0) -> Members:
        """Who belongs to the group, hosts too, in the order they came."""
        page = (
            select(PersonRow.id, PersonRow.name, PersonRow.handle, MembershipRow.role, MembershipRow.since)
            .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
            .where(MembershipRow.group_id == group)
            .order_by(MembershipRow.since, PersonRow.id)
            .limit(limit)
            .offset(offset)
        )
        async with self._database.reading() as read:
            rows = (await read.execute(page)).all()
        return [MemberView(PersonId(r.id), r.name, r.handle or "", Role(r.role), r.since) for r in rows]

    async def membership(self, group: GroupId, person: PersonId) -> Membership | None:
        """The person's part in the group, or None."""
        one = select(MembershipRow.__table__).where(
            MembershipRow.group_id == group, MembershipRow.person_id == person
        )
        async with self._database.reading() as read:
            row = (await read.execute(one)).first()
        return Membership(group, person, Role(row.role), row.since) if row else None

    async def topics(self) -> Texts:
        """The topics of all groups, for the filter."""
        return await self.labels("topic")

    async def labels(self, kind: str) -> Texts:
        """The values of one filter: *kind* is topic, level, program or language."""
        labels = select(GroupTagRow.label).join(GroupRow, GroupRow.id == GroupTagRow.group_id)
        labels = labels.where(GroupTagRow.kind == kind, GroupRow.deleted_at.is_(None))
        async with self._database.reading() as read:
            return [*(await read.scalars(labels.distinct().order_by(GroupTagRow.label))).all()]


def _select_cards() -> Any:
    return select(
        GroupRow.id,
        GroupRow.slug,
        GroupRow.name,
        GroupRow.summary,
        GroupRow.place_name,
        GroupRow.place_locality,
        GroupRow.latitude,
        GroupRow.longitude,
        GroupRow.languages,
        GroupRow.topics,
        GroupRow.picture,
        _followers(),
        _members(),
    )


def _followers() -> Any:
    number = select(func.count()).select_from(FollowerRow).where(FollowerRow.group_id == GroupRow.id)
    return number.scalar_subquery().label("followers")


def _members() -> Any:
    number = select(func.count()).select_from(MembershipRow).where(MembershipRow.group_id == GroupRow.id)
    return number.scalar_subquery().label("members")


def _tagged(kind: str, value: str) -> Any:
    return exists().where(
        GroupTagRow.group_id == GroupRow.id, GroupTagRow.kind == kind, GroupTagRow.value == search.fold(value)
    )


def _box(near: tuple[float, float], within_km: float | None) -> list[ColumnElement[bool]]:
    """A box around the circle, so that an index helps; the circle itself is cut out afterwards."""
    latitude, _ = near
    conditions: list[ColumnElement[bool]] = [GroupRow.latitude.is_not(None)]
    if within_km is not None:
        high = within_km / KM_PER_DEGREE
        conditions.append(GroupRow.latitude.between(latitude - high, latitude + high))
    return conditions


def _by_distance(
    rows: Sequence[AnyRow], near: tuple[float, float], within_km: float | None
) -> list[tuple[AnyRow, float]]:
    away = [(row, distance_km(near, (row.latitude, row.longitude))) for row in rows]
    near_enough = [pair for pair in away if within_km is None or pair[1] <= within_km]
    return sorted(near_enough, key=lambda pair: pair[1])


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The way between two places in km along a great circle (haversine, mean earth radius)."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(x), math.radians(y)) for x, y in (a, b))
    h = math.sin((lat2 - lat1) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, h)))


def _card(row: AnyRow, date: NextDate | None, km: float | None) -> GroupCard:
    return GroupCard(
        id=GroupId(row.id),
        slug=row.slug,
        name=row.name,
        summary=row.summary,
        place=row.place_name or "",
        locality=row.place_locality,
        languages=tuple(row.languages),
        topics=tuple(row.topics),
        followers=row.followers,
        members=row.members,
        next_starts=date.starts if date else None,
        next_timezone=date.timezone if date else "",
        next_title=date.title if date else "",
        picture=row.picture,
        distance_km=km,
    )
