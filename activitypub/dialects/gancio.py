"""Gancio.

Takes Events from actors that its admin trusts and follows; answers 404 to direct messages and Questions
(seen on 1.21).
"""

from activitypub.dialects.dialect import Dialect, Form

GANCIO = Dialect(
    family="gancio",
    software=("gancio",),
    published_as=Form.EVENT,
    understands_event=True,
    takes_direct=False,
)
