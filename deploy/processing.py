"""What is done with a received activity: the world that the protocol's handlers may use."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from activitypub import reading
from activitypub.actors import RemoteActor
from activitypub.incoming.incoming import Incoming
from activitypub.incoming.table import HANDLERS
from activitypub.urls import Urls
from activitypub.vocabulary import Json
from deploy.directory import Directory
from deploy.jobs import Again
from fedevent.errors import Refused
from fedevent.ports import UnitOfWork
from fedevent.translator import Translator
from storage.queue import Job

log = logging.getLogger(__name__)

NEEDS_GREETING = frozenset({"Follow", "Join", "Accept", "TentativeAccept", "Create"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A `World` for one activity: its unit of work finishes the job that carries the activity."""

    urls: Urls
    words: Translator
    languages: tuple[str, ...]
    new_work: Callable[[], UnitOfWork]
    directory: Directory

    async def fetch(self, uri: str) -> Json | None:
        """The document at *uri* from its own origin."""
        return await self.directory.fetch(uri)

    async def is_gone(self, uri: str) -> bool:
        """Whether the server of *uri* says that there is nothing (any more)."""
        return await self.directory.is_gone(uri)

    async def actor(self, uri: str, *, anew: bool = False) -> RemoteActor | None:
        """The actor *uri*."""
        return await self.directory.actor(uri, anew=anew)


class Processor:
    """The handler of "process" jobs."""

    def __init__(
        self,
        directory: Directory,
        new_work: Callable[[Job], UnitOfWork],
        urls: Urls,
        words: Translator,
        languages: tuple[str, ...],
    ) -> None:
        self._directory, self._new_work = directory, new_work
        self._urls, self._words, self._languages = urls, words, languages

    async def process(self, job: Job) -> None:
        """One activity. What a rule refuses is dropped with a line in the log."""
        payload = job.payload
        activity, signer = payload["activity"], payload["signer"]
        handle = HANDLERS.get(reading.kind(activity))
        if handle is None:
            log.info("activity dropped", extra={"type": reading.kind(activity)})
            return
        deletes_itself = reading.ident(activity.get("object")) == signer
        actor = await self._directory.actor(signer)
        if actor is None and not deletes_itself:
            raise Again("the sender's profile cannot be read")
        actor = actor or RemoteActor(id=signer, type="", inbox="", username="", host="")
        if reading.kind(activity) in NEEDS_GREETING and actor.host:
            await self._directory.greet(actor.host, actor.id.partition(":")[0])
        incoming = Incoming(activity, actor, datetime.fromisoformat(payload["received_at"]))
        try:
            outcome = await handle(incoming, self._surroundings(job))
        except Refused as no:
            log.info("activity refused", extra={"type": reading.kind(activity), "why": str(no)})
        else:
            log.info("activity processed", extra={"type": reading.kind(activity), "outcome": outcome.value})

    def _surroundings(self, job: Job) -> Surroundings:
        return Surroundings(
            self._urls, self._words, self._languages, lambda: self._new_work(job), self._directory
        )
