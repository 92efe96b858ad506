"""A dialect: what one family of servers is sent, and why."""

from dataclasses import dataclass
from enum import Enum


class Form(Enum):
    """The three shapes of a published event. Each peer gets exactly one, so that nobody sees it twice."""

    EVENT = "Event"
    QUESTION = "Question"
    NOTE = "Note"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is known of one family.

    *software* are the NodeInfo names it answers to, in lower case. *published_as* is what it gets when an
    event is published. *understands_event*: it shows time and place of an Event, not only its name.
    *understands_poll*: its people can answer a Question. *wants_announce*: it lists an event only once an
    actor that it follows has announced it. *takes_direct*: it reads direct messages.
    """

    family: str
    software: tuple[str, ...]
    published_as: Form
    understands_event: bool = False
    understands_poll: bool = False
    wants_announce: bool = False
    takes_direct: bool = True

    @property
    def needs_change_note(self) -> bool:
        """Whether changes must be told in words: who got no Event hears of no edits (Mastodon, Misskey)."""
        return self.published_as is not Form.EVENT
