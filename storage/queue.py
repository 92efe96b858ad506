"""Jobs: put, claim, finish, fail. The same verbs on SQLite and PostgreSQL.

A claimed job is leased, not locked: when its worker dies, the lease runs out and another takes it. A worker
that comes back too late finds that its job is no longer its own (``attempts`` has risen) and changes nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, and_, bindparam, delete, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from storage.records.fields import AnyRow
from storage.statements import add_rows, batches, upsert
from storage.tables.jobs import JobRow

_DUE = (JobRow.dead_at.is_(None), JobRow.due_at <= bindparam("now"))
_IS_ANY_DUE = select(JobRow.id).where(*_DUE).limit(1)
_NEXT = (
    select(JobRow.__table__)
    .where(*_DUE)
    .order_by(JobRow.due_at, JobRow.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_OF_KINDS = JobRow.kind.in_(bindparam("kinds", expanding=True))
_TAKE = (
    update(JobRow)
    .where(JobRow.id.in_(bindparam("ids", expanding=True)))
    # Its key is free from now on: what happens while it runs needs another run.
    .values(due_at=bindparam("until"), attempts=JobRow.attempts + 1, key=None)
)
_STILL_MINE = and_(JobRow.id == bindparam("job"), JobRow.attempts == bindparam("attempt"))
_FINISH = delete(JobRow).where(_STILL_MINE).returning(JobRow.id)


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed job. *attempts* counts this one too."""

    id: int
    kind: str
    payload: dict[str, Any]
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to be put. While one of the same *key* waits, no second is made."""

    kind: str
    payload: Mapping[str, Any]
    due: datetime
    key: str | None = None


@dataclass(frozen=True, slots=True)
class DeadJob:
    """A job that was given up, for the operator."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    attempts: int
    error: str
    dead_at: datetime


@dataclass(frozen=True, slots=True)
class QueueState:
    """How the queue is. *waiting* includes claimed jobs; *oldest_due* is None when none is due."""

    waiting: int
    dead: int
    oldest_due: datetime | None
    kinds: Mapping[str, int] = field(default_factory=dict, hash=False)


async def put_jobs(connection: AsyncConnection, jobs: Sequence[NewJob], now: datetime) -> None:
    """Add *jobs* to the transaction of *connection*: they exist if, and only if, it is committed."""
    rows = [
        {
            "kind": job.kind,
            "payload": dict(job.payload),
            "key": job.key,
            "due_at": job.due,
            "attempts": 0,
            "error": "",
            "created_at": now,
        }
        for job in jobs
    ]
    plain = [row for row in rows if row["key"] is None]
    await add_rows(connection, JobRow, plain)
    for row in rows:
        if row["key"] is not None:
            # Changing nothing still locks the job that waits: it cannot be claimed, and so cannot miss what
            # this transaction is about to commit.
            await upsert(connection, JobRow, row, ["key"], changing=["key"])


async def finish_job(connection: AsyncConnection, job: Job) -> bool:
    """Remove *job* in the transaction of *connection*; False when it is no longer its worker's."""
    gone = await connection.execute(_FINISH, {"job": job.id, "attempt": job.attempts})
    return gone.first() is not None


