"""Processes watched from outside: CPU seconds and memory of a whole tree, read from /proc."""

import os
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def tree(pid: int) -> list[int]:
    """*pid* and all its descendants."""
    children = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children[int(fields[1])].append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children[found[-1]]
    return found


@dataclass(frozen=True)
class Usage:
    """CPU seconds spent so far and megabytes held now."""

    cpu: float
    rss: float


def usage(pid: int) -> Usage:
    """What the tree of *pid* has used."""
    cpu, rss = 0.0, 0
    for each in tree(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        cpu += (int(fields[11]) + int(fields[12])) / TICK
        rss += int(fields[21]) * PAGE
    return Usage(cpu, rss / 1e6)


class Stopwatch:
    """Wall and CPU seconds of a process tree from its making on."""

    def __init__(self, pid: int) -> None:
        self._pid, self._cpu, self._wall = pid, usage(pid).cpu, time.perf_counter()

    def read(self) -> tuple[float, float]:
        """CPU seconds and wall seconds so far."""
        return usage(self._pid).cpu - self._cpu, time.perf_counter() - self._wall
