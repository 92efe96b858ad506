"""snac.

Reads Notes and Questions; a vote is known by the Note's `name`. Tells voters of an Update only once the poll
is closed.
"""

from activitypub.dialects.dialect import Dialect, Form

SNAC = Dialect(
    family="snac",
    software=("snac", "snac2"),
    published_as=Form.QUESTION,
    understands_poll=True,
)
