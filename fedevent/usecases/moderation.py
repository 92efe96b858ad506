"""Telling the people who run the chapter that something is not right."""

from dataclasses import replace
from datetime import timedelta

from fedevent import moderation
from fedevent.domain_events import ReportMade
from fedevent.errors import NotAllowed, TooMany, refuse
from fedevent.ids import PersonId
from fedevent.moderation import Report, Subject
from fedevent.people import Rank
from fedevent.ports import UnitOfWork
from fedevent.words import N_


async def report(
    work: UnitOfWork,
    subject: Subject,
    subject_id: str,
    reason: str,
    *,
    by: PersonId | None = None,
    actor: str = "",
    contact: str = "",
) -> Report:
    """Report an event, a group or a person. No account is needed. Commits."""
    async with work:
        made = Report(
            work.new_id(), subject, subject_id, reason.strip(), work.now, by, actor, contact.strip()
        )
        refuse(moderation.check(made))
        if not await work.limits.allow(f"report:{subject}:{subject_id}", 50, timedelta(hours=1), work.now):
            raise TooMany(N_("This was reported many times already; the people in charge know."))
        await work.reports.put(made)
        work.record(ReportMade(made.id))
        await work.commit()
    return made


async def handle(work: UnitOfWork, report_id: str, by: PersonId) -> Report:
    """An admin has looked at a report. Commits."""
    async with work:
        account = await work.accounts.find(by)
        if account is None or account.rank is not Rank.ADMIN:
            raise NotAllowed(N_("Only the people who run this chapter may do that."))
        done = replace(await work.reports.get(report_id), handled_at=work.now)
        await work.reports.put(done)
        await work.commit()
    return done
