"""GoToSocial.

Shows an Event's `content`, with `summary` as content warning, and no fields (astointernal.go). Polls as in
Mastodon; options must have no `content`. Drops direct messages to people who are not mentioned.
"""

from activitypub.dialects.dialect import Dialect, Form

GOTOSOCIAL = Dialect(
    family="gotosocial",
    software=("gotosocial",),
    published_as=Form.QUESTION,
    understands_poll=True,
)
