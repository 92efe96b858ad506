"""Loads what is needed to tell a domain event: one set of facts for the fediverse, one for mail."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from activitypub.dialects.choose import DIALECTS, UNKNOWN
from activitypub.dialects.dialect import Form
from activitypub.outgoing.facts import Facts, Guest, Recipient
from activitypub.translate import actors
from deploy.own_keys import OwnKeys
from fedevent import domain_events
from fedevent.domain_events import (
    ConfirmationAsked,
    DomainEvent,
    EventCancelled,
    EventChanged,
    EventDeleted,
    GroupChanged,
    GroupFollowed,
    HelpAsked,
    MessageSent,
    MessagesStopped,
    RemoteEventChanged,
    RemoteRsvpAsked,
    RemoteRsvpWithdrawn,
    RemoteWordHeard,
    RsvpMoved,
    RsvpRefused,
    RsvpStated,
)
from fedevent.ids import EventId, GroupId, MessageId, PersonId, RsvpId
from fedevent.messages import Channel
from fedevent.rsvps import LISTED, Source, Status
from storage.queries.reads import Reads
from storage.queries.telling import GuestView
from web.federation.facts import Speaker
from web.links import Links

FORMS = {dialect.family: dialect.published_as for dialect in (*DIALECTS, UNKNOWN)}
FAMILIES = {form: tuple(f for f, published in FORMS.items() if published is form) for form in Form}
TELLS_GUESTS = (EventChanged, EventCancelled, EventDeleted)
TO_ONE = (RsvpStated, RsvpMoved, RsvpRefused, ConfirmationAsked, MessagesStopped, HelpAsked)
ABROAD = (RemoteRsvpAsked, RemoteRsvpWithdrawn, RemoteEventChanged, RemoteWordHeard)


def read_back(payload: Mapping[str, Any]) -> DomainEvent:
    """The domain event that a job carries. Fields that a newer version added or dropped are passed over."""
    kind: type[DomainEvent] = getattr(domain_events, payload["happened"])
    known = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in payload.items() if name in known})


@dataclass(frozen=True, slots=True)
class Teller:
    """Records in, facts out."""

    reads: Reads
    speaker: Speaker
    keys: OwnKeys
    links: Links

    async def facts(self, happened: DomainEvent) -> Facts:
        """Everything the builders of the fediverse may ask about *happened*."""
        facts = await self._about(happened)
        facts = await self._people(happened, facts)
        if isinstance(happened, TELLS_GUESTS):
            facts = replace(facts, guests=await self._guests(EventId(happened.event)))
        if isinstance(happened, MessageSent):
            facts = await self._message(happened, facts)
        if isinstance(happened, GroupFollowed) and not happened.group:
            facts = replace(facts, upcoming=tuple(await self.reads.telling.upcoming(facts.now)))
        if isinstance(happened, GroupChanged) and facts.group:
            key = await self.keys.public(f"group:{facts.group.id}")
            facts = replace(facts, documents=(actors.group(facts.group, key, self.speaker.urls),))
        return facts

    async def tally(self, event: EventId) -> Facts | None:
        """The facts for new counts of a poll: with everybody who voted."""
        facts = await self.speaker.of_event(event)
        if facts is None:
            return None
        return replace(facts, guests=await self._guests(event))

    async def _guests(self, event: EventId) -> tuple[Guest, ...]:
        """Everybody elsewhere who answered, with a no too: their servers hold a copy of the event."""
        guests = await self.reads.telling.guests(event, LISTED)
        return tuple(guest(g) for g in guests if g.actor)

    async def _about(self, happened: DomainEvent) -> Facts:
        event = getattr(happened, "event", "")
        if event and not isinstance(happened, ABROAD):
            load = self.speaker.briefly if isinstance(happened, TO_ONE) else self.speaker.of_event
            if found := await load(EventId(event)):
                return found
        group = getattr(happened, "group", "")
        return await self.speaker.of_group(await self.reads.groups.by_id(GroupId(group)) if group else None)

    async def _people(self, happened: DomainEvent, facts: Facts) -> Facts:
        rsvp = getattr(happened, "rsvp", "")
        if rsvp and not isinstance(happened, ABROAD):
            facts = replace(facts, rsvp=await self.reads.telling.rsvp(RsvpId(rsvp)))
        person = PersonId(getattr(happened, "person", ""))
        if person and (found := await self.reads.telling.person(person)):
            token = self.links.make("me", person=person)
            own = self.links.url(f"/me/link/{token}")
            facts = replace(facts, person=found[0], account=found[1], own_page=own)
        return facts

    async def _message(self, happened: MessageSent, facts: Facts) -> Facts:
        """A message is about its event: whose address and title each copy carries."""
        report = await self.reads.messages.report(MessageId(happened.message))
        if report is None:
            return facts
        about = await self.speaker.of_event(report.message.audience.event)
        found = await self.reads.telling.recipients(report.message.id, Channel.FEDIVERSE)
        recipients = tuple(Recipient(r.person, r.actor, r.handle, r.language) for r in found if r.actor)
        return replace(about or facts, message=report.message, recipients=recipients)


def guest(view: GuestView) -> Guest:
    """A guest, with the form in which their server got the event."""
    return Guest(
        view.actor,
        view.handle,
        view.language,
        FORMS.get(view.family, Form.NOTE),
        Status(view.status),
        Source(view.source),
    )
