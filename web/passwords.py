"""Passwords: hashed slowly, beside the event loop, with the same work for addresses nobody has here."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from fedevent.errors import TooMany
from fedevent.words import N_

T = TypeVar("T")

# OWASP Password Storage Cheat Sheet, second Argon2id profile: 19 MiB, two passes, one lane.
MEMORY_KIB = 19_456
PASSES = 2
LANES = 1
THREADS = 2
MOST_WAITING = 64  # whoever comes after that is told to come back: a login must not starve the pages


class Passwords:
    """Hashes and checks passwords with Argon2id in two threads of its own."""

    def __init__(self, memory_kib: int = MEMORY_KIB, passes: int = PASSES) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=LANES)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="passwords")
        self._nobody: str | None = None
        self._waiting = 0

    async def hash(self, password: str) -> str:
        """The hash to store, with its parameters and salt in it. ``TooMany`` when too many wait."""
        return await self._run(lambda: self._hasher.hash(password))

    async def verify(self, stored: str | None, password: str) -> bool:
        """Whether *password* is the one behind *stored*.

        Without *stored* (no such address, no password set) the same work is done, so that the time taken
        tells nothing. ``TooMany`` when too many wait.
        """
        return await self._run(lambda: self._verify(stored, password))

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _verify(self, stored: str | None, password: str) -> bool:
        if self._nobody is None:
            self._nobody = self._hasher.hash(secrets.token_urlsafe())
        try:
            self._hasher.verify(stored or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    async def _run(self, work: Callable[[], T]) -> T:
        if self._waiting >= MOST_WAITING:
            raise TooMany(N_("Too many people sign in at this moment; please try again in a minute."))
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1
