"""The inboxes: one answer for each verdict. What was answered 202 is stored before the answer leaves."""

import logging

from aiohttp import web

from activitypub.documents import MAX_BYTES
from activitypub.inbox import Ignored, Rejected
from activitypub.signatures.request import SignedRequest
from web.federation.keys import JUDGE, STORE

log = logging.getLogger(__name__)


async def receive(request: web.Request) -> web.Response:
    """Any inbox of ours: all are the same door, since the activity itself says whom it is for."""
    body = await _body(request)
    signed = SignedRequest.read(
        request.method, request.raw_path, ((k, v) for k, v in request.headers.items()), body
    )
    verdict = await request.app[JUDGE](signed)
    if isinstance(verdict, Rejected):
        log.info("inbox refused", extra={"status": verdict.status, "why": str(verdict.why)})
        return web.json_response({"title": str(verdict.why)}, status=verdict.status)
    if isinstance(verdict, Ignored):
        return web.Response(status=202)
    await request.app[STORE](verdict)
    return web.Response(status=202)


async def _body(request: web.Request) -> bytes:
    """The body, or just enough of it to be refused as too large."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(65_536):
        body += chunk
        if len(body) > MAX_BYTES:
            break
    return bytes(body)
