"""Claim, do, finish. Or fail, wait, and try again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from deploy.courier import Courier
from deploy.jobs import Again, Handler, Never
from storage.engine import Database
from storage.errors import Clash
from storage.queue import Job, Queue
from storage.sweep import sweep

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
AT_ONCE = 100
IDLE = 2.0  # seconds between looks when nothing wakes us: other processes cannot
SWEEP_EVERY = timedelta(hours=6)
WAITS = (1, 5, 30, 120, 600, 3600, 4 * 3600, 12 * 3600, 24 * 3600)  # seconds after each failure


def wait(attempts: int) -> timedelta | None:
    """How long a job waits after its *attempts*-th failure (from 1); None gives it up."""
    return timedelta(seconds=WAITS[attempts - 1]) if 0 < attempts <= len(WAITS) else None


class Worker:
    """Jobs and deliveries, in one process with the pages or in one of its own."""

    def __init__(
        self,
        database: Database,
        queue: Queue,
        courier: Courier,
        handlers: Mapping[str, Handler],
        clock: Callable[[], datetime],
    ) -> None:
        self._database, self._queue, self._courier = database, queue, courier
        self._handlers, self._clock = handlers, clock
        self._swept = clock()

    async def run(self) -> None:
        """Work until cancelled. Jobs and deliveries go side by side."""
        async with asyncio.TaskGroup() as together:
            together.create_task(self._forever(self._jobs))
            together.create_task(self._forever(self._courier.carry))
            together.create_task(self._forever(self._tidy))

    async def settle(self, rounds: int = 200) -> None:
        """Do all that is due now and all that follows from it; for tests."""
        for _ in range(rounds):
            if not await self._jobs() and not await self._courier.carry():
                return
        raise RuntimeError("the work does not come to an end")

    async def _forever(self, once: Callable[[], Awaitable[int]]) -> None:
        while True:
            try:
                done = await once()
            except Exception:
                log.exception("the worker stumbled")
                done = 0
            if not done:
                await self._database.rest(IDLE)

    async def _jobs(self) -> int:
        jobs = await self._queue.claim(AT_ONCE, self._clock(), LEASE)
        if jobs:
            finished = await asyncio.gather(*(self._one(job) for job in jobs))
            await self._queue.finish(*(job for job, done in zip(jobs, finished, strict=True) if done))
        return len(jobs)

    async def _one(self, job: Job) -> bool:
        """Do *job*; True when it is done and is to be removed, if its own commit has not done so already."""
        handler = self._handlers.get(job.kind)
        if handler is None:
            await self._queue.fail(job, "nobody knows this kind of job", None, self._clock())
            return False
        try:
            await handler(job)
        except Never as no:
            await self._queue.fail(job, str(no), None, self._clock())
        except (Again, Clash) as later:
            await self._fail(job, later, getattr(later, "seconds", None))
        except Exception as error:
            log.exception("job failed", extra={"job": job.id, "kind": job.kind})
            await self._fail(job, error, None)
        else:
            return True
        return False

    async def _fail(self, job: Job, error: Exception, seconds: float | None) -> None:
        pause = wait(job.attempts)
        if pause is not None and seconds is not None:
            pause = max(pause, timedelta(seconds=seconds))
        again = self._clock() + pause if pause else None
        await self._queue.fail(job, f"{type(error).__name__}: {error}", again, self._clock())

    async def _tidy(self) -> int:
        if self._clock() - self._swept >= SWEEP_EVERY:
            self._swept = self._clock()
            await sweep(self._database, self._clock())
        return 0
