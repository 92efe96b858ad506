"""Loads what the letters about a domain event need, and has them written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from activitypub.outgoing.facts import Facts
from deploy.telling import TELLS_GUESTS
from fedevent.chapter import Chapter
from fedevent.domain_events import DomainEvent, MessageSent, ReportMade, RsvpStated
from fedevent.ids import EventId, GroupId, MessageId
from fedevent.messages import Channel
from fedevent.rsvps import FROM_AFAR, Source, Status
from storage.queries.reads import Reads
from storage.queries.telling import Mailbox as Mailable
from web.i18n import Languages
from web.links import Links
from web.mail.letter import Letter
from web.mail.rendering import Renderer
from web.notifications.facts import Mailbox, MailFacts, MailGuest
from web.notifications.table import LETTERS, letters


@dataclass(frozen=True, slots=True)
class Mailing:
    """Records in, letters out."""

    reads: Reads
    words: Languages
    links: Links
    renderer: Renderer
    domain: str

    async def letters(self, happened: DomainEvent, told: Facts) -> list[Letter]:
        """The letters that *happened* leads to; *told* is what was loaded about it already.

        Before there is a chapter nobody is written to.
        """
        chapter = await self.reads.chapter.find()
        if type(happened) not in LETTERS or chapter is None:
            return []
        return letters(happened, await self._facts(happened, told, chapter))

    async def _facts(self, happened: DomainEvent, told: Facts, chapter: Chapter) -> MailFacts:
        facts = self._basic(told, chapter)
        if isinstance(happened, TELLS_GUESTS):
            facts = replace(facts, mail_guests=await self._guests(EventId(happened.event)))
        if isinstance(happened, MessageSent):
            found = await self.reads.telling.recipients(MessageId(happened.message), Channel.EMAIL)
            boxes = tuple(Mailbox(r.person, r.name, r.email, r.language) for r in found if r.email)
            facts = replace(facts, recipients=boxes)
        if isinstance(happened, ReportMade):
            report = await self.reads.reports.find(happened.report)
            facts = replace(facts, report=report, admins=_boxes(await self.reads.telling.admins()))
        if told.group and _concerns_hosts(happened, told):
            hosts = await self.reads.telling.hosts(GroupId(told.group.id))
            facts = replace(facts, hosts=_boxes(hosts))
        return facts

    def _basic(self, told: Facts, chapter: Chapter) -> MailFacts:
        return MailFacts(
            words=self.words,
            links=self.links,
            renderer=self.renderer,
            chapter=chapter,
            domain=self.domain,
            now=told.now,
            new_id=told.new_id,
            event=told.event,
            group=told.group,
            rsvp=told.rsvp,
            person=told.person,
            account=told.account,
            message=told.message,
        )

    async def _guests(self, event: EventId) -> tuple[MailGuest, ...]:
        """Who came by web, mail or API, at a proven address; the others hear of it where they came from."""
        found = await self.reads.telling.guests(event)
        return tuple(
            MailGuest(g.person, g.name, g.email, g.language, Status(g.status))
            for g in found
            if g.email and Source(g.source) not in FROM_AFAR
        )


def _concerns_hosts(happened: DomainEvent, told: Facts) -> bool:
    """Whether the hosts may have to hear of it: a request, or a word to them."""
    if not isinstance(happened, RsvpStated):
        return False
    return happened.new == Status.REQUESTED or bool(told.rsvp and told.rsvp.note)


def _boxes(found: Iterable[Mailable]) -> tuple[Mailbox, ...]:
    return tuple(Mailbox(m.person, m.name, m.email, m.language) for m in found)
