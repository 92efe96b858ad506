"""Pixelfed and PeerTube: pictures and videos.

Pixelfed shows no Event (#6129) and wants attachments in a list (#6588); PeerTube keeps Notes as comments.
Neither has polls.
"""

from activitypub.dialects.dialect import Dialect, Form

MEDIA = Dialect(
    family="media",
    software=("pixelfed", "peertube"),
    published_as=Form.NOTE,
)
