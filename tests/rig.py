"""The whole instance for tests: real database, pages and signatures; only the network is a recording."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer

from activitypub.signatures.sign import Scheme
from deploy.compose import Instance, compose
from deploy.settings import read_settings
from fedevent.chapter import Chapter
from fedevent.events import Event
from fedevent.groups import Group
from fedevent.ids import EventId, PersonId
from fedevent.people import Rank
from fedevent.usecases import accounts, events, groups
from tests.peers import Peer, RecordingNetwork

DOMAIN = "chapter.example"
BASE = f"https://{DOMAIN}"
NOBODY = PersonId("")
START = datetime(2030, 3, 1, 12, 0, tzinfo=UTC)
_TOKEN = re.compile(r'name="csrf"\s+value="([^"]+)"')


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        """Move on."""
        self.now += timedelta(**span)


@dataclass
class Rig:
    """One instance, its browser, and everybody elsewhere."""

    instance: Instance
    client: TestClient[Any, Any]
    network: RecordingNetwork
    clock: Clock
    mails: Path
    organizer: PersonId = NOBODY
    _made: int = field(default=0)

    @property
    def urls(self) -> Any:
        return self.instance.urls

    async def settles(self) -> None:
        """Do every job and delivery that is due."""
        await self.instance.worker.settle()

    async def later(self, **span: float) -> None:
        """Let time pass and do what has become due."""
        self.clock.pass_(**span)
        await self.settles()

    def letters(self) -> list[str]:
        """The mails sent so far, oldest first, as they are."""
        files = sorted(self.mails.glob("*.eml"), key=lambda f: f.stat().st_mtime_ns)
        return [file.read_text() for file in files]

    # people elsewhere

    def meet(self, *peers: Peer) -> None:
        """Let *peers* be found on the network."""
        for peer in peers:
            peer.settle_on(self.network)

    async def receives(
        self,
        activity: Mapping[str, Any],
        by: Peer,
        inbox: str = "/inbox",
        scheme: Scheme = Scheme.CAVAGE,
    ) -> int:
        """Post *activity*, signed by *by*; the status of the answer."""
        body, headers = by.signed(f"{BASE}{inbox}", activity, self.clock.now, scheme)
        headers.setdefault("Content-Type", "application/activity+json")
        async with self.client.post(inbox, data=body, headers=headers) as answer:
            return answer.status

    async def follows(self, peer: Peer, group: Group) -> None:
        """Let *peer* follow *group* and be answered."""
        self.meet(peer)
        follow = {
            "id": f"{peer.id}#follow-{group.slug}",
            "type": "Follow",
            "actor": peer.id,
            "object": self.urls.group(group.slug),
        }
        assert await self.receives(follow, peer) == 202
        await self.settles()

    async def joins(self, peer: Peer, event: Event, number: int = 1) -> int:
        """Let *peer* join *event*."""
        self.meet(peer)
        join = {
            "id": f"{peer.id}/join/{number}",
            "type": "Join",
            "actor": peer.id,
            "object": self.urls.event(event.id),
        }
        status = await self.receives(join, peer)
        await self.settles()
        return status

    # records

    async def a_chapter(self) -> PersonId:
        """The chapter, set up, with its first organizer."""
        if not self.organizer:
            chapter = Chapter("Berlin Menders", "Berlin", "Europe/Berlin", "en")
            self.organizer = await accounts.found_chapter(
                self.work(), chapter, "grace@chapter.example", "Grace", await self.hashed("correct horse")
            )
        return self.organizer

    async def hashed(self, password: str) -> str:
        return await self.instance.passwords.hash(password)

    async def a_group(self, slug: str = "menders", **profile: Any) -> Group:
        """A group of the organizer's."""
        by = await self.a_chapter()
        wanted = {"name": slug.capitalize(), "summary": "We mend things.", "timezone": "Europe/Berlin"}
        return await groups.create(self.work(), slug, groups.Profile(**(wanted | profile)), by)

    async def an_event(self, group: Group, *, published: bool = True, **plan: Any) -> Event:
        """An event of *group*, eleven days from the start of the test."""
        wanted: dict[str, Any] = {
            "title": "Tuesday Lab",
            "starts": datetime(2030, 3, 12, 19, 0),
            "ends": datetime(2030, 3, 12, 21, 0),
            "timezone": "Europe/Berlin",
        }
        event = await events.create(
            self.work(), group.id, events.Plan(**(wanted | plan)), self.organizer, published=published
        )
        await self.settles()
        return event

    async def an_account(self, name: str = "Mia", rank: Rank = Rank.MEMBER) -> PersonId:
        """Somebody with an account here and the password "correct horse"."""
        self._made += 1
        email = f"{name.lower()}{self._made}@mail.example"
        return await accounts.create(
            self.work(), email, name, rank, await self.hashed("correct horse"), proven=True
        )

    def work(self) -> Any:
        """A unit of work of the instance's own."""
        return self.instance.new_work()

    async def counts(self, event: Event | EventId) -> dict[str, int]:
        """How many answers of each kind an event has."""
        page = await self.instance.reads.events.find(EventId(getattr(event, "id", event)))
        assert page is not None
        return {status: number for status, number in page.counts.items() if number}

    # the browser

    async def get(self, path: str, **headers: str) -> ClientResponse:
        """Open a page."""
        return await self.client.get(path, headers=headers, allow_redirects=False)

    async def text(self, path: str) -> str:
        """The HTML of a page that must be there."""
        async with self.client.get(path) as answer:
            assert answer.status == 200, (path, answer.status)
            return await answer.text()

    async def post(self, path: str, form: Mapping[str, Any], page: str | None = None) -> ClientResponse:
        """Send a form as the page at *page* (or *path*) offers it, with its token."""
        async with self.client.get(page or path) as answer:
            found = _TOKEN.search(await answer.text())
        self.clock.pass_(seconds=5)  # nobody fills in a form faster
        token = {"csrf": found.group(1)} if found else {}
        return await self.client.post(
            path, data={**token, **form}, headers={"Origin": BASE}, allow_redirects=False
        )

    async def sign_in(self, email: str = "grace@chapter.example") -> None:
        """Sign in with the password that all have."""
        answer = await self.post("/sign-in", {"email": email, "password": "correct horse"})
        assert answer.status == 303, await answer.text()

    async def json(self, path: str, accept: str = "application/activity+json") -> dict[str, Any]:
        """The ActivityPub document at *path*."""
        async with self.client.get(path, headers={"Accept": accept}) as answer:
            assert answer.status == 200, (path, answer.status, await answer.text())
            return dict(json.loads(await answer.text()))


@pytest.fixture
async def rig(database_url: str, tmp_path: Path) -> AsyncIterator[Rig]:
    """An instance on each database in turn."""
    mails = tmp_path / "mails"
    mails.mkdir()
    settings = read_settings(
        {
            "domain": DOMAIN,
            "base_url": BASE,
            "database_url": database_url,
            "data_dir": str(tmp_path / "data"),
            "secret_key": "a secret that only this test knows, honestly",
            "smtp_url": f"file://{mails}",
            "default_timezone": "Europe/Berlin",
            "registration": "open",
        }
    )
    clock, network = Clock(), RecordingNetwork()
    instance = compose(settings, network=network, clock=clock)
    server = TestServer(instance.app)
    await server.start_server()
    # Our cookies are Secure, and the test's own server is not.
    jar = CookieJar(unsafe=True, treat_as_secure_origin=server.make_url("/").origin())
    async with TestClient(server, cookie_jar=jar) as client:
        yield Rig(instance, client, network, clock, mails)
    await instance.close()
