"""An instance that a browser can visit: plain http on a port of localhost, its worker settled by the test."""

import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from deploy.compose import compose
from deploy.settings import read_settings
from tests.peers import RecordingNetwork
from tests.rig import Clock, Rig
from web.i18n import Languages
from web.keys import TRANSLATOR


class Site(Rig):
    """A rig with an address."""

    @property
    def base(self) -> str:
        """Where it is."""
        return self.instance.settings.base_url


@asynccontextmanager
async def open_site(database_url: str, folder: Path, offered: Sequence[str] = ()) -> AsyncIterator[Site]:
    """An instance with its data in *folder*; *offered* are its languages, all there are without it."""
    mails = folder / "mails"
    mails.mkdir(parents=True)
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    domain = f"localhost:{bound.getsockname()[1]}"
    settings = read_settings(
        {
            "domain": domain,
            "base_url": f"http://{domain}",
            "database_url": database_url,
            "data_dir": str(folder / "data"),
            "secret_key": "a secret that only this test knows, honestly",
            "smtp_url": f"file://{mails}",
            "default_timezone": "Europe/Berlin",
            "registration": "open",
        }
    )
    clock, network = Clock(), RecordingNetwork()
    instance = compose(settings, network=network, clock=clock)
    if offered:
        instance.app[TRANSLATOR] = Languages(offered)
    server = TestServer(instance.app, socket_factory=lambda *_: bound)
    await server.start_server()
    try:
        async with TestClient(server, cookie_jar=CookieJar(unsafe=True)) as client:
            yield Site(instance, client, network, clock, mails)
    finally:
        await instance.close()
