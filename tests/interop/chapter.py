"""A chapter that is really on the network: served over TLS on a port of localhost, asking as it is asked."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import TCPConnector
from aiohttp.test_utils import TestClient, TestServer

from deploy.compose import compose
from deploy.settings import read_settings
from fedevent.events import Event
from fedevent.groups import Group
from tests.interop.trust import Trust
from tests.peers import RecordingNetwork
from tests.rig import Clock, Rig


@dataclass
class WorldClock(Clock):
    """The world's own clock, moved ahead by as much as was passed: peers sign with the world's time."""

    ahead: timedelta = field(default=timedelta())

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def pass_(self, **span: float) -> None:
        self.ahead += timedelta(**span)


class Chapter(Rig):
    """A rig whose peers are real ones."""

    def handle(self, group: Group) -> str:
        """What people type to find *group*."""
        return f"@{group.slug}@{self.instance.settings.domain}"

    async def an_event(self, group: Group, *, published: bool = True, **plan: Any) -> Event:
        """An event of *group*, eleven days from now."""
        day = datetime.now(UTC) + timedelta(days=11)
        starts = datetime(day.year, day.month, day.day, 19, 0)
        dates = {"starts": starts, "ends": starts + timedelta(hours=2)}
        return await super().an_event(group, published=published, **(dates | plan))

    async def statuses(self, event: Event) -> dict[str, str]:
        """Who answered what: actor to status."""
        rows = await self.instance.reads.organizing.signups(event.id)
        return {row.actor: row.status for row in rows}


def a_port() -> socket.socket:
    """A socket on a free port of localhost, bound, so that nobody else takes it."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    return bound


@asynccontextmanager
async def open_chapter(database_url: str, folder: Path, trust: Trust) -> AsyncIterator[Chapter]:
    """A chapter at https://localhost:PORT, with its data in *folder*. ``SSL_CERT_FILE`` must name the CA."""
    mails = folder / "mails"
    mails.mkdir(parents=True)
    bound = a_port()
    domain = f"localhost:{bound.getsockname()[1]}"
    settings = read_settings(
        {
            "domain": domain,
            "base_url": f"https://{domain}",
            "database_url": database_url,
            "data_dir": str(folder / "data"),
            "secret_key": "a secret that only this test knows, honestly",
            "smtp_url": f"file://{mails}",
            "default_timezone": "Europe/Berlin",
            "registration": "open",
            "allow_networks": "127.0.0.0/8, ::1/128",
        }
    )
    clock = WorldClock()
    instance = compose(settings, clock=clock)
    server = TestServer(instance.app, socket_factory=lambda *_: bound)
    await server.start_server(ssl=trust.server())
    try:
        async with TestClient(server, connector=TCPConnector(ssl=trust.client())) as client:
            yield Chapter(instance, client, RecordingNetwork(), clock, mails)
    finally:
        await instance.close()
