"""Reports: rows to records and back."""

from typing import Any

from fedevent.ids import PersonId
from fedevent.moderation import Report, Subject
from storage.records.fields import AnyRow


def report_of(row: AnyRow) -> Report:
    """The report in *row*."""
    return Report(
        id=row.id,
        subject=Subject(row.subject),
        subject_id=row.subject_id,
        reason=row.reason,
        at=row.at,
        by=PersonId(row.by) if row.by else None,
        actor=row.actor,
        contact=row.contact,
        handled_at=row.handled_at,
    )


def report_values(report: Report) -> dict[str, Any]:
    """The columns of *report*."""
    return {
        "id": report.id,
        "subject": report.subject.value,
        "subject_id": report.subject_id,
        "reason": report.reason,
        "at": report.at,
        "by": report.by or None,
        "actor": report.actor,
        "contact": report.contact,
        "handled_at": report.handled_at,
    }
