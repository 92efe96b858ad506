"""Lemmy, PieFed, Mbin: forums.

They thread posts in groups, show no Events and let nobody answer one (Lemmy wants the full Public address,
#6465); the readable Note is what serves them.
"""

from activitypub.dialects.dialect import Dialect, Form

LEMMY = Dialect(
    family="lemmy",
    software=("lemmy", "piefed", "mbin", "kbin"),
    published_as=Form.NOTE,
)
