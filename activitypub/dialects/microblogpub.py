"""microblog.pub.

Shows an Event with start, end and place (app/templates/utils.html:552-585), and votes in polls.
"""

from activitypub.dialects.dialect import Dialect, Form

MICROBLOGPUB = Dialect(
    family="microblogpub",
    software=("microblogpub", "microblog.pub"),
    published_as=Form.EVENT,
    understands_event=True,
    understands_poll=True,
)
