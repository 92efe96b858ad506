"""Hubzilla, streams and Forte.

Keep Events in their calendars and answer with Accept, Reject and TentativeAccept of the embedded Event
(Activity.php). Hubzilla also reads Questions.
"""

from activitypub.dialects.dialect import Dialect, Form

HUBZILLA = Dialect(
    family="hubzilla",
    software=("hubzilla", "streams", "forte"),
    published_as=Form.EVENT,
    understands_event=True,
    understands_poll=True,
)
