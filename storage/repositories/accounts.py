"""Local accounts, their sessions and tokens."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from fedevent.ids import PersonId
from fedevent.people import Account
from storage.records.people import account_of, account_values
from storage.repositories.names import claim_name
from storage.repositories.repository import Repository
from storage.statements import add, add_new, upsert
from storage.tables.accounts import AccountRow, NameRow, SessionRow, SpentLinkRow, TokenRow


class Accounts(Repository):
    """See ``fedevent.ports.Accounts``."""

    async def find(self, person: PersonId) -> Account | None:
        """The person's account."""
        return await self._one(AccountRow.person_id == person)

    async def by_username(self, username: str) -> Account | None:
        """The account called *username*."""
        return await self._one(AccountRow.username == username)

    async def put(self, account: Account) -> None:
        """Add or change; the username is the account's for ever."""
        await claim_name(self._connection, account.username, f"person:{account.person}")
        await upsert(self._connection, AccountRow, account_values(account), ["person_id"])

    async def name_taken(self, name: str) -> bool:
        """Whether a group or an account has *name* already."""
        return await self._first(select(NameRow.name).where(NameRow.name == name)) is not None

    async def put_token(self, person: PersonId, token_hash: str, scopes: Sequence[str], at: datetime) -> None:
        """Add a token for the API."""
        values = {"person_id": person, "token_hash": token_hash, "scopes": list(scopes), "created_at": at}
        await add(self._connection, TokenRow, values)

    async def put_session(self, person: PersonId, token_hash: str, at: datetime, until: datetime) -> None:
        """Begin a session."""
        values = {"person_id": person, "token_hash": token_hash, "created_at": at, "until": until}
        await add(self._connection, SessionRow, values)

    async def end_session(self, token_hash: str) -> None:
        """End one session."""
        await self._connection.execute(delete(SessionRow).where(SessionRow.token_hash == token_hash))

    async def end_sessions(self, person: PersonId) -> None:
        """End every session of a person."""
        await self._connection.execute(delete(SessionRow).where(SessionRow.person_id == person))

    async def spend(self, nonce: str, at: datetime) -> bool:
        """Use up a one-time link; False when it was used before."""
        return await add_new(self._connection, SpentLinkRow, {"nonce": nonce, "at": at})

    async def _one(self, condition: ColumnElement[bool]) -> Account | None:
        row = await self._first(select(AccountRow.__table__).where(condition))
        return account_of(row) if row else None
