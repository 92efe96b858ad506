"""Names become addresses here, once: looked up, judged by the guard, and remembered for a minute.

Whoever opens a connection takes the address from here and connects to that very address. To look a name up a
second time would let its owner answer differently after the check (DNS rebinding).
"""

import asyncio
import socket
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from activitypub.errors import Unreachable
from activitypub.guard import Guard, Target

Lookup = Callable[[str], Awaitable[list[str]]]

TTL = 60.0
TTL_FAILED = 10.0
MAX_NAMES = 10_000


# Threads of its own: names whose servers never answer must not use up those that pages wait for.
_LOOKUPS = ThreadPoolExecutor(32, thread_name_prefix="lookups")


async def system_lookup(host: str) -> list[str]:
    """All addresses of *host* by the system's own resolver, in its order. Raises OSError."""
    ask = partial(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_LOOKUPS, ask)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Resolver:
    """Addresses that may be connected to."""

    def __init__(
        self, guard: Guard, lookup: Lookup = system_lookup, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._guard, self._lookup, self._clock = guard, lookup, clock
        self._known: OrderedDict[str, tuple[float, list[str]]] = OrderedDict()
        self._pending: dict[str, asyncio.Task[list[str]]] = {}

    async def addresses(self, target: Target) -> list[str]:
        """Where *target* may be reached. Raises Unreachable, or UnsafeUrl when any address is forbidden."""
        addresses = self._remembered(target.host)
        if addresses is None:
            addresses = await self._ask(target.host)
        if not addresses:
            raise Unreachable(target.url, "the name does not resolve")
        self._guard.check_addresses(target, addresses)
        return addresses

    def _remembered(self, host: str) -> list[str] | None:
        until, addresses = self._known.get(host, (0.0, []))
        return addresses if until > self._clock() else None

    async def _ask(self, host: str) -> list[str]:
        """One question for all who wait; it is finished even when they no longer do."""
        task = self._pending.get(host)
        if task is None:
            task = self._pending[host] = asyncio.create_task(self._answer(host))
        return await asyncio.shield(task)

    async def _answer(self, host: str) -> list[str]:
        try:
            addresses = await self._lookup(host)
        except (OSError, UnicodeError):
            addresses = []
        finally:
            del self._pending[host]
        self._known[host] = (self._clock() + (TTL if addresses else TTL_FAILED), addresses)
        self._known.move_to_end(host)
        if len(self._known) > MAX_NAMES:
            self._known.popitem(last=False)
        return addresses
