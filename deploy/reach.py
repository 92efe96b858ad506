"""Whether the database answers: one question, before anything is built upon it."""

import asyncio
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

SECONDS = 10


class Unreachable(Exception):
    """The database does not answer; the text says why, without the password."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The database answered. *clock* is its own time, where it has a clock of its own."""

    what: str
    clock: datetime | None = None


async def reach(database_url: str) -> Reached:
    """Ask the database at *database_url* (as in ``Settings``) one question. Raises ``Unreachable``."""
    if database_url.startswith("sqlite"):
        return await asyncio.to_thread(_sqlite, database_url.split(":///", 1)[1])
    return await _postgresql(_libpq_url(database_url))


def _sqlite(path: str) -> Reached:
    if not Path(path).exists():
        return Reached(f"SQLite, {path} will be made on the first start")
    try:
        connection = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=rw", uri=True, timeout=SECONDS)
        try:
            # Reading the header tells a database from any other file.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as wrong:
        raise Unreachable(f"SQLite, {path}: {wrong}") from None
    return Reached(f"SQLite {sqlite3.sqlite_version}, {path}")


async def _postgresql(url: str) -> Reached:
    import asyncpg  # noqa: PLC0415 some megabytes that SQLite does without

    try:
        connection = await asyncpg.connect(url, timeout=SECONDS)
        try:
            row = await connection.fetchrow("SELECT current_setting('server_version'), now()")
        finally:
            await connection.close()
    except (OSError, TimeoutError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as wrong:
        raise Unreachable(f"PostgreSQL: {wrong or type(wrong).__name__}") from None
    return Reached(f"PostgreSQL {row[0]}", row[1])


def _libpq_url(database_url: str) -> str:
    parts = urlsplit(database_url)
    query = [("sslmode" if name == "ssl" else name, value) for name, value in parse_qsl(parts.query)]
    return urlunsplit(("postgresql", parts.netloc, parts.path, urlencode(query, safe="/:"), ""))
