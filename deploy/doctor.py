"""What must be true of a machine before it can run an instance, looked at without changing anything."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from deploy.reach import Unreachable, reach
from deploy.secret_key import FILE as SECRET_KEY_FILE
from deploy.settings import Settings, shown

# Other servers refuse a signature whose date is too far off; the strictest allow some minutes.
CLOCK_SKEW = timedelta(minutes=5)
DISK_WARNING = 0.85
DISK_FULL = 0.97


class State(StrEnum):
    """How one look ended."""

    FINE = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and one line about it."""

    subject: str
    state: State
    message: str


async def examine(settings: Settings) -> list[Finding]:
    """Every finding about this machine under *settings*, in the order in which they are best mended."""
    database, database_clock = await _database(settings)
    return [
        _domain(settings),
        _data_dir(settings),
        _disk(settings),
        _secret_key(settings),
        database,
        clock(datetime.now(UTC), database_clock),
        _mail(settings),
    ]


def _domain(settings: Settings) -> Finding:
    where = f"{settings.domain}, reached at {settings.base_url}"
    if settings.base_url.startswith("http://"):
        return Finding("domain", State.WARNING, f"{where}: other servers will not talk to it over http")
    return Finding("domain", State.FINE, where)


def _data_dir(settings: Settings) -> Finding:
    folder = _existing(settings.data_dir)
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Finding("data folder", State.FINE, f"{settings.data_dir} can be written")
    except OSError as wrong:
        message = f"{settings.data_dir} cannot be written: {wrong.strerror}"
        return Finding("data folder", State.FAILED, message)


def _disk(settings: Settings) -> Finding:
    usage = shutil.disk_usage(_existing(settings.data_dir))
    used = 1 - usage.free / usage.total
    message = f"{used:.0%} in use, {usage.free // 2**20} MiB free"
    if used >= DISK_FULL:
        return Finding("disk", State.FAILED, message)
    return Finding("disk", State.WARNING if used >= DISK_WARNING else State.FINE, message)


def _secret_key(settings: Settings) -> Finding:
    path = settings.data_dir / SECRET_KEY_FILE
    if settings.secret_key:
        return Finding("secret key", State.FINE, "is set")
    if not path.exists():
        return Finding("secret key", State.FINE, "will be made on the first start")
    if path.stat().st_mode & 0o077:
        return Finding("secret key", State.WARNING, f"{path} can be read by others: chmod 600 it")
    return Finding("secret key", State.FINE, f"is kept in {path}")


async def _database(settings: Settings) -> tuple[Finding, datetime | None]:
    try:
        reached = await reach(settings.database_url)
    except Unreachable as wrong:
        return Finding("database", State.FAILED, f"does not answer: {wrong}"), None
    return Finding("database", State.FINE, reached.what), reached.clock


def clock(now: datetime, database_clock: datetime | None) -> Finding:
    """Whether *now* can be true: not far from the database's own time, nor before this software was made."""
    if database_clock and abs(now - database_clock) > CLOCK_SKEW:
        message = f"differs from the database's by {abs(now - database_clock)}"
        return Finding("clock", State.FAILED, message)
    if now.year < int(version("tzdata").split(".")[0]):
        return Finding("clock", State.FAILED, f"says {now:%Y-%m-%d}, which is before this software was made")
    return Finding("clock", State.FINE, f"says {now:%Y-%m-%d %H:%M} UTC")


def _mail(settings: Settings) -> Finding:
    if not settings.smtp_url:
        message = "FEDEVENT_SMTP_URL is not set: no mail leaves, and sign-ups by mail cannot be confirmed"
        return Finding("mail", State.WARNING, message)
    if settings.smtp_url.startswith("file:"):
        return Finding("mail", State.WARNING, "goes into a folder, not to people")
    return Finding("mail", State.FINE, f"leaves by {shown(settings)['smtp_url']} as {settings.mail_from}")


def _existing(folder: Path) -> Path:
    """*folder*, or the nearest folder above it that is there already."""
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())
