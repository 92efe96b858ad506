"""A real server behind real TLS on loopback, whose every answer is scripted to the byte."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache

import trustme

from activitypub.client import Client
from activitypub.guard import Guard

NAMES = ("peer.test", "other.test", "127.0.0.1")


@cache
def authority() -> trustme.CA:
    return trustme.CA()


def trust() -> ssl.SSLContext:
    """A client's context that trusts our peers and nobody else."""
    context = ssl.create_default_context()
    authority().configure_trust(context)
    return context


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


Answer = Callable[[Request], bytes | Awaitable[bytes | None] | None]


@dataclass(slots=True)
class TlsPeer:
    """What came in, over how many connections; *answer* may be changed at any time.

    An answer is written as it is; None closes the connection instead. One that says `Connection: close` is
    followed by the end of the connection.
    """

    answer: Answer
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    open: set[asyncio.StreamWriter] = field(default_factory=set)

    def url(self, path: str = "/inbox", host: str = "peer.test", scheme: str = "https") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def hang_up(self) -> None:
        """End all connections, as a server does that restarts."""
        for writer in self.open:
            writer.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open.add(writer)
        try:
            while (request := await _read(reader)) is not None:
                self.requests.append(request)
                answer = self.answer(request)
                raw = await answer if isinstance(answer, Awaitable) else answer
                if raw is None:
                    break
                writer.write(raw)
                await writer.drain()
                if b"connection: close" in raw.lower():
                    break
        except (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open.discard(writer)
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, target, headers, body)


@asynccontextmanager
async def serving(answer: Answer, *, tls: bool = True) -> AsyncIterator[TlsPeer]:
    peer = TlsPeer(answer)
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority().issue_cert(*NAMES).configure_cert(context)
    server = await asyncio.start_server(peer.serve, "127.0.0.1", 0, ssl=context)
    peer.port = server.sockets[0].getsockname()[1]
    try:
        yield peer
    finally:
        server.close()
        peer.hang_up()
        await asyncio.sleep(0)


def says(status: str, body: bytes = b"", **headers: str) -> bytes:
    """An answer with a length, as most servers write it."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def loopback(host: str) -> list[str]:
    """Name resolution where every name lives here."""
    return ["127.0.0.1"]


def client(*, guard: Guard | None = None, **more) -> Client:
    """The real client, which may reach loopback and trusts the scripted peers."""
    options = {"tls": trust(), "lookup": loopback, **more}
    return Client(guard or Guard.of(["127.0.0.0/8"]), "fedevent-test", **options)
