"""Reports of what should not be here, and who may not come near."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fedevent.errors import Fault, fault
from fedevent.ids import PersonId
from fedevent.words import N_


class Subject(StrEnum):
    """What can be reported."""

    EVENT = "event"
    GROUP = "group"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody says that something here is not right. *by* is a person of ours, or *actor* one elsewhere."""

    id: str
    subject: Subject
    subject_id: str
    reason: str
    at: datetime
    by: PersonId | None = None
    actor: str = ""
    contact: str = ""
    handled_at: datetime | None = None


def check(report: Report) -> list[Fault]:
    """What cannot be taken of *report*, if anything."""
    if not report.reason.strip():
        return [fault("reason", N_("Say what is wrong."))]
    if len(report.reason) > 5_000:
        return [fault("reason", N_("Use at most %(count)s characters."), count=5_000)]
    return []
