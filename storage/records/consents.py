"""Consents: rows to records and back."""

from typing import Any

from fedevent.consents import Consent, Purpose
from fedevent.ids import EventId, GroupId, PersonId
from storage.records.fields import AnyRow


def consent_of(row: AnyRow) -> Consent:
    """The entry in *row*."""
    return Consent(
        person=PersonId(row.person_id),
        purpose=Purpose(row.purpose),
        given=row.given,
        at=row.at,
        source=row.source,
        text=row.text,
        event=EventId(row.event_id) if row.event_id else None,
        group=GroupId(row.group_id) if row.group_id else None,
        proof=row.proof,
    )


def consent_values(consent: Consent) -> dict[str, Any]:
    """The columns of *consent*."""
    return {
        "person_id": consent.person,
        "purpose": consent.purpose.value,
        "given": consent.given,
        "at": consent.at,
        "source": consent.source,
        "text": consent.text,
        "event_id": consent.event or None,
        "group_id": consent.group or None,
        "proof": consent.proof,
    }
