"""People and accounts: rows to records and back."""

from typing import Any

from fedevent.ids import PersonId
from fedevent.people import Account, Person, Rank, normal_email
from storage.records.fields import AnyRow, fields


def person_of(row: AnyRow) -> Person:
    """The person in *row*."""
    return Person(
        id=PersonId(row.id),
        name=row.name,
        email=row.email,
        email_confirmed_at=row.email_confirmed_at,
        actor=row.actor,
        handle=row.handle,
        language=row.language,
        timezone=row.timezone,
        created_at=row.created_at,
        erased_at=row.erased_at,
    )


def person_values(person: Person) -> dict[str, Any]:
    """The columns of *person*. No address is None, never "": two without one are two people."""
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email or None,
        "email_key": normal_email(person.email) if person.email else None,
        "email_confirmed_at": person.email_confirmed_at,
        "actor": person.actor or None,
        "handle": person.handle,
        "language": person.language,
        "timezone": person.timezone,
        "created_at": person.created_at,
        "erased_at": person.erased_at,
    }


def account_of(row: AnyRow, prefix: str = "") -> Account:
    """The account in *row*."""
    field = fields(row, prefix)
    return Account(
        person=PersonId(field("person_id")),
        username=field("username"),
        rank=Rank(field("rank")),
        password_hash=field("password_hash"),
        epoch=field("epoch"),
        created_at=field("created_at"),
    )


def account_values(account: Account) -> dict[str, Any]:
    """The columns of *account*."""
    return {
        "person_id": account.person,
        "username": account.username,
        "rank": account.rank.value,
        "password_hash": account.password_hash,
        "epoch": account.epoch,
        "created_at": account.created_at,
    }
