"""Job kind -> what is done. Here, and only here, protocol and storage meet."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from activitypub.outgoing import events as event_words
from activitypub.outgoing.outgoing import Outgoing
from activitypub.outgoing.table import BUILDERS
from deploy.jobs import Again, Handler, Never
from deploy.mailing import Mailing
from deploy.posting import Posting
from deploy.telling import Teller, read_back
from fedevent.errors import NotFound
from fedevent.ids import EventId, RsvpId
from fedevent.usecases import rsvps
from storage.queue import Job
from storage.unit_of_work import SqlUnitOfWork
from web.mail.letter import Letter
from web.mail.outcome import Later, Sent
from web.mail.smtp import Postman

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobHandlers:
    """The handlers that write what follows from something in the transaction that finishes its job."""

    new_work: Callable[[Job], SqlUnitOfWork]
    teller: Teller
    posting: Posting
    mailing: Mailing
    postman: Postman

    def by_kind(self) -> dict[str, Handler]:
        """The table. "process" stands in processing.py and is added by the composition root."""
        return {
            "publish": self.publish,
            "tally": self.tally,
            "expire_hold": self.expire_hold,
            "mail": self.mail,
        }

    async def publish(self, job: Job) -> None:
        """Tell a domain event: documents and mails are written, and the job is done, all at once."""
        happened = read_back(job.payload)
        build, facts = BUILDERS.get(type(happened)), await self.teller.facts(happened)
        said = build(happened, facts) if build else []
        await self._dispatch(job, said, await self.mailing.letters(happened, facts))

    async def tally(self, job: Job) -> None:
        """Send a poll's new counts."""
        facts = await self.teller.tally(EventId(job.payload["event"]))
        await self._dispatch(job, event_words.tally(facts) if facts else [], [])

    async def _dispatch(self, job: Job, said: list[Outgoing], letters: list[Letter]) -> None:
        parcels = [await self.posting.parcel(each) for each in said]
        if len(parcels) == 1 and parcels[0].unmet and not parcels[0].message:
            raise Again("the profile of whom it is for cannot be read")
        async with self.new_work(job) as work:
            for parcel in parcels:
                await self.posting.put(work, parcel)
            for letter in letters:
                work.put_job("mail", letter.to_dict())
            await work.commit()

    async def expire_hold(self, job: Job) -> None:
        """A place that nobody confirmed in time is free again."""
        try:
            await rsvps.expire_hold(self.new_work(job), RsvpId(job.payload["rsvp"]))
        except NotFound as missing:
            raise Never(str(missing)) from missing

    async def mail(self, job: Job) -> None:
        """Hand one letter to the mail server, and write into its message's report what became of it."""
        letter = Letter.from_dict(job.payload)
        outcome = await self.postman.send(letter, job.attempts)
        if isinstance(outcome, Later):
            raise Again(outcome.why, outcome.seconds)
        error = "" if isinstance(outcome, Sent) else outcome.why
        if error:
            log.warning("mail not sent", extra={"kind": letter.kind, "why": error})
        message, _, person = letter.about.partition(":")
        async with self.new_work(job) as work:
            if message and person:
                await work.outbox.told(message, person, error=error)
            await work.commit()
