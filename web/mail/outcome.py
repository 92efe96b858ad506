"""What became of sending a letter, and when to try again. Pure."""

from dataclasses import dataclass

# About four days, as mail servers themselves do: a letter outlives a weekend's outage.
WAITS = (60, 300, 900, 3_600, 3 * 3_600, 6 * 3_600, 12 * 3_600, 24 * 3_600, 24 * 3_600, 24 * 3_600)


@dataclass(frozen=True, slots=True)
class Sent:
    """The mail server has taken it."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: try again in *seconds*. *why* is for the log and the delivery report."""

    seconds: int
    why: str


@dataclass(frozen=True, slots=True)
class Never:
    """It will not be sent. *why* is for the log and the delivery report."""

    why: str


Outcome = Sent | Later | Never


def again(attempt: int, why: str) -> Later | Never:
    """What follows from the *attempt*-th failure (from 1) that may pass: another try, or giving up."""
    if attempt > len(WAITS):
        return Never(f"gave up: {why}")
    return Later(WAITS[max(attempt, 1) - 1], why)
