"""Everything that can be read, in one record that is handed to the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.engine import Database
from storage.queries.accounts import Accounts
from storage.queries.calendar import Calendar
from storage.queries.chapter import Chapter
from storage.queries.events import Events
from storage.queries.federation import Federation
from storage.queries.groups import Groups
from storage.queries.messages import Messages
from storage.queries.mine import Mine
from storage.queries.organizing import Organizing
from storage.queries.remote import Remote
from storage.queries.reports import Reports
from storage.queries.telling import Telling


@dataclass(frozen=True, slots=True)
class Reads:
    """The queries, one for each noun."""

    calendar: Calendar
    events: Events
    groups: Groups
    mine: Mine
    organizing: Organizing
    accounts: Accounts
    federation: Federation
    chapter: Chapter
    reports: Reports
    remote: Remote
    messages: Messages
    telling: Telling


def reads(database: Database, clock: Callable[[], datetime]) -> Reads:
    """All queries over *database*; *clock* (aware, UTC) tells them what is still to come."""
    return Reads(
        calendar=Calendar(database),
        events=Events(database, clock),
        groups=Groups(database, clock),
        mine=Mine(database),
        organizing=Organizing(database, clock),
        accounts=Accounts(database),
        federation=Federation(database),
        chapter=Chapter(database),
        reports=Reports(database),
        remote=Remote(database),
        messages=Messages(database),
        telling=Telling(database),
    )
