"""Two traps for robots in forms that anybody may send: a field nobody sees, and a form sent too fast."""

from datetime import datetime, timedelta

from web.forms import Form
from web.links import Links, number

SOONEST = timedelta(seconds=2)  # nobody reads and fills in a form faster
LATEST = timedelta(hours=24)
FIELD = "opened"
PURPOSE = "form"


def stamp(links: Links, now: datetime) -> str:
    """The signed moment at which a form was shown; it goes into a hidden field called ``opened``."""
    return links.make(PURPOSE, LATEST, at=int(now.timestamp()))


def caught(form: Form, links: Links, now: datetime) -> bool:
    """Whether the form looks like a robot's. People who were merely quick are asked to send it once more."""
    if form.trapped():
        return True
    fields = links.read(PURPOSE, form.text(FIELD))
    return fields is None or now.timestamp() - number(fields, "at") < SOONEST.total_seconds()
