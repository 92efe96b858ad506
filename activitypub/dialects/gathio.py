"""gathio.

Speaks Event, and asks its own followers by Question in a direct message (src/activitypub.ts:545-600); it
answers no polls of others.
"""

from activitypub.dialects.dialect import Dialect, Form

GATHIO = Dialect(
    family="gathio",
    software=("gathio",),
    published_as=Form.EVENT,
    understands_event=True,
)
