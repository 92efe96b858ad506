"""Mastodon and its forks.

An Event is flattened to name, summary and link; its time and place are ignored (activity.rb,
status_parser.rb). Updates of Events are read since #36322 only, and edits tell nobody. Questions work; a vote
can never be changed (VoteValidator). The forks differ in looks, not in this.
"""

from activitypub.dialects.dialect import Dialect, Form

MASTODON = Dialect(
    family="mastodon",
    software=("mastodon", "glitch", "hometown", "fedibird", "kmyblue"),
    published_as=Form.QUESTION,
    understands_poll=True,
)
