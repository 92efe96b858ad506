"""/organize: my groups, what is next in each, and what waits for me."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from storage.queries.cards import EventCard
from storage.queries.organizing import OrganizedGroup
from storage.queries.reads import Reads
from web.keys import CLOCK, READS
from web.sessions import need_viewer
from web.templating import render

MOST_DETAILED = 30  # groups shown with their next date; an admin's further groups are listed by name


@dataclass(frozen=True, slots=True)
class NextDate:
    """A group and its next date, if there is one. *maybe* counts people."""

    group: OrganizedGroup
    next: EventCard | None = None
    maybe: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the viewer. *kind*: requests, drafts or reports; *name* the group's."""

    kind: str
    number: int
    href: str
    name: str = ""


async def page(request: web.Request) -> web.Response:
    """The organizers' first screen: what is next, what needs me."""
    viewer, reads = need_viewer(request), request.app[READS]
    groups = await reads.organizing.groups(viewer.person, viewer.is_admin)
    now = request.app[CLOCK]()
    dated = await asyncio.gather(*(_next(reads, group, now) for group in groups[:MOST_DETAILED]))
    reports = len(await reads.reports.open()) if viewer.is_admin else 0
    return render(
        request,
        "organize/dashboard.html",
        groups=[*dated, *map(NextDate, groups[MOST_DETAILED:])],
        tasks=tasks(groups, reports),
        may_start=viewer.may_start_groups,
    )


def tasks(groups: list[OrganizedGroup], reports: int) -> list[Task]:
    """What waits, the most urgent first: reports, then people who ask to come, then drafts."""
    found = [Task("reports", reports, "/admin/reports")] if reports else []
    found += [Task("requests", g.requests, f"/organize/{g.slug}", g.name) for g in groups if g.requests]
    return found + [
        Task("drafts", g.drafts, f"/organize/{g.slug}#drafts", g.name) for g in groups if g.drafts
    ]


async def _next(reads: Reads, group: OrganizedGroup, now: datetime) -> NextDate:
    if not group.upcoming:
        return NextDate(group)
    dates = await reads.calendar.upcoming(now, group=group.id, limit=1)
    if not dates:  # unlisted ones only
        coming = [card for card in await reads.calendar.of_group(group.id) if card.over_at > now]
        dates = coming[-1:]
    shown = await reads.events.find(dates[0].id) if dates else None
    return NextDate(group, dates[0] if dates else None, shown.counts.get("maybe", 0) if shown else 0)
