"""Misskey and its forks.

Reads `content` of an Event and no fields; ignores Update of Note and Event upstream. Polls work when every
option tells its total (updateQuestion). CherryPick alone maps name and startTime of an Event to an event of
its own; no way to answer that is known, so it too gets the Question.
"""

from activitypub.dialects.dialect import Dialect, Form

MISSKEY = Dialect(
    family="misskey",
    software=("misskey", "sharkey", "firefish", "iceshrimp", "iceshrimp.net", "calckey", "foundkey"),
    published_as=Form.QUESTION,
    understands_poll=True,
)

CHERRYPICK = Dialect(
    family="cherrypick",
    software=("cherrypick",),
    published_as=Form.QUESTION,
    understands_poll=True,
    understands_event=True,
)
