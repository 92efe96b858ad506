"""What is done with a received activity: the world that the protocol's handlers may use."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from activitypub import reading
from activitypub.actors import RemoteActor
from activitypub.incoming.incoming import Incoming, Outcome
from activitypub.incoming.table import HANDLERS
from activitypub.urls import Urls
from activitypub.vocabulary import Json
from deploy.directory import Directory
from deploy.jobs import Again
from fedevent.errors import Refused
from fedevent.ports import UnitOfWork
from fedevent.translator import Translator
from storage.queue import Job
from storage.unit_of_work import SqlUnitOfWork

log = logging.getLogger(__name__)

NewWork = Callable[[Job | None], SqlUnitOfWork]
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


class Works:
    """Units of work for one job: the first that is committed finishes it, and later ones need not.

    An activity may carry several votes, or be looked at as one thing after another.
    """

    def __init__(self, new_work: NewWork, job: Job) -> None:
        self._new_work, self._job = new_work, job
        self._given: list[SqlUnitOfWork] = []

    def __call__(self) -> SqlUnitOfWork:
        done = any(work.finished for work in self._given)
        self._given.append(self._new_work(None if done else self._job))
        return self._given[-1]


class Processor:
    """The handler of "process" jobs."""

    def __init__(
        self,
        directory: Directory,
        new_work: NewWork,
        urls: Urls,
        words: Translator,
        languages: tuple[str, ...],
    ) -> None:
        self._directory, self._new_work = directory, new_work
        self._urls, self._words, self._languages = urls, words, languages

    async def process(self, job: Job) -> None:
        """One activity, with a line in the log that says what became of it."""
        outcome = await self.judge(job)
        kind = reading.kind(job.payload["activity"])
        log.info("activity processed", extra={"type": kind, "outcome": outcome.value})

    async def judge(self, job: Job) -> Outcome:
        """What becomes of the activity in *job*. What a rule refuses, and what nobody knows, is dropped."""
        payload = job.payload
        activity, signer = payload["activity"], payload["signer"]
        handle = HANDLERS.get(reading.kind(activity))
        if handle is None:
            return Outcome.NOT_UNDERSTOOD
        actor = await self._sender(signer, deletes_itself=reading.ident(activity.get("object")) == signer)
        if reading.kind(activity) in NEEDS_GREETING and actor.host:
            await self._directory.greet(actor.host)
        incoming = Incoming(activity, actor, datetime.fromisoformat(payload["received_at"]))
        works = Works(self._new_work, job)
        world = Surroundings(self._urls, self._words, self._languages, works, self._directory)
        try:
            return await handle(incoming, world)
        except Refused as no:
            log.info("activity refused", extra={"type": reading.kind(activity), "why": str(no)})
            return Outcome.REFUSED

    async def _sender(self, signer: str, *, deletes_itself: bool) -> RemoteActor:
        actor = await self._directory.actor(signer)
        if actor is None and not deletes_itself:
            raise Again("the sender's profile cannot be read")
        return actor or RemoteActor(id=signer, type="", inbox="", username="", host="")
