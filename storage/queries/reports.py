"""Reports, for the people who run the chapter."""

from sqlalchemy import select

from fedevent.moderation import Report
from storage.engine import Database
from storage.records.reports import report_of
from storage.tables.reports import ReportRow


class Reports:
    """What was reported."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self) -> list[Report]:
        """Reports that nobody has handled, the oldest first."""
        page = select(ReportRow.__table__).where(ReportRow.handled_at.is_(None)).order_by(ReportRow.at)
        async with self._database.reading() as read:
            return [report_of(row) for row in (await read.execute(page)).all()]

    async def all(self, limit: int = 100, offset: int = 0) -> list[Report]:
        """Every report, the newest first."""
        page = select(ReportRow.__table__).order_by(ReportRow.at.desc(), ReportRow.id.desc())
        async with self._database.reading() as read:
            return [report_of(row) for row in (await read.execute(page.limit(limit).offset(offset))).all()]

    async def find(self, report: str) -> Report | None:
        """One report, or None."""
        async with self._database.reading() as read:
            row = (await read.execute(select(ReportRow.__table__).where(ReportRow.id == report))).first()
        return report_of(row) if row else None
