"""A refusal as programs read it: application/problem+json (RFC 9457)."""

import json
from collections.abc import Mapping

from aiohttp import web

MEDIA_TYPE = "application/problem+json"


def problem(
    status: int, title: str, detail: str = "", errors: Mapping[str, str] | None = None
) -> web.Response:
    """The answer; *errors* maps each faulty field to what is wrong with it."""
    told: dict[str, object] = {"type": "about:blank", "title": title, "status": status}
    if detail:
        told["detail"] = detail
    if errors:
        told["errors"] = [{"field": field, "message": message} for field, message in errors.items()]
    body = json.dumps(told, ensure_ascii=False)
    return web.Response(text=body, status=status, content_type=MEDIA_TYPE)
