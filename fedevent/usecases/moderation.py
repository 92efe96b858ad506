"""Telling the people who run the chapter that something is not right."""

from dataclasses import replace
from datetime import timedelta

from fedevent import events, moderation, names
from fedevent.domain_events import ReportMade
from fedevent.errors import NotAllowed, TooMany, refuse
from fedevent.ids import EventId, GroupId, PersonId
from fedevent.moderation import Report, Subject
from fedevent.people import Rank
from fedevent.ports import UnitOfWork
from fedevent.words import N_

MOST_MAILED = 30  # reports in an hour of which the people in charge get a mail


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
    """Report an event, a group or a person. No account is needed. Commits.

    ``NotFound`` for what is not here, ``TooMany`` for who (or what) is heard of too often. Every report is
    kept; the mails about them stop for a while when there are many.
    """
    async with work:
        subject_id = await _ident(work, subject, subject_id)
        made = Report(
            work.new_id(), subject, subject_id, reason.strip(), work.now, by, actor, contact.strip()
        )
        refuse(moderation.check(made))
        if not await work.limits.allow(f"report:{subject}:{subject_id}", 50, timedelta(hours=1), work.now):
            raise TooMany(N_("This was reported many times already; the people in charge know."))
        if actor and not await work.limits.allow(f"reports by:{actor}", 20, timedelta(days=1), work.now):
            raise TooMany(N_("You reported many things today; please wait a while."))
        await work.reports.put(made)
        if await work.limits.allow("reports mailed", MOST_MAILED, timedelta(hours=1), work.now):
            work.record(ReportMade(made.id))
        await work.commit()
    return made


async def _ident(work: UnitOfWork, subject: Subject, named: str) -> str:
    """The id of what is reported. Groups may be named by their slug, which is what other servers know."""
    if subject is Subject.EVENT:
        events.need_visible(await work.events.get(EventId(named)))
    elif subject is Subject.PERSON:
        await work.people.get(PersonId(named))
    elif names.SHORT_NAME.fullmatch(named):
        return (await work.groups.by_slug(named)).id
    else:
        await work.groups.get(GroupId(named))
    return named


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
