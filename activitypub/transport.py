"""Posting to inboxes over kept HTTP/1.1 connections, at a fifth of what a general HTTP client costs.

A signed delivery is one write and one small answer. Everything else that a client can do (cookies, redirects,
compression, proxies) is left out; whatever needs it goes through client.py.
"""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from activitypub.errors import Unreachable
from activitypub.guard import Target
from activitypub.http1 import Answer, AnswerReader, BadAnswer
from activitypub.resolver import Resolver

Compose = Callable[[], bytes]


class _Stale(Exception):
    """A kept connection turned out to be closed before it brought a byte of the answer."""


class _Connection(asyncio.Protocol):
    """One connection, with at most one request under way."""

    def __init__(self, lost: Callable[["_Connection"], None]) -> None:
        self._lost = lost
        self._transport: asyncio.Transport | None = None
        self._reader: AnswerReader | None = None
        self._answer: asyncio.Future[Answer] | None = None
        self._began = False  # whether a byte of the present answer has come
        self._used = False
        self.idle_since = 0.0

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    async def ask(self, request: bytes) -> Answer:
        """Send *request* and wait. Raises _Stale, BadAnswer or OSError; the caller sets the time limit."""
        if self._transport is None or self._transport.is_closing():
            raise _Stale
        self._reader, self._began = AnswerReader(), False
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        try:
            answer = await self._answer
        finally:
            self._answer = self._reader = None
        self._used = True
        return answer

    @property
    def is_reusable(self) -> bool:
        """An answer that came before the whole request was out leaves the rest of it in the way."""
        return self.is_open and self._transport is not None and not self._transport.get_write_buffer_size()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's share no base class

    def data_received(self, data: bytes) -> None:
        if self._reader is None or self._answer is None or self._answer.done():
            self.abort()  # nobody asked
            return
        self._began = True
        try:
            answer = self._reader.feed(data)
        except BadAnswer as fault:
            self._answer.set_exception(fault)
            return
        if answer is not None:
            self._answer.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost(self)
        if self._reader is None or self._answer is None or self._answer.done():
            return
        if self._used and not self._began:
            self._answer.set_exception(_Stale())
        elif exc is not None:
            self._answer.set_exception(BadAnswer(str(exc) or type(exc).__name__))
        else:
            try:
                self._answer.set_result(self._reader.finish())
            except BadAnswer as fault:
                self._answer.set_exception(fault)


@dataclass(slots=True)
class _Lane:
    """The way to one host: how many may be on it, and the connections that wait there."""

    slots: asyncio.Semaphore
    users: int = 0
    free: list[_Connection] = field(default_factory=list)


class Transport:
    """Kept connections to many hosts.

    *timeout*: seconds for one request and its connection, counted from when a slot is free. *per_host*:
    connections to one host. *keep*: idle connections in all (about 50 KB each). *idle*: seconds they stay.
    """

    def __init__(
        self,
        resolver: Resolver,
        tls: ssl.SSLContext,
        *,
        timeout: float = 10.0,
        per_host: int = 4,
        keep: int = 2000,
        idle: float = 60.0,
    ) -> None:
        self._resolver, self._tls = resolver, tls
        self._timeout, self._per_host, self._keep_at_most, self._idle_for = timeout, per_host, keep, idle
        self._lanes: dict[str, _Lane] = {}
        self._idle: dict[_Connection, str] = {}  # oldest first
        self._sweep: asyncio.TimerHandle | None = None

    async def send(self, target: Target, compose: Compose) -> Answer:
        """The answer to the request that *compose* writes once a connection is there (and so signs late).

        Raises Unreachable, or UnsafeUrl when the address is forbidden.
        """
        lane = self._lanes.get(target.origin)
        if lane is None:
            lane = self._lanes[target.origin] = _Lane(asyncio.Semaphore(self._per_host))
        lane.users += 1
        try:
            async with lane.slots, asyncio.timeout(self._timeout):
                return await self._exchange(lane, target, compose)
        except TimeoutError as fault:
            raise Unreachable(target.url, "no answer in time") from fault
        except (OSError, BadAnswer) as fault:
            raise Unreachable(target.url, str(fault) or type(fault).__name__) from fault
        finally:
            lane.users -= 1
            self._drop_empty(target.origin)

    async def close(self) -> None:
        """Closes all connections; those with a request under way fail."""
        if self._sweep is not None:
            self._sweep.cancel()
            self._sweep = None
        for connection in list(self._idle):
            self._retire(connection)
        await asyncio.sleep(0)  # lets the connections notice

    async def _exchange(self, lane: _Lane, target: Target, compose: Compose) -> Answer:
        while lane.free:
            connection = lane.free.pop()
            del self._idle[connection]
            try:
                return await self._ask(connection, lane, target, compose)
            except _Stale:
                continue  # closed while it waited; should the request have arrived, its id tells
        return await self._ask(await self._connect(target), lane, target, compose)

    async def _ask(self, connection: _Connection, lane: _Lane, target: Target, compose: Compose) -> Answer:
        try:
            answer = await connection.ask(compose())
        except BaseException:
            connection.abort()
            raise
        if answer.keep and connection.is_reusable:
            self._put_back(connection, lane, target.origin)
        else:
            connection.abort()
        return answer

    async def _connect(self, target: Target) -> _Connection:
        loop = asyncio.get_running_loop()
        addresses = await self._resolver.addresses(target)
        secure = target.scheme == "https"
        fault: OSError | None = None
        for address in addresses:
            try:
                # One dead address must not use up the time of the living ones.
                async with asyncio.timeout(self._timeout / len(addresses)):
                    _, connection = await loop.create_connection(
                        lambda: _Connection(self._forget),
                        address,
                        target.port,
                        ssl=self._tls if secure else None,
                        server_hostname=target.host if secure else None,
                    )
                return connection
            except OSError as error:  # TLS faults and timeouts are such
                fault = error
        raise fault or OSError("no address")

    def _put_back(self, connection: _Connection, lane: _Lane, origin: str) -> None:
        if len(self._idle) >= self._keep_at_most:
            self._retire(next(iter(self._idle)))
        loop = asyncio.get_running_loop()
        connection.idle_since = loop.time()
        lane.free.append(connection)
        self._idle[connection] = origin
        if self._sweep is None:
            self._sweep = loop.call_later(self._idle_for, self._close_old)

    def _close_old(self) -> None:
        self._sweep = None
        loop = asyncio.get_running_loop()
        for connection in list(self._idle):
            if (left := connection.idle_since + self._idle_for - loop.time()) > 0:
                self._sweep = loop.call_later(left, self._close_old)
                return
            self._retire(connection)

    def _retire(self, connection: _Connection) -> None:
        self._forget(connection)
        connection.abort()

    def _forget(self, connection: _Connection) -> None:
        """A connection is gone; if it was waiting for work it waits no more."""
        origin = self._idle.pop(connection, None)
        if origin is not None:
            self._lanes[origin].free.remove(connection)
            self._drop_empty(origin)

    def _drop_empty(self, origin: str) -> None:
        lane = self._lanes.get(origin)
        if lane is not None and not lane.users and not lane.free:
            del self._lanes[origin]
