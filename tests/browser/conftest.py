"""One browser for all these tests; a site and its visitors for each."""

import shutil
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final, Protocol

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from deploy.setting_types import database_url
from tests.browser import chromium
from tests.browser.sample import Sample, fill
from tests.browser.site import Site, open_site
from tests.browser.visitor import PATIENCE, Visitor

# The browser lives in one loop, so everything that talks to it does.
LOOP: Final = "session"


class Arrive(Protocol):
    """Lets somebody new come."""

    def __call__(self, locale: str = "en-GB") -> Awaitable[Visitor]: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run every test of this folder in the browser's loop."""
    for item in items:
        if item.path.parent == Path(__file__).parent and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope=LOOP), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope=LOOP)
async def browser() -> AsyncIterator[Browser]:
    """Chromium, without a window."""
    async with chromium.run() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope=LOOP)
async def site(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    """A fresh instance."""
    async with open_site(sqlite_url, tmp_path / "site") as site:
        yield site


def copy_of(template: Path, folder: Path) -> str:
    """The address of a copy of a prepared SQLite database."""
    for file in template.parent.glob(f"{template.name}*"):
        shutil.copy(file, folder / file.name)
    return database_url(f"sqlite:///{folder / template.name}")


@pytest_asyncio.fixture(scope="session", loop_scope=LOOP)
async def sample(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Sample]:
    """A chapter where everything occurs once, for tests that only look; it speaks the pseudo-language."""
    folder = tmp_path_factory.mktemp("sample")
    url = copy_of(sqlite_template, folder)
    async with open_site(url, folder / "site", ("en", "de", "xx")) as site:
        yield await fill(site)


@pytest_asyncio.fixture(loop_scope=LOOP)
async def arrive(site: Site, browser: Browser) -> AsyncIterator[Arrive]:
    """Lets somebody new come, each with a browser of their own, and without JavaScript."""
    async with AsyncExitStack() as stack:

        async def one(locale: str = "en-GB") -> Visitor:
            context = await browser.new_context(java_script_enabled=False, locale=locale)
            stack.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE)
            return Visitor(site, await context.new_page())

        yield one


@pytest_asyncio.fixture(loop_scope=LOOP)
async def visitor(arrive: Arrive) -> Visitor:
    """Somebody who comes by."""
    return await arrive()
