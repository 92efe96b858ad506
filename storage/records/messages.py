"""Messages: rows to records and back."""

from typing import Any

from fedevent.ids import EventId, GroupId, MessageId, PersonId
from fedevent.messages import Audience, Channel, Message, State
from fedevent.rsvps import Status
from storage.records.fields import AnyRow


def message_of(row: AnyRow) -> Message:
    """The message in *row*."""
    return Message(
        id=MessageId(row.id),
        group=GroupId(row.group_id),
        audience=Audience(EventId(row.event_id), tuple(Status(status) for status in row.statuses)),
        subject=row.subject,
        body=row.body,
        channels=tuple(Channel(channel) for channel in row.channels),
        state=State(row.state),
        created_by=PersonId(row.created_by) if row.created_by else None,
        created_at=row.created_at,
        sent_at=row.sent_at,
    )


def message_values(message: Message) -> dict[str, Any]:
    """The columns of *message*."""
    return {
        "id": message.id,
        "group_id": message.group,
        "event_id": message.audience.event,
        "statuses": [status.value for status in message.audience.statuses],
        "subject": message.subject,
        "body": message.body,
        "channels": [channel.value for channel in message.channels],
        "state": message.state.value,
        "created_by": message.created_by or None,
        "created_at": message.created_at,
        "sent_at": message.sent_at,
    }
