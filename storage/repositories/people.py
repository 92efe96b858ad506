"""People, by any of the ways they are known."""

from sqlalchemy import ColumnElement, or_, select

from fedevent.errors import NotFound
from fedevent.ids import PersonId
from fedevent.people import Person, normal_email
from fedevent.words import N_
from storage.errors import Clash
from storage.records.people import person_of, person_values
from storage.repositories.repository import Repository
from storage.statements import insert, upsert
from storage.tables.people import PersonRow


class People(Repository):
    """See ``fedevent.ports.People``."""

    async def get(self, person: PersonId) -> Person:
        """The person; ``NotFound`` when there is none."""
        found = await self._one(PersonRow.id == person)
        if found is None:
            raise NotFound(N_("There is no such person."))
        return found

    async def by_actor(self, actor: str) -> Person | None:
        """The person with this account elsewhere."""
        return await self._one(PersonRow.actor == actor) if actor else None

    async def by_email(self, email: str) -> Person | None:
        """The person with this address."""
        return await self._one(PersonRow.email_key == normal_email(email)) if email.strip() else None

    async def known(self, fresh: Person) -> Person:
        """The person with *fresh*'s actor or email, added if unknown.

        Safe when two ask at once: the second waits for the first's transaction, then finds its person.
        """
        adding = insert(self._connection, PersonRow).values(person_values(fresh)).on_conflict_do_nothing()
        await self._connection.execute(adding)
        ways: list[ColumnElement[bool]] = [PersonRow.id == fresh.id]
        if fresh.actor:
            ways.append(PersonRow.actor == fresh.actor)
        if fresh.email:
            ways.append(PersonRow.email_key == normal_email(fresh.email))
        found = await self._one(or_(*ways))
        if found is None:
            raise Clash("a person came and went")
        return found

    async def put(self, person: Person) -> None:
        """Add or change."""
        await upsert(self._connection, PersonRow, person_values(person), ["id"])

    async def _one(self, condition: ColumnElement[bool]) -> Person | None:
        row = await self._first(select(PersonRow.__table__).where(condition).order_by(PersonRow.id))
        return person_of(row) if row else None
