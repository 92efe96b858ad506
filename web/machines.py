"""Whether a program asks rather than a person: it gets no session, no page, no way to the first run."""

from aiohttp import web

_PATHS = ("/api/", "/static/", "/.well-known/", "/nodeinfo/", "/activities/", "/pictures/")
_EXACT = frozenset({"/api", "/inbox", "/actor", "/livez", "/readyz", "/metrics", "/theme.css", "/nodeinfo"})


def is_for_machines(request: web.Request) -> bool:
    """Whether the request is one of a program, by its path or by what it wants back."""
    path = request.path
    return by_path(path) or wants_json(request.headers.get("Accept", ""))


def by_path(path: str) -> bool:
    """Whether nobody but programs asks for *path*."""
    return path in _EXACT or path.startswith(_PATHS) or path.endswith(("/inbox", "/outbox"))


def wants_json(accept: str) -> bool:
    """Whether an ``Accept`` header asks for JSON and not for a page."""
    accept = accept.lower()
    return "json" in accept and "text/html" not in accept