class Queue:
    """The worker's side of the jobs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(
        self, kind: str, payload: Mapping[str, Any], due: datetime, *, key: str | None = None
    ) -> None:
        """Add one job, in a transaction of its own."""
        await self.put_all([NewJob(kind, payload, due, key)], due)

    async def put_all(self, jobs: Sequence[NewJob], now: datetime) -> None:
        """Add jobs, in one transaction."""
        async with self._database.writing() as connection:
            await put_jobs(connection, jobs, now)
            await connection.commit()
        self._database.wake()

    async def claim(
        self, limit: int, now: datetime, lease: timedelta, kinds: Collection[str] | None = None
    ) -> list[Job]:
        """Take up to *limit* jobs that are due, the longest-waiting first, for as long as *lease*.

        Two workers never get the same one. *kinds* limits it to some kinds.
        """
        anything, wanted = _IS_ANY_DUE, _NEXT
        values: dict[str, Any] = {"now": now}
        if kinds is not None:
            anything, wanted = anything.where(_OF_KINDS), wanted.where(_OF_KINDS)
            values["kinds"] = list(kinds)
        # An idle worker must not take SQLite's one writing turn again and again only to find nothing.
        async with self._database.reading() as read:
            if await read.scalar(anything, values) is None:
                return []
        async with self._database.writing() as connection:
            rows = (await connection.execute(wanted, {**values, "most": limit})).all()
            if rows:
                await connection.execute(_TAKE, {"ids": [row.id for row in rows], "until": now + lease})
            await connection.commit()
        return [_job(row) for row in rows]

    async def finish(self, *jobs: Job) -> None:
        """Remove jobs that are done. One that is no longer its worker's stays."""
        async with self._database.writing() as connection:
            for batch in batches(jobs):
                mine = [(job.id, job.attempts) for job in batch]
                await connection.execute(delete(JobRow).where(tuple_(JobRow.id, JobRow.attempts).in_(mine)))
            await connection.commit()

    async def fail(self, job: Job, error: str, again: datetime | None, now: datetime) -> None:
        """Note why *job* failed, and try it at *again*; None parks it as dead, for the operator to see."""
        # What went wrong may quote what cannot be stored; a job that cannot even fail would run for ever.
        storable = error.replace("\x00", "").encode(errors="replace").decode()
        values: dict[str, Any] = {"error": storable[:2_000], "due_at": again or now}
        if again is None:
            values["dead_at"] = now
        mine = and_(JobRow.id == job.id, JobRow.attempts == job.attempts)
        await self._change(update(JobRow).where(mine).values(values))

    async def release(self, jobs: Collection[Job], now: datetime) -> None:
        """Give claimed jobs back untouched, as a worker does that is told to stop."""
        mine = [(job.id, job.attempts) for job in jobs]
        given = update(JobRow).where(tuple_(JobRow.id, JobRow.attempts).in_(mine))
        await self._change(given.values(due_at=now, attempts=JobRow.attempts - 1))

    async def next_due(self) -> datetime | None:
        """When the next job is due, leases of running ones included; None when there is none."""
        async with self._database.reading() as read:
            return await read.scalar(select(func.min(JobRow.due_at)).where(JobRow.dead_at.is_(None)))

    async def state(self, now: datetime) -> QueueState:
        """How the queue is, for the doctor and the metrics."""
        alive = JobRow.dead_at.is_(None)
        async with self._database.reading() as read:
            kinds = await read.execute(select(JobRow.kind, func.count()).where(alive).group_by(JobRow.kind))
            waiting = dict(kinds.all())
            dead = await read.scalar(select(func.count()).where(JobRow.dead_at.is_not(None)))
            oldest = await read.scalar(select(func.min(JobRow.due_at)).where(alive, JobRow.due_at <= now))
        return QueueState(sum(waiting.values()), dead or 0, oldest, waiting)

    async def dead(self, limit: int = 100) -> list[DeadJob]:
        """Jobs that were given up, the latest first."""
        page = select(JobRow.__table__).where(JobRow.dead_at.is_not(None))
        async with self._database.reading() as read:
            rows = (await read.execute(page.order_by(JobRow.dead_at.desc(), JobRow.id).limit(limit))).all()
        return [DeadJob(r.id, r.kind, r.payload, r.attempts, r.error, r.dead_at) for r in rows]

    async def revive(self, now: datetime) -> int:
        """Try every dead job once more; how many there were."""
        dead = update(JobRow).where(JobRow.dead_at.is_not(None))
        return await self._change(dead.values(dead_at=None, due_at=now, attempts=0))

    async def _change(self, statement: Any) -> int:
        async with self._database.writing() as connection:
            result: CursorResult[Any] = await connection.execute(statement)
            await connection.commit()
        self._database.wake()
        return result.rowcount


def _job(row: AnyRow) -> Job:
    return Job(row.id, row.kind, row.payload, row.attempts + 1, row.created_at)
