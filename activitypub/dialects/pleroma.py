"""Pleroma, Akkoma, and Rebased.

Pleroma and Akkoma show Events but have no answer to them; polls work, with up to 20 options. Rebased (the
server of Soapbox) has events with sign-up by Join (friendica#12840).
"""

from activitypub.dialects.dialect import Dialect, Form

PLEROMA = Dialect(
    family="pleroma",
    software=("pleroma", "akkoma"),
    published_as=Form.QUESTION,
    understands_poll=True,
)

REBASED = Dialect(
    family="rebased",
    software=("rebased",),
    published_as=Form.EVENT,
    understands_event=True,
    understands_poll=True,
)
