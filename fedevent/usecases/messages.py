"""The hosts write to those of an event who agreed to it."""

from dataclasses import dataclass, replace

from fedevent import messages
from fedevent.domain_events import MessageSent
from fedevent.errors import Conflict, fault, refuse
from fedevent.ids import GroupId, MessageId, PersonId
from fedevent.messages import Audience, Channel, Message, Preview, State
from fedevent.ports import UnitOfWork
from fedevent.usecases.access import organized
from fedevent.words import N_


@dataclass(frozen=True, slots=True)
class Letter:
    """What an organizer writes, and to whom."""

    audience: Audience
    subject: str
    body: str
    channels: tuple[Channel, ...] = (Channel.FEDIVERSE, Channel.EMAIL)


async def preview(work: UnitOfWork, group: GroupId, letter: Letter, by: PersonId) -> Preview:
    """Who would get the letter, by which way, and who not and why. Changes nothing."""
    async with work:
        await _need_own_event(work, group, letter)
        await organized(work, group, by)
        return messages.preview(await work.messages.listeners(letter.audience), letter.channels)


async def draft(work: UnitOfWork, group: GroupId, letter: Letter, by: PersonId) -> Message:
    """Keep a letter for later. Commits."""
    async with work:
        await _need_own_event(work, group, letter)
        await organized(work, group, by)
        message = await _put(work, group, letter, by)
        await work.commit()
    return message


async def send(work: UnitOfWork, group: GroupId, letter: Letter, by: PersonId) -> tuple[Message, Preview]:
    """Send a letter now: its recipients are fixed in this transaction, and each gets it once. Commits."""
    async with work:
        await _need_own_event(work, group, letter)
        await organized(work, group, by)
        message = await _put(work, group, letter, by)
        sent = await _dispatch(work, message)
        await work.commit()
    return sent


async def send_draft(work: UnitOfWork, message_id: MessageId, by: PersonId) -> tuple[Message, Preview]:
    """Send a letter that was kept. Commits."""
    async with work:
        message = await work.messages.get(message_id)
        await organized(work, message.group, by)
        if message.state is not State.DRAFT:
            raise Conflict(N_("This message is sent already."))
        sent = await _dispatch(work, message)
        await work.commit()
    return sent


async def edit(work: UnitOfWork, message_id: MessageId, letter: Letter, by: PersonId) -> Message:
    """Change a draft. Commits."""
    async with work:
        known = await work.messages.get(message_id)
        await organized(work, known.group, by)
        if known.state is not State.DRAFT:
            raise Conflict(N_("This message is sent already."))
        await _need_own_event(work, known.group, letter)
        message = replace(
            known,
            audience=letter.audience,
            subject=letter.subject.strip(),
            body=letter.body.strip(),
            channels=letter.channels,
        )
        refuse(messages.check(message))
        await work.messages.put(message)
        await work.commit()
    return message


async def cancel(work: UnitOfWork, message_id: MessageId, by: PersonId) -> Message:
    """Drop a draft. Commits. ``Conflict`` once it is sent: what is out cannot be called back."""
    async with work:
        known = await work.messages.get(message_id)
        await organized(work, known.group, by)
        if known.state is State.SENT:
            raise Conflict(N_("This message is sent already."))
        message = replace(known, state=State.CANCELLED)
        await work.messages.put(message)
        await work.commit()
    return message


async def _put(work: UnitOfWork, group: GroupId, letter: Letter, by: PersonId) -> Message:
    message = Message(
        MessageId(work.new_id()),
        group,
        letter.audience,
        letter.subject.strip(),
        letter.body.strip(),
        letter.channels,
        created_by=by,
        created_at=work.now,
    )
    refuse(messages.check(message))
    await work.messages.put(message)
    return message


async def _dispatch(work: UnitOfWork, draft: Message) -> tuple[Message, Preview]:
    people = messages.preview(await work.messages.listeners(draft.audience), draft.channels)
    message = replace(draft, state=State.SENT, sent_at=work.now)
    await work.messages.put(message)
    for channel, listeners in people.by_channel.items():
        await work.messages.put_recipients(message.id, ((each.person, channel) for each in listeners))
    await work.messages.put_left_out(message.id, {why.value: n for why, n in people.left_out.items()})
    work.record(MessageSent(message.id, message.group))
    return message, people


async def _need_own_event(work: UnitOfWork, group: GroupId, letter: Letter) -> None:
    event = await work.events.get(letter.audience.event)
    if event.group != group:
        refuse([fault("audience", N_("This event belongs to another group."))])
