"""Does this request ask for a page or for an ActivityPub document? And how a document is answered."""

import json

from aiohttp import web

from activitypub.vocabulary import CONTEXT, MEDIA_TYPE, Json, is_activitypub

CACHED = "public, max-age=60"


def wants_activity(request: web.Request) -> bool:
    """Whether the Accept header names ActivityPub before any page. ``*/*`` and nothing at all mean a page."""
    for offered in request.headers.get("Accept", "").split(","):
        kind = offered.strip()
        if is_activitypub(kind) or kind.partition(";")[0].strip() in (MEDIA_TYPE, "application/ld+json"):
            return True
        if kind.startswith(("text/html", "application/xhtml")):
            return False
    return False


def answer(document: Json, status: int = 200, media_type: str = MEDIA_TYPE) -> web.Response:
    """*document* as ActivityPub. Vary and CORS: caches must not mix it up with the page, and browsers of
    other servers may read it."""
    body = {"@context": CONTEXT, **document} if media_type == MEDIA_TYPE else document
    headers = {"Vary": "Accept", "Access-Control-Allow-Origin": "*"}
    if status == 200:
        headers["Cache-Control"] = CACHED
    return web.Response(
        body=json.dumps(body, ensure_ascii=False).encode(),
        status=status,
        content_type=media_type,
        charset="utf-8",
        headers=headers,
    )


def gone(uri: str, former: str) -> web.Response:
    """A tombstone with 410: Mobilizon believes a Delete only then (peers/mobilizon §0.9)."""
    return answer({"id": uri, "type": "Tombstone", "formerType": former}, status=410)


def missing() -> web.Response:
    """There is no such document."""
    return web.json_response({"title": "Not found"}, status=404)
