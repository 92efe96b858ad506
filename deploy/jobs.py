"""A job as its handler sees it, and how a handler says what became of it."""

from collections.abc import Awaitable, Callable
from typing import Any

from storage.queue import Job

Payload = dict[str, Any]
Handler = Callable[[Job], Awaitable[None]]


class Again(Exception):
    """Not now: the job is to be tried again. *seconds* None leaves the wait to the schedule of attempts."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class Never(Exception):
    """It will never work: the job is kept aside for people to look at."""
