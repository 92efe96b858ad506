"""What a handler is given, and the few words in which it reports what became of an activity."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from activitypub.actors import RemoteActor
from activitypub.urls import Urls
from activitypub.vocabulary import Json
from fedevent.people import Stranger
from fedevent.ports import UnitOfWork
from fedevent.rsvps import Source
from fedevent.translator import Translator
from fedevent.usecases.rsvps_from_afar import Asked


class Outcome(StrEnum):
    """What became of an activity."""

    DONE = "done"
    COMMENT = "comment"  # a public word about an event: nothing to decide
    NOT_OURS = "not ours"  # about things that are not here
    NOT_THEIRS = "not theirs"  # the sender has no say in it
    NOT_UNDERSTOOD = "not understood"
    REFUSED = "refused"  # a rule says no
    SWALLOWED = "swallowed"  # a vote that names no option


class World(Protocol):
    """What a handler may use. Fetching happens before a unit of work is entered, never inside."""

    @property
    def urls(self) -> Urls: ...
    @property
    def words(self) -> Translator: ...
    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the interface."""
        ...

    @property
    def new_work(self) -> Callable[[], UnitOfWork]:
        """A unit of work whose commit also finishes the job that runs the handler."""
        ...

    async def fetch(self, uri: str) -> Json | None:
        """The document at *uri*, as its own origin gives it; None when it does not."""
        ...

    async def is_gone(self, uri: str) -> bool:
        """Whether the server of *uri* says that there is nothing (any more)."""
        ...

    async def actor(self, uri: str, *, anew: bool = False) -> RemoteActor | None:
        """The actor *uri*, from memory unless *anew*."""
        ...


@dataclass(frozen=True, slots=True)
class Incoming:
    """A verified activity: *actor* is both who signed it and whose it is."""

    activity: Json
    actor: RemoteActor
    at: datetime

    def stranger(self, language: str | None = None) -> Stranger:
        """The sender, as a person."""
        return Stranger(self.actor.id, self.actor.handle, self.actor.name, language)

    def asked(self, source: Source, activity: str, note: str = "", language: str | None = None) -> Asked:
        """What was said, for the use cases."""
        return Asked(self.stranger(language), source, self.at, activity, note)
