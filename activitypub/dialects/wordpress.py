"""WordPress with the ActivityPub and event plugins.

The Event Bridge reads Events of the Mobilizon and Gancio kind, and answers a Join with Ignore.
"""

from activitypub.dialects.dialect import Dialect, Form

WORDPRESS = Dialect(
    family="wordpress",
    software=("wordpress",),
    published_as=Form.EVENT,
    understands_event=True,
)
