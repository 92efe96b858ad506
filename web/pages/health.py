"""Whether the process lives, and whether it can serve: for whoever restarts it and sends it visitors."""

import logging

from aiohttp import web

from web.keys import READS

log = logging.getLogger("web")


async def livez(request: web.Request) -> web.Response:
    """The process answers."""
    return _plain("ok\n")


async def readyz(request: web.Request) -> web.Response:
    """The database answers, too; 503 as long as it does not."""
    try:
        await request.app[READS].chapter.find()
    except Exception:
        # Whatever it is (no connection, no table yet), the answer is the same; the log knows more.
        log.exception("not ready: the database does not answer")
        return _plain("the database does not answer\n", 503)
    return _plain("ready\n")


def _plain(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, headers={"Cache-Control": "no-store"})
