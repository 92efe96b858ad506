"""Messages: what the hosts write to those who answered, to whom it goes, and what became of it."""

from typing import Any

from fedevent import messages as rules
from fedevent.errors import NotFound
from fedevent.groups import Group
from fedevent.ids import MessageId
from fedevent.messages import Audience, Channel, Message, Preview
from fedevent.rsvps import Status
from fedevent.usecases import messages
from fedevent.usecases.messages import Letter
from fedevent.words import N_
from storage.queries.messages import MessageReport
from web.api import finding
from web.api.call import Ask, Nothing, call
from web.api.paging import Page, Paged, page
from web.api.shapes import messages as shapes
from web.api.shapes.common import group_ref
from web.api.shapes.messages import (
    AudienceShape,
    MessageChange,
    MessageItem,
    MessageShape,
    NewMessage,
)

NO_MESSAGE = N_("There is no such message.")
OTHER_AUDIENCES = (
    *("all", "any", "not", "series", "group", "follows", "member", "attended", "answered"),
    *("language", "source", "tag", "joined_since"),
)
NOT_YET = ("send_at", "relative", *(f"audience.{name}" for name in OTHER_AUDIENCES))


@call(
    "POST",
    "/groups/{slug}/messages",
    scope="write",
    takes=NewMessage,
    gives=MessageShape,
    status=201,
    not_yet=NOT_YET,
)
async def create(ask: Ask[NewMessage]) -> MessageShape:
    """Write to those whose answer to an event stands at one of `audience.status`: at once, unless `draft`.

    Each person gets it once, by the way they came if that is among `channels`. Who did not agree to be
    written to is left out and counted. `send_at`, `relative` and other audiences are refused until they
    exist.
    """
    group = (await finding.group(ask)).group
    await finding.need_organizer(ask, group.id)
    said = ask.said
    chosen = _channels(said)
    channels = (Channel.FEDIVERSE, Channel.EMAIL) if chosen is None else chosen
    letter = Letter(await _audience(ask, said.audience), said.subject, said.body, channels)
    if said.draft:
        return await _drafted(ask, await messages.draft(ask.work(), group.id, letter, ask.by), group)
    sent, preview = await messages.send(ask.work(), group.id, letter, ask.by)
    return _sent(ask, sent, preview, group)


@call("GET", "/groups/{slug}/messages", scope="read", takes=Paged, gives=Page[MessageItem])
async def listing(ask: Ask[Paged]) -> Page[MessageItem]:
    """The messages of a group, the newest first, for its hosts."""
    group = (await finding.group(ask)).group
    await finding.need_organizer(ask, group.id)
    rows = await ask.reads.messages.of_group(group.id)
    first = ask.said.offset
    return page(rows[first : first + ask.said.limit + 1], ask.said, shapes.write_item)


@call("GET", "/messages/{id}", scope="read", takes=Nothing, gives=MessageShape)
async def show(ask: Ask[Nothing]) -> MessageShape:
    """One message, and how many copies arrived, are on the way, or failed, server by server."""
    report, group = await _found(ask)
    if report.message.state is rules.State.DRAFT:
        return await _drafted(ask, report.message, group)
    recipients = shapes.of_numbers(report.by_channel, report.left_out)
    return shapes.write_message(
        report.message, group_ref(ask.request, group), recipients, shapes.of_report(report)
    )


@call("PATCH", "/messages/{id}", scope="write", takes=MessageChange, gives=MessageShape, not_yet=NOT_YET)
async def edit(ask: Ask[MessageChange]) -> MessageShape:
    """Change a draft."""
    report, group = await _found(ask)
    known, said = report.message, ask.said
    letter = Letter(
        audience=await _audience(ask, said.audience) if said.audience else known.audience,
        subject=said.subject if isinstance(said.subject, str) else known.subject,
        body=said.body if isinstance(said.body, str) else known.body,
        channels=known.channels if (chosen := _channels(said)) is None else chosen,
    )
    return await _drafted(ask, await messages.edit(ask.work(), known.id, letter, ask.by), group)


@call("POST", "/messages/{id}/send", scope="write", takes=Nothing, gives=MessageShape)
async def send(ask: Ask[Nothing]) -> MessageShape:
    """Send a draft now."""
    report, group = await _found(ask)
    sent, preview = await messages.send_draft(ask.work(), report.message.id, ask.by)
    return _sent(ask, sent, preview, group)


@call("POST", "/messages/{id}/cancel", scope="write", takes=Nothing, gives=MessageShape)
async def cancel(ask: Ask[Nothing]) -> MessageShape:
    """Drop a draft. What is sent cannot be called back."""
    report, group = await _found(ask)
    dropped = await messages.cancel(ask.work(), report.message.id, ask.by)
    return shapes.write_message(dropped, group_ref(ask.request, group), shapes.of_numbers({}, {}))


async def _found(ask: Ask[Any]) -> tuple[MessageReport, Group]:
    """The message that the address names, and its group; for its hosts only."""
    report = await ask.reads.messages.report(MessageId(finding.ident(ask, NO_MESSAGE)))
    group = await ask.reads.groups.by_id(report.message.group) if report else None
    if report is None or group is None:
        raise NotFound(NO_MESSAGE)
    await finding.need_organizer(ask, group.id)
    return report, group


async def _drafted(ask: Ask[Any], draft: Message, group: Group) -> MessageShape:
    letter = Letter(draft.audience, draft.subject, draft.body, draft.channels)
    preview = await messages.preview(ask.work(), group.id, letter, ask.by)
    return shapes.write_message(draft, group_ref(ask.request, group), shapes.of_preview(preview))


def _sent(ask: Ask[Any], sent: Message, preview: Preview, group: Group) -> MessageShape:
    return shapes.write_message(sent, group_ref(ask.request, group), shapes.of_preview(preview))


async def _audience(ask: Ask[Any], said: AudienceShape) -> Audience:
    event = await finding.named_event(ask, said.event, "audience.event")
    return Audience(event, tuple(dict.fromkeys(Status(status) for status in said.status)))


def _channels(said: MessageChange) -> tuple[Channel, ...] | None:
    """The ways that were chosen, each once; None where nothing was said."""
    return tuple(dict.fromkeys(said.channels)) if isinstance(said.channels, list) else None
