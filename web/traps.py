"""Two traps for robots in forms that anybody may send: a field nobody sees, and a form sent too fast."""

from datetime import datetime, timedelta

from web import csrf
from web.forms import Form

SOONEST = timedelta(seconds=2)  # nobody reads and fills in a form faster


def caught(form: Form, now: datetime) -> bool:
    """Whether the form looks like a robot's. People who were merely quick are asked to send it once more.

    When the form was opened is read from its token, which was checked before the page was asked.
    """
    return form.trapped() or now - _opened(form, now) < SOONEST


def _opened(form: Form, now: datetime) -> datetime:
    stamp = form.text(csrf.FIELD).partition(".")[0]
    try:
        return datetime.fromtimestamp(int(stamp[: csrf.LONGEST], 16), now.tzinfo)
    except (ValueError, OverflowError, OSError):
        return now
