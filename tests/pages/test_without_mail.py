"""An instance that can send no mail offers nothing that needs one."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from deploy.compose import compose
from deploy.settings import read_settings
from fedevent.chapter import Chapter
from fedevent.usecases import accounts
from tests.peers import RecordingNetwork
from tests.rig import Clock


@pytest.fixture
async def mute(tmp_path: Path) -> AsyncIterator[TestClient[Any, Any]]:
    """A chapter with open registration and no mail server."""
    settings = read_settings(
        {
            "domain": "chapter.example",
            "data_dir": str(tmp_path),
            "secret_key": "a secret that only this test knows, honestly",
            "registration": "open",
        }
    )
    instance = compose(settings, network=RecordingNetwork(), clock=Clock())
    await instance.migrate()
    chapter = Chapter("Berlin Menders", "Berlin", "Europe/Berlin", "en")
    await accounts.found_chapter(instance.new_work(), chapter, "grace@chapter.example", "Grace", "hash")
    async with TestClient(TestServer(instance.app)) as client:
        yield client
    await instance.close()


async def test_nobody_is_told_that_accounts_are_open(mute: TestClient[Any, Any]) -> None:
    async with mute.get("/nodeinfo/2.1") as answer:
        assert (await answer.json())["openRegistrations"] is False
    async with mute.get("/sign-in") as answer:
        assert 'href="/register"' not in await answer.text()
    async with mute.get("/register") as answer:
        page = await answer.text()
    assert 'name="email"' not in page
    assert "Accounts are not given out here" in page
