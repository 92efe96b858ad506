"""What attackers send: raw requests that no browser and no client library would write."""

import asyncio
import re

from tests.rig import Rig

_TOKEN = re.compile(r'name="csrf"\s+value="([^"]+)"')


async def raw(rig: Rig, request: bytes) -> int:
    """Send *request* byte for byte; the status of the answer, 0 when the connection is closed without one."""
    url = rig.client.make_url("/")
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(request)
    await writer.drain()
    try:
        line = await asyncio.wait_for(reader.readline(), 20)
    finally:
        writer.close()
    return int(line.split()[1]) if line else 0


def get(target: str, *headers: str) -> bytes:
    """A GET; *target* and *headers* may hold any byte, written as Latin-1."""
    return "\r\n".join((f"GET {target} HTTP/1.1", "Host: chapter.example", *headers, "", "")).encode(
        "latin-1"
    )


def post(path: str, body: bytes, content_type: str, *headers: str) -> bytes:
    """A POST."""
    lines = (f"POST {path} HTTP/1.1", "Host: chapter.example", f"Content-Type: {content_type}", *headers)
    return "\r\n".join((*lines, f"Content-Length: {len(body)}", "", "")).encode("latin-1") + body


async def token(rig: Rig, page: str = "/sign-in") -> str:
    """A form's token from *page*, some seconds old."""
    found = _TOKEN.search(await rig.text(page))
    assert found, f"no form on {page}"
    rig.clock.pass_(seconds=5)
    return found.group(1)
