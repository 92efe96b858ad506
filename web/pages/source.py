"""The source of what runs here, for whoever uses it over the network (AGPL-3.0, section 13)."""

import asyncio
import io
import tarfile
from functools import lru_cache
from pathlib import Path

from aiohttp import web

PACKAGES = ("fedevent", "activitypub", "storage", "web", "deploy")
KINDS = frozenset(
    {".py", ".html", ".txt", ".css", ".js", ".svg", ".woff2", ".ttf", ".po", ".gz", ".mako", ".service"}
)
ROOT = Path(__file__).parents[2]
BESIDE = ("LICENSE", "README.md", "pyproject.toml", "setup.py", "setup.cfg", "babel.cfg", "Makefile")


async def archive(request: web.Request) -> web.Response:
    """The packages as they are installed, packed once."""
    body = await asyncio.to_thread(packed)
    headers = {"Content-Disposition": 'attachment; filename="fedevent-source.tar.gz"'}
    return web.Response(body=body, content_type="application/gzip", headers=headers)


@lru_cache(maxsize=1)
def packed() -> bytes:
    """The archive. Only files of the kinds a source consists of: never data, never settings."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for path in sources():
            tar.add(path, arcname=f"fedevent/{path.relative_to(ROOT)}", recursive=False, filter=_plain)
    return buffer.getvalue()


def sources() -> list[Path]:
    """The files of the five packages, and what stands beside them in a checkout."""
    found = [path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.suffix in KINDS]
    return sorted(found) + [ROOT / name for name in BESIDE if (ROOT / name).is_file()]


def _plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nobody needs to know whose files they were."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    return info
