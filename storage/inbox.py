"""What came in, made durable before it is answered: many activities in one commit."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.engine import Database
from storage.errors import clash
from storage.queue import NewJob, put_jobs
from storage.statements import add_new_rows
from storage.tables.jobs import ReceivedRow

MOST = 200  # activities of one commit


@dataclass(frozen=True, slots=True)
class _Arrival:
    key: str
    payload: Mapping[str, Any]
    taken: "asyncio.Future[bool]"


class Spool:
    """Collects activities for a moment and commits them together, each as a job "process".

    *patience*: seconds that the first of a batch waits for company.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], patience: float = 0.005) -> None:
        self._database = database
        self._clock = clock
        self._patience = patience
        self._arrivals: list[_Arrival] = []
        self._writer: asyncio.Task[None] | None = None

    async def put(self, key: str, payload: Mapping[str, Any]) -> bool:
        """Take an activity in: returns once it would survive a power cut. False when *key* was seen before.

        *payload* (JSON-ready) becomes the job's. Raises what the database raised, if it could not be kept.
        """
        arrival = _Arrival(key, payload, asyncio.get_running_loop().create_future())
        self._arrivals.append(arrival)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        return await arrival.taken

    async def seen(self, key: str) -> bool:
        """Whether *key* was taken in before."""
        async with self._database.reading() as read:
            return await read.scalar(select(ReceivedRow.key).where(ReceivedRow.key == key)) is not None

    async def close(self) -> None:
        """Wait until everything that was put is written."""
        if self._writer is not None:
            await self._writer

    async def _write(self) -> None:
        await asyncio.sleep(self._patience)
        while self._arrivals:
            batch, self._arrivals = self._arrivals[:MOST], self._arrivals[MOST:]
            await self._keep(batch)

    async def _keep(self, batch: list[_Arrival]) -> None:
        try:
            fresh = await self._commit(batch)
        except Exception as error:
            if len(batch) == 1:
                _settle(batch[0], clash(error) or error)
                return
            # One that the database cannot hold must not take the others down with it.
            for arrival in batch:
                await self._keep([arrival])
            return
        for arrival in batch:
            _settle(arrival, arrival.key in fresh)
            fresh.discard(arrival.key)  # of two alike in one batch, the first is the new one

    async def _commit(self, batch: list[_Arrival]) -> set[str]:
        now = self._clock()
        payloads: dict[str, Mapping[str, Any]] = {}
        for arrival in batch:  # in the order in which they came: an Update follows its Create
            payloads.setdefault(arrival.key, arrival.payload)
        async with self._database.writing() as connection:
            rows = [{"key": key, "received_at": now} for key in payloads]
            fresh = await add_new_rows(connection, ReceivedRow, rows)
            jobs = [NewJob("process", payload, now) for key, payload in payloads.items() if key in fresh]
            await put_jobs(connection, jobs, now)
            await connection.commit()
        self._database.wake()
        return fresh


def _settle(arrival: _Arrival, outcome: bool | Exception) -> None:
    if arrival.taken.done():  # whoever asked went away meanwhile
        return
    if isinstance(outcome, Exception):
        arrival.taken.set_exception(outcome)
    else:
        arrival.taken.set_result(outcome)
