"""A crowd on many hosts: who they are, what they sign, and a sink that only counts what it is sent.

Run as a process (`python -m tests.bench.crowd PORT CONTROL CERT KEY`) it is the sink: TLS on every address of
127.0.1.0/24, counts on the control port.
"""

import asyncio
import json
import ssl
import sys
from dataclasses import dataclass, field
from functools import cache

from activitypub.guard import parse
from activitypub.signatures.keys import KeyPair, Signer, generate_rsa
from activitypub.signatures.request import Prepared
from activitypub.signatures.sign import Scheme, sign

HOSTS, PEOPLE = 50, 1000


@cache
def pair() -> KeyPair:
    """One key for the whole crowd."""
    return generate_rsa()


def actor(number: int, port: int) -> str:
    """The URI of the *number*-th person."""
    return f"https://127.0.1.{number % HOSTS}:{port}/u/a{number}"


def signed(number: int, port: int, inbox: str, activity: dict[str, object], now: object) -> bytes:
    """A whole HTTP request, signed, ready to be written to a socket."""
    who, target = actor(number, port), parse(inbox)
    prepared = Prepared.of({"actor": who, **activity})
    headers = sign(
        Scheme.CAVAGE,
        Signer.of(f"{who}#main-key", pair().private_pem),
        "POST",
        target,
        now,  # type: ignore[arg-type]
        prepared,
    )
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"POST {target.path} HTTP/1.1\r\n{lines}Content-Length: {len(prepared.body)}\r\n\r\n"
    return head.encode() + prepared.body


@dataclass
class Counts:
    """What came in."""

    posts: int = 0
    connections: int = 0
    kinds: dict[str, int] = field(default_factory=dict)


class Sink(asyncio.Protocol):
    """Answers every POST with 202 and counts it."""

    def __init__(self, counts: Counts) -> None:
        self._counts, self._buffer = counts, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._counts.connections += 1

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].lower()
            _, found, rest = head.partition(b"content-length:")
            length = int(rest.split(b"\r\n")[0]) if found else 0
            if len(self._buffer) < end + 4 + length:
                return
            body = self._buffer[end + 4 : end + 4 + length]
            self._buffer = self._buffer[end + 4 + length :]
            if head.startswith(b"post"):
                self._counts.posts += 1
                kind = str(json.loads(body).get("type"))
                self._counts.kinds[kind] = self._counts.kinds.get(kind, 0) + 1
                self._answer(b"202 Accepted", b"")
            else:
                self._answer(b"200 OK", json.dumps(vars(self._counts)).encode())

    def _answer(self, status: bytes, body: bytes) -> None:
        length = str(len(body)).encode()
        self._transport.write(  # type: ignore[attr-defined]
            b"HTTP/1.1 " + status + b"\r\nContent-Length: " + length + b"\r\n\r\n" + body
        )


async def _serve(port: int, control: int, cert: str, key: str) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(cert, key)
    loop, counts = asyncio.get_running_loop(), Counts()
    await loop.create_server(lambda: Sink(counts), "0.0.0.0", port, ssl=tls, backlog=4096)
    await loop.create_server(lambda: Sink(counts), "127.0.0.1", control)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]))
