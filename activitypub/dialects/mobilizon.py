"""Mobilizon.

Its Event is the model of ours. It lists an event only if an actor it follows announced it
(events.ex:1943-1953), and wants the bare id in the Announce (transmogrifier.ex:1131). It knows no Question. A
direct message needs a Mention and becomes a conversation.
"""

from activitypub.dialects.dialect import Dialect, Form

MOBILIZON = Dialect(
    family="mobilizon",
    software=("mobilizon",),
    published_as=Form.EVENT,
    understands_event=True,
    wants_announce=True,
)
