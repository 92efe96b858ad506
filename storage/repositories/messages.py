"""Messages, and whom they go to."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from sqlalchemy import case, select

from fedevent.errors import NotFound
from fedevent.ids import MessageId, PersonId
from fedevent.messages import Audience, Channel, Listener, Message
from fedevent.rsvps import FROM_AFAR
from fedevent.words import N_
from storage.queries.latest_consents import latest_for_event
from storage.records.messages import message_of, message_values
from storage.repositories.repository import Repository
from storage.statements import add_missing, batches, upsert
from storage.tables.messages import WAITING, LeftOutRow, MessageRow, RecipientRow
from storage.tables.people import PersonRow
from storage.tables.rsvps import RsvpRow


class Messages(Repository):
    """See ``fedevent.ports.Messages``."""

    async def get(self, message: MessageId) -> Message:
        """Load in order to change, locked; ``NotFound`` when there is none."""
        wanted = select(MessageRow.__table__).where(MessageRow.id == message)
        row = await self._first(wanted.with_for_update(key_share=True))
        if row is None:
            raise NotFound(N_("There is no such message."))
        return message_of(row)

    async def put(self, message: Message) -> None:
        """Add or change."""
        await upsert(self._connection, MessageRow, message_values(message), ["id"])

    async def listeners(self, audience: Audience) -> Sequence[Listener]:
        """The people whose answer stands where *audience* says; one query, however many."""
        agreed = latest_for_event(audience.event).subquery()
        wanted = (
            select(
                RsvpRow.person_id,
                RsvpRow.source,
                PersonRow.actor,
                case((PersonRow.email_confirmed_at.is_not(None), PersonRow.email)).label("proven"),
                agreed.c.given,
            )
            .join(PersonRow, PersonRow.id == RsvpRow.person_id)
            .outerjoin(agreed, agreed.c.person_id == RsvpRow.person_id)
            .where(RsvpRow.event_id == audience.event, RsvpRow.status.in_(audience.statuses))
            .where(PersonRow.erased_at.is_(None))
            .order_by(RsvpRow.since, RsvpRow.id)
        )
        return [
            Listener(PersonId(row.person_id), bool(row.given), row.actor, row.proven, row.source in FROM_AFAR)
            for row in await self._connection.execute(wanted)
        ]

    async def put_recipients(
        self, message: MessageId, recipients: Iterable[tuple[PersonId, Channel]]
    ) -> None:
        """Fix who gets the message and how; once put, a person is never added twice."""
        for batch in batches(recipients):
            people = select(PersonRow.id, PersonRow.actor, PersonRow.email).where(
                PersonRow.id.in_([person for person, _ in batch])
            )
            ways = {row.id: row for row in await self._connection.execute(people)}
            rows = [
                {
                    "message_id": message,
                    "person_id": person,
                    "channel": channel.value,
                    "host": _host(channel, ways[person].actor, ways[person].email),
                    "state": WAITING,
                    "error": "",
                }
                for person, channel in batch
            ]
            await add_missing(self._connection, RecipientRow, rows)

    async def put_left_out(self, message: MessageId, left_out: dict[str, int]) -> None:
        """Keep how many do not get the message, and why."""
        for why, number in left_out.items():
            values = {"message_id": message, "why": why, "number": number}
            await upsert(self._connection, LeftOutRow, values, ["message_id", "why"])


def _host(channel: Channel, actor: str | None, email: str | None) -> str:
    """The server or mail domain that the report counts by."""
    if channel is Channel.EMAIL:
        return (email or "").rpartition("@")[2]
    return urlsplit(actor or "").netloc.lower()
