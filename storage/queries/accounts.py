"""Who is signed in, and by what they prove it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from fedevent.ids import GroupId, PersonId
from fedevent.people import Account, Person, Rank, normal_email
from storage.engine import Database
from storage.queries.hosting import HOSTS
from storage.records.fields import AnyRow
from storage.records.people import account_of, person_of
from storage.tables.accounts import AccountRow, SessionRow, TokenRow
from storage.tables.groups import GroupRow, MembershipRow
from storage.tables.people import PersonRow


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a page. *groups*: (id, slug, name) of those they act for. *email*: "" if none is known."""

    person: PersonId
    name: str
    username: str
    email: str
    rank: Rank
    language: str | None
    timezone: str | None
    epoch: int
    groups: tuple[tuple[GroupId, str, str], ...]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against. *password_hash*: None for an account that signs in by links only."""

    person: PersonId
    epoch: int
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """Who calls the API, and what the token allows."""

    person: PersonId
    rank: Rank
    scopes: tuple[str, ...]


class Accounts:
    """Local accounts, by whatever proves them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def viewer(self, session_hash: str, now: datetime) -> Viewer | None:
        """Whose session it is, or None when there is none or it has ended. Two queries."""
        one = (
            select(PersonRow.__table__, *account_columns())
            .join(AccountRow, AccountRow.person_id == PersonRow.id)
            .join(SessionRow, SessionRow.person_id == PersonRow.id)
            .where(SessionRow.token_hash == session_hash, SessionRow.until > now)
        )
        async with self._database.reading() as read:
            row = (await read.execute(one)).first()
            if row is None:
                return None
            groups = await read.execute(
                select(GroupRow.id, GroupRow.slug, GroupRow.name)
                .join(MembershipRow, MembershipRow.group_id == GroupRow.id)
                .where(MembershipRow.person_id == row.id, MembershipRow.role.in_(HOSTS))
                .where(GroupRow.deleted_at.is_(None))
                .order_by(func.lower(GroupRow.name), GroupRow.id)
            )
            return _viewer(row, tuple((GroupId(g), slug, name) for g, slug, name in groups))

    async def credentials(self, email: str) -> Credentials | None:
        """What the account with this address signs in by, or None."""
        one = (
            select(AccountRow.person_id, AccountRow.epoch, AccountRow.password_hash)
            .join(PersonRow, PersonRow.id == AccountRow.person_id)
            .where(PersonRow.email_key == normal_email(email))
        )
        async with self._database.reading() as read:
            row = (await read.execute(one)).first()
        return Credentials(PersonId(row.person_id), row.epoch, row.password_hash) if row else None

    async def account(self, person: PersonId) -> tuple[Person, Account] | None:
        """The person and their account, or None without one."""
        return await self._one(AccountRow.person_id == person)

    async def by_username(self, name: str) -> tuple[Person, Account] | None:
        """The person whose account is called *name*, or None."""
        return await self._one(AccountRow.username == name)

    async def token(self, token_hash: str) -> TokenHolder | None:
        """Whose token it is, or None."""
        one = (
            select(TokenRow.person_id, AccountRow.rank, TokenRow.scopes)
            .join(AccountRow, AccountRow.person_id == TokenRow.person_id)
            .where(TokenRow.token_hash == token_hash)
        )
        async with self._database.reading() as read:
            row = (await read.execute(one)).first()
        return TokenHolder(PersonId(row.person_id), Rank(row.rank), tuple(row.scopes)) if row else None

    async def _one(self, condition: Any) -> tuple[Person, Account] | None:
        one = (
            select(PersonRow.__table__, *account_columns())
            .join(AccountRow, AccountRow.person_id == PersonRow.id)
            .where(condition)
        )
        async with self._database.reading() as read:
            row = (await read.execute(one)).first()
        return (person_of(row), account_of(row, "account_")) if row else None


def account_columns() -> list[Any]:
    """An account's columns for a join, each with "account_" before its name."""
    return [column.label(f"account_{column.name}") for column in AccountRow.__table__.columns]


def _viewer(row: AnyRow, groups: tuple[tuple[GroupId, str, str], ...]) -> Viewer:
    return Viewer(
        person=PersonId(row.id),
        name=row.name,
        username=row.account_username,
        email=row.email or "",
        rank=Rank(row.account_rank),
        language=row.language,
        timezone=row.timezone,
        epoch=row.account_epoch,
        groups=groups,
    )
