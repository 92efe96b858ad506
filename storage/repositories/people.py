"""People, by any of the ways they are known."""

from sqlalchemy import bindparam, or_, select

from fedevent.errors import NotFound
from fedevent.ids import PersonId
from fedevent.people import Person, normal_email
from fedevent.words import N_
from storage.errors import Clash
from storage.records.fields import AnySelect
from storage.records.people import person_of, person_values
from storage.repositories.repository import Repository
from storage.statements import add_new, upsert
from storage.tables.people import PersonRow

_PEOPLE = select(PersonRow.__table__)
_BY_ID = _PEOPLE.where(PersonRow.id == bindparam("id"))
_BY_ACTOR = _PEOPLE.where(PersonRow.actor == bindparam("actor"))
_BY_EMAIL = _PEOPLE.where(PersonRow.email_key == bindparam("email"))
_BY_EITHER = _PEOPLE.where(
    or_(PersonRow.actor == bindparam("actor"), PersonRow.email_key == bindparam("email"))
).order_by(PersonRow.id)


class People(Repository):
    """See ``fedevent.ports.People``."""

    async def get(self, person: PersonId) -> Person:
        """The person; ``NotFound`` when there is none."""
        found = await self._one(_BY_ID, id=person)
        if found is None:
            raise NotFound(N_("There is no such person."))
        return found

    async def by_actor(self, actor: str) -> Person | None:
        """The person with this account elsewhere."""
        return await self._one(_BY_ACTOR, actor=actor) if actor else None

    async def by_email(self, email: str) -> Person | None:
        """The person with this address."""
        return await self._one(_BY_EMAIL, email=normal_email(email)) if email.strip() else None

    async def known(self, fresh: Person) -> Person:
        """The person with *fresh*'s actor or email, added if unknown.

        Safe when two ask at once: the second waits for the first's transaction, then finds its person.
        """
        values = person_values(fresh)
        if await add_new(self._connection, PersonRow, values):
            return fresh
        found = await self._one(_BY_EITHER, actor=values["actor"], email=values["email_key"])
        if found is None:
            raise Clash("a person came and went")
        return found

    async def put(self, person: Person) -> None:
        """Add or change."""
        await upsert(self._connection, PersonRow, person_values(person), ["id"])

    async def _one(self, wanted: AnySelect, **values: str | None) -> Person | None:
        row = await self._first(wanted, **values)
        return person_of(row) if row else None
