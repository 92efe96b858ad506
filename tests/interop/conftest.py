"""What the tests with real peers share: trust, the peer's process, and chapters on the network."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.interop.chapter import Chapter, open_chapter
from tests.interop.driver import Ada, Running, run_peer
from tests.interop.trust import Trust, make_trust


@pytest.fixture(scope="session")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Trust:
    """A certificate for localhost."""
    return make_trust(tmp_path_factory.mktemp("trust"))


@pytest.fixture(scope="session")
def running(trust: Trust) -> Iterator[Running]:
    """The peer's process, one for all tests; each begins with a new account."""
    with run_peer(trust) as running:
        yield running


@pytest.fixture
def trusted(trust: Trust, monkeypatch: pytest.MonkeyPatch) -> Trust:
    """Our own clients trust it, as an operator would let them."""
    monkeypatch.setenv("SSL_CERT_FILE", str(trust.authority))
    return trust


@pytest.fixture
async def ada(running: Running) -> AsyncIterator[Ada]:
    """Somebody with an account on a Mastodon-like server."""
    async with ClientSession() as session:
        ada = Ada(running, session)
        await ada.becomes("mastodon")
        yield ada


@pytest.fixture
async def chapter(sqlite_url: str, tmp_path: Path, trusted: Trust) -> AsyncIterator[Chapter]:
    """Our side."""
    async with open_chapter(sqlite_url, tmp_path / "chapter", trusted) as chapter:
        yield chapter
