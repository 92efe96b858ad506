"""fedevent itself.

Understands all that is said here. Those who follow an instance learn of its events by Announce, as Mobilizon
does, so that one rule serves both.
"""

from activitypub.dialects.dialect import Dialect, Form

FEDEVENT = Dialect(
    family="fedevent",
    software=("fedevent",),
    published_as=Form.EVENT,
    understands_event=True,
    understands_poll=True,
    wants_announce=True,
)
