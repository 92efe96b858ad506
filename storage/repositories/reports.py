"""Reports."""

from sqlalchemy import select

from fedevent.errors import NotFound
from fedevent.moderation import Report
from fedevent.words import N_
from storage.records.reports import report_of, report_values
from storage.repositories.repository import Repository
from storage.statements import upsert
from storage.tables.reports import ReportRow


class Reports(Repository):
    """See ``fedevent.ports.Reports``."""

    async def get(self, report: str) -> Report:
        """The report; ``NotFound`` when there is none."""
        row = await self._first(select(ReportRow.__table__).where(ReportRow.id == report))
        if row is None:
            raise NotFound(N_("There is no such report."))
        return report_of(row)

    async def put(self, report: Report) -> None:
        """Add or change."""
        await upsert(self._connection, ReportRow, report_values(report), ["id"])
