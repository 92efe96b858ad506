"""/admin: what the people who run the chapter look after."""

from dataclasses import dataclass

from aiohttp import web

from fedevent.errors import NotAllowed
from fedevent.ids import EventId, GroupId, PersonId
from fedevent.moderation import Report, Subject
from fedevent.usecases import moderation
from fedevent.words import N_
from storage.queries.reads import Reads
from web.forms import Form
from web.keys import READS, UNIT_OF_WORK
from web.sessions import need_viewer
from web.templating import render, see_other
from web.viewers import Viewer

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report and what it is about. *href* is "" where there is nothing to look at any more."""

    report: Report
    name: str
    href: str
    reporter: str


async def front(request: web.Request) -> web.StreamResponse:
    """The way in: the only room so far is the reports."""
    _need_admin(request)
    raise web.HTTPSeeOther("/admin/reports")


async def reports(request: web.Request) -> web.Response:
    """The open reports, and below them those that were looked at."""
    _need_admin(request)
    reads = request.app[READS]
    waiting = await reads.reports.open()
    done = [report for report in await reads.reports.all(limit=MOST_SHOWN) if report.handled_at]
    return render(
        request,
        "admin/reports.html",
        waiting=[await _line(reads, report) for report in waiting[:MOST_SHOWN]],
        done=[await _line(reads, report) for report in done],
    )


async def handle(request: web.Request) -> web.Response:
    """Note that a report was looked at."""
    viewer, form = _need_admin(request), Form(await request.post())
    await moderation.handle(request.app[UNIT_OF_WORK](), form.text("report"), viewer.person)
    return see_other(request, "/admin/reports", N_("Put aside as looked at."))


async def _line(reads: Reads, report: Report) -> ReportLine:
    name, href = await _subject(reads, report)
    by = await reads.mine.person(report.by) if report.by else None
    return ReportLine(report, name, href, by.name if by else report.actor)


async def _subject(reads: Reads, report: Report) -> tuple[str, str]:
    if report.subject is Subject.EVENT:
        page = await reads.events.find(EventId(report.subject_id))
        return (page.event.title, f"/events/{page.event.id}") if page and page.event.title else ("", "")
    if report.subject is Subject.GROUP:
        group = await reads.groups.by_id(GroupId(report.subject_id))
        return (group.name, f"/groups/{group.slug}") if group else ("", "")
    return await _person(reads, report.subject_id)


async def _person(reads: Reads, ident: str) -> tuple[str, str]:
    account = await reads.accounts.account(PersonId(ident))
    if account:
        return account[0].name, f"/people/{account[1].username}"
    person = await reads.mine.person(PersonId(ident))
    return (person.name, "") if person else (ident, "")


def _need_admin(request: web.Request) -> Viewer:
    viewer = need_viewer(request)
    if not viewer.is_admin:
        raise NotAllowed(N_("Only the people who run this chapter may do that."))
    return viewer
