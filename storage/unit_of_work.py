"""One transaction: records, and the jobs they cause, together or not at all."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from datetime import datetime
from typing import Any, Self

from sqlalchemy.ext.asyncio import AsyncConnection

from fedevent.domain_events import DomainEvent
from storage.deliveries import Outbox
from storage.engine import Database
from storage.errors import Clash, clash
from storage.queue import Job, NewJob, finish_job, put_jobs
from storage.repositories.accounts import Accounts
from storage.repositories.chapters import Chapters
from storage.repositories.consents import Consents
from storage.repositories.events import Events
from storage.repositories.groups import Groups
from storage.repositories.limits import Limits
from storage.repositories.messages import Messages
from storage.repositories.people import People
from storage.repositories.remote import Remote
from storage.repositories.reports import Reports
from storage.repositories.rsvps import Rsvps


class SqlUnitOfWork:
    """See ``fedevent.ports.UnitOfWork``. May be entered again once it was left, for another transaction.

    With *job*, the first commit also finishes that job: its successors are written in the transaction that
    ends it. *finished* says whether that has happened.

    Raises ``Clash`` where the database asks to try again; then nothing was done.
    """

    people: People
    accounts: Accounts
    groups: Groups
    events: Events
    rsvps: Rsvps
    consents: Consents
    messages: Messages
    reports: Reports
    remote: Remote
    chapters: Chapters
    limits: Limits
    outbox: Outbox  # what is sent elsewhere; for the worker, no part of the port
    now: datetime

    def __init__(self, database: Database, clock: Callable[[], datetime], job: Job | None = None) -> None:
        self._database = database
        self._clock = clock
        self._job = job
        self._jobs: list[NewJob] = []
        self._transaction: AbstractAsyncContextManager[AsyncConnection] | None = None
        self.finished = False

    async def __aenter__(self) -> Self:
        if self._transaction is not None:
            raise RuntimeError("this unit of work is entered already")
        transaction = self._database.writing()
        try:
            self._connection = await transaction.__aenter__()
        except Exception as error:
            if again := clash(error):
                raise again from error
            raise
        self._transaction = transaction
        self._jobs = []
        self.now = self._clock()
        self._furnish(self._connection)
        return self

    def _furnish(self, connection: AsyncConnection) -> None:
        self.people = People(connection)
        self.accounts = Accounts(connection)
        self.groups = Groups(connection)
        self.events = Events(connection)
        self.rsvps = Rsvps(connection)
        self.consents = Consents(connection)
        self.messages = Messages(connection)
        self.reports = Reports(connection)
        self.remote = Remote(connection)
        self.chapters = Chapters(connection)
        self.limits = Limits(connection)
        self.outbox = Outbox(connection, self.now)

    async def __aexit__(self, *exc: object) -> None:
        transaction, self._transaction = self._transaction, None
        if transaction is not None:
            await transaction.__aexit__(None, None, None)  # what was not committed is undone
        error = exc[1] if len(exc) > 1 else None
        if isinstance(error, Exception) and (again := clash(error)):
            raise again from error

    def new_id(self) -> str:
        """A fresh identifier, a UUID that sorts by time."""
        return self._database.identifiers.fresh(self.now)

    def record(self, domain_event: DomainEvent) -> None:
        """Write *domain_event* to the outbox: a job "publish" in this transaction."""
        self.put_job("publish", {"happened": type(domain_event).__name__, **asdict(domain_event)})

    def schedule(self, kind: str, due: datetime, key: str, **payload: str) -> None:
        """A job for later, in this transaction. While one of the same *key* waits, no second is made."""
        self.put_job(kind, payload, due=due, key=key)

    def put_job(
        self, kind: str, payload: Mapping[str, Any], *, due: datetime | None = None, key: str | None = None
    ) -> None:
        """A job in this transaction, due at once unless *due* says when."""
        self._jobs.append(NewJob(kind, payload, due or self.now, key))

    async def commit(self) -> None:
        """Make it all true. ``Clash`` when it cannot be, or when the job has gone to another worker."""
        jobs, self._jobs = self._jobs, []
        if self._job and not self.finished and not await finish_job(self._connection, self._job):
            raise Clash("the job went to another worker meanwhile")
        await put_jobs(self._connection, jobs, self.now)
        await self._connection.commit()
        self.finished = self._job is not None
        if jobs or self.outbox.used:
            self._database.wake()
