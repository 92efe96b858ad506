"""Takahe.

Shows an Event as name, summary and link. Polls work, with one id for vote and Create
(activities/models/post.py). An Accept of anything but a Follow ends there in an error.
"""

from activitypub.dialects.dialect import Dialect, Form

TAKAHE = Dialect(
    family="takahe",
    software=("takahe",),
    published_as=Form.QUESTION,
    understands_poll=True,
)
