"""Speaks for the independent peer: what the account made with Fedify is to do, and what it received."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from tests.interop.trust import Trust

HERE = Path(__file__).parent
NODE = HERE / "peer/node_modules/node/bin/node"


@dataclass(frozen=True, slots=True)
class Running:
    """The peer's process: where it is on the network, and where it takes orders."""

    origin: str
    control: str


@contextmanager
def run_peer(trust: Trust) -> Iterator[Running]:
    """Install what is missing, start the peer, and end it in the end. It ends by itself when we do."""
    subprocess.run([HERE / "install.sh"], check=True)
    files = {
        "PEER_CERT": str(trust.certificate),
        "PEER_KEY": str(trust.key),
        "NODE_EXTRA_CA_CERTS": str(trust.authority),
    }
    with subprocess.Popen(
        [NODE, HERE / "peer/peer.mjs"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **files},
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            yield Running(**json.loads(process.stdout.readline()))
        finally:
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


@dataclass(frozen=True, slots=True)
class Received:
    """Something that came to one of the peer's inboxes, and what Fedify made of it.

    *inbox* is the path, *scheme* how it was signed; *verified* when Fedify believed the signature; *read* is
    what its JSON-LD processor, which knows nothing of us, took from it.
    """

    inbox: str
    scheme: str
    verified: bool
    status: int
    activity: dict[str, Any]
    read: dict[str, Any]
    why: str

    @property
    def kind(self) -> str:
        """The activity's type, and its object's: ``Create Question``."""
        inner = self.activity.get("object")
        return " ".join([self.activity["type"], *([inner["type"]] if isinstance(inner, dict) else [])])

    @property
    def object(self) -> dict[str, Any]:
        """The embedded object."""
        inner = self.activity["object"]
        assert isinstance(inner, dict), self.activity
        return inner


@dataclass
class Ada:
    """The account ``ada`` on a server of its own."""

    running: Running
    session: ClientSession
    _read: int = field(default=0)

    @property
    def actor(self) -> str:
        return f"{self.running.origin}/users/ada"

    @property
    def host(self) -> str:
        return self.running.origin.removeprefix("https://")

    @property
    def handle(self) -> str:
        return f"@ada@{self.host}"

    async def do(self, deed: str, **wishes: Any) -> Any:
        """Let the account do something."""
        async with self.session.post(f"{self.running.control}/{deed}", json=wishes) as answer:
            said = await answer.json()
            assert answer.status == 200, said["fault"] + said["cause"]
            return said

    async def becomes(self, software: str = "mastodon", **options: Any) -> None:
        """Begin anew, with new keys and no memory, on a server that calls itself *software*."""
        await self.do("reset", software=software, **options)
        self._read = 0

    async def looks_up(self, resource: str) -> dict[str, Any]:
        """What is behind a handle or an address, as Fedify read it."""
        return dict(await self.do("lookup", resource=resource))

    async def pages_through(self, collection: str) -> list[dict[str, Any]]:
        """Type and id of everything in a collection, page after page."""
        return list(await self.do("traverse", collection=collection))

    async def follows(self, handle: str) -> str:
        """Look a group up and ask to follow it; the id of the request."""
        return str((await self.do("follow", handle=handle))["id"])

    async def votes(self, question: str, option: str) -> str:
        return str((await self.do("vote", question=question, option=option))["id"])

    async def joins(self, event: str) -> str:
        return str((await self.do("join", event=event))["id"])

    async def leaves(self, event: str) -> str:
        return str((await self.do("leave", event=event))["id"])

    async def replies(self, to: str, text: str, *, direct: bool = True) -> str:
        return str((await self.do("reply", inReplyTo=to, text=text, direct=direct))["id"])

    async def undoes(self, activity: str) -> str:
        """Take back what was said before."""
        return str((await self.do("undo", id=activity))["id"])

    async def posts(self) -> list[dict[str, Any]]:
        """What it posted: where, how it was signed and how it was answered, oldest first."""
        sent = [note for note in await self.do("outgoing") if note["method"] == "POST"]
        return [{key: note[key] for key in ("url", "scheme", "status")} for note in sent]

    async def inbox(self) -> list[Received]:
        """All that came, believed or not, oldest first."""
        return [
            Received(
                inbox=note["to"],
                scheme=note["scheme"],
                verified=note["verified"],
                status=note["status"],
                activity=note["activity"],
                read=note.get("understood", {}),
                why=note.get("why", ""),
            )
            for note in await self.do("inbox")
        ]

    async def news(self) -> list[Received]:
        """What came since this was last asked. All of it must have been believed."""
        everything = await self.inbox()
        new, self._read = everything[self._read :], len(everything)
        for each in new:
            assert each.verified and each.status < 300, each
        return new
