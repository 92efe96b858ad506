"""Friendica.

Keeps Events in its calendar and answers with Accept, Reject and TentativeAccept of the event's id
(Transmitter.php, Receiver.php). Ignores Questions (seen by gathio) and Invites (#10149).
"""

from activitypub.dialects.dialect import Dialect, Form

FRIENDICA = Dialect(
    family="friendica",
    software=("friendica",),
    published_as=Form.EVENT,
    understands_event=True,
)
