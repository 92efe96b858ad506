"""What we said: public notes and activities, at their own addresses, as long as they are kept."""

import json

from aiohttp import web

from web.federation.negotiate import answer, missing
from web.keys import READS, URLS


async def note(request: web.Request) -> web.Response:
    """A public note, such as the one that tells of a change. A private one is nobody's to fetch."""
    uri = request.app[URLS].message(request.match_info["id"])
    body = await request.app[READS].federation.said(uri)
    spoken = json.loads(body).get("object") if body else None
    return answer(spoken) if isinstance(spoken, dict) and spoken.get("id") == uri else missing()


async def activity(request: web.Request) -> web.Response:
    """A public activity."""
    uri = request.app[URLS].activity(request.match_info["id"])
    body = await request.app[READS].federation.said(uri)
    document = json.loads(body) if body else {}
    return answer(document) if document.get("id") == uri else missing()
