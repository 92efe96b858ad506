"""How many places an answer takes: the one rule that pages and use cases count by."""

from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, case, or_

from fedevent.rsvps import Status
from storage.tables.rsvps import RsvpRow


def taking(now: datetime | BindParameter[datetime]) -> ColumnElement[int]:
    """The places one answer takes: who goes, and who holds one until the address is proven, with guests."""
    held = and_(RsvpRow.status == Status.UNCONFIRMED, RsvpRow.held_until > now)
    return case((or_(RsvpRow.status == Status.GOING, held), 1 + RsvpRow.guests), else_=0)
