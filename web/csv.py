"""The sign-ups as a table for spreadsheets: readable in every country, and harmless when it is opened."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from fedevent.rsvps import Source, Status
from fedevent.times import wall
from fedevent.words import N_
from storage.queries.organizing import SignupRow

BOM = "\ufeff"  # without it, spreadsheets on Windows read UTF-8 as something older

# What a spreadsheet may take for the beginning of a formula (OWASP, "CSV Injection"), wide signs too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")

HEADER = (
    N_("Name"),
    N_("Answer"),
    N_("Guests"),
    N_("Places taken"),
    N_("Note to the hosts"),
    N_("Came by"),
    N_("Answered"),
    N_("Agreed to messages"),
    N_("Email"),
    N_("Fediverse"),
)

ANSWERS = {
    Status.GOING: N_("Going"),
    Status.MAYBE: N_("Maybe"),
    Status.DECLINED: N_("Not going"),
    Status.WAITING: N_("Waiting list"),
    Status.REQUESTED: N_("Asked to come"),
    Status.REJECTED: N_("Turned down"),
}

SOURCES = {
    Source.JOIN: N_("Fediverse, sign-up button"),
    Source.POLL: N_("Fediverse, poll"),
    Source.REPLY: N_("Fediverse, reply"),
    Source.ACCEPT: N_("Fediverse, invitation"),
    Source.INTENT: N_("Fediverse, link"),
    Source.WEB: N_("This site"),
    Source.EMAIL: N_("Email"),
    Source.API: N_("Another program"),
}


def harmless(text: str) -> str:
    """*text* as a cell that no spreadsheet runs: what looks like a formula gets an apostrophe in front."""
    first = text.lstrip(" \u00a0\u200b")[:1]
    return f"'{text}" if first in _FORMULA and first else text


def contact(row: SignupRow) -> tuple[str, str]:
    """Email and handle as far as the hosts may have them: both only of those who agreed to be written to."""
    return ((row.email or ""), (row.handle or "")) if row.consents else ("", "")


def signups(rows: Iterable[SignupRow], zone: str, say: Callable[[str], str]) -> bytes:
    """The table as UTF-8 with a byte order mark and CRLF (RFC 4180). Times are wall-clock in *zone*."""
    out = io.StringIO(newline="")
    out.write(BOM)
    table = csv.writer(out, dialect="excel", quoting=csv.QUOTE_ALL)
    table.writerow([harmless(say(word)) for word in HEADER])
    for row in rows:
        table.writerow([harmless(cell) for cell in _cells(row, zone, say)])
    return out.getvalue().encode("utf-8")


def _cells(row: SignupRow, zone: str, say: Callable[[str], str]) -> Sequence[str]:
    email, handle = contact(row)
    places = 1 + row.guests if row.status == Status.GOING else 0
    return (
        row.name,
        say(ANSWERS.get(Status(row.status), row.status)),
        str(row.guests),
        str(places),
        row.note,
        say(SOURCES[Source(row.source)]),
        _when(row.stated_at, zone),
        say(N_("yes")) if row.consents else say(N_("no")),
        email,
        handle,
    )


def _when(moment: datetime, zone: str) -> str:
    return wall(moment, zone).strftime("%Y-%m-%d %H:%M")
