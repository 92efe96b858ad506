"""Messages of the hosts in JSON."""

from typing import Annotated, Literal, cast

from msgspec import UNSET, Meta, Struct, UnsetType, field

from fedevent.messages import Channel, Message, Preview
from storage.queries.messages import MessageReport, MessageRow
from web.api.moments import maybe_utc
from web.api.shapes.common import GroupRef

Listed = Literal["going", "maybe", "declined", "waiting", "requested", "rejected"]
Statuses = Annotated[list[Listed], Meta(min_length=1, max_length=6)]
Channels = Annotated[list[Channel], Meta(max_length=10)]


class AudienceShape(Struct, kw_only=True):
    """Everyone whose answer to *event* stands at one of *status*."""

    event: str
    status: Statuses = field(default_factory=lambda: ["going"])


class MessageChange(Struct, kw_only=True):
    """What may be changed of a draft. What is left out stays."""

    subject: str | UnsetType = UNSET
    body: Annotated[str, Meta(description="Markdown")] | UnsetType = UNSET
    audience: AudienceShape | UnsetType = UNSET
    channels: Channels | UnsetType = UNSET


class NewMessage(MessageChange, kw_only=True):
    """A message: sent at once, unless *draft*."""

    subject: str
    body: Annotated[str, Meta(description="Markdown")]
    audience: AudienceShape
    draft: bool = False


class Recipients(Struct):
    """How many get a message, by which way, and how many of its audience do not, by reason."""

    total: int
    by_channel: dict[str, int]
    left_out: dict[str, int]


class HostDelivery(Struct):
    """How it went with one server, or with one mail domain."""

    host: str
    channel: str
    delivered: int
    waiting: int
    failed: int
    last_error: str | None


class Delivery(Struct):
    """How many copies arrived, are on the way, or failed for good."""

    delivered: int
    waiting: int
    failed: int
    hosts: list[HostDelivery]


class MessageShape(Struct, kw_only=True):
    """A message. The recipients of a draft are those who would get it now."""

    id: str
    group: GroupRef
    subject: str
    body: str
    audience: AudienceShape
    channels: list[str]
    status: str
    created_at: str | None
    sent_at: str | None
    recipients: Recipients
    delivery: Delivery | UnsetType = UNSET


class EventTitle(Struct):
    """The event that a message is about."""

    id: str
    title: str


class MessageItem(Struct, kw_only=True):
    """A message in a list."""

    id: str
    subject: str
    status: str
    event: EventTitle
    created_at: str | None
    sent_at: str | None
    recipients: Recipients


def of_preview(preview: Preview) -> Recipients:
    """The recipients of a message that is sent just now, or would be."""
    return Recipients(
        preview.total,
        {channel.value: len(preview.by_channel.get(channel, ())) for channel in Channel},
        {why.value: number for why, number in preview.left_out.items()},
    )


def of_numbers(by_channel: dict[str, int], left_out: dict[str, int]) -> Recipients:
    """The recipients of a message that was sent."""
    every = {channel.value: by_channel.get(channel.value, 0) for channel in Channel}
    return Recipients(sum(every.values()), every, dict(left_out))


def of_report(report: MessageReport) -> Delivery:
    """Where the copies of a message have got to."""
    hosts = [
        HostDelivery(h.host, h.channel, h.delivered, h.waiting, h.failed, h.last_error or None)
        for h in report.per_host
    ]
    return Delivery(report.delivered, report.waiting, report.failed, hosts)


def write_message(
    message: Message, group: GroupRef, recipients: Recipients, delivery: Delivery | UnsetType = UNSET
) -> MessageShape:
    """The whole message."""
    statuses = cast(Statuses, [status.value for status in message.audience.statuses])
    return MessageShape(
        id=message.id,
        group=group,
        subject=message.subject,
        body=message.body,
        audience=AudienceShape(event=message.audience.event, status=statuses),
        channels=[channel.value for channel in message.channels],
        status=message.state.value,
        created_at=maybe_utc(message.created_at),
        sent_at=maybe_utc(message.sent_at),
        recipients=recipients,
        delivery=delivery,
    )


def write_item(row: MessageRow) -> MessageItem:
    """A message in a list."""
    return MessageItem(
        id=row.id,
        subject=row.subject,
        status=row.state,
        event=EventTitle(row.event, row.event_title),
        created_at=maybe_utc(row.created_at),
        sent_at=maybe_utc(row.sent_at),
        recipients=of_numbers(row.by_channel, row.left_out),
    )
