"""What every answer tells the browser about its safety, and how long it may be kept."""

from aiohttp import web

from web.config import WebConfig
from web.keys import CONFIG, REQUEST_ID

YEAR = 31_536_000  # seconds
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


def policy(https: bool) -> str:
    """The Content-Security-Policy of our pages: everything from here, nothing inline, no frames around us.

    Forms may lead elsewhere: "follow from your own server" is a POST here and a redirect there, and browsers
    hold the policy against the redirect, too.
    """
    forms = "'self' https:" if https else "'self' https: http:"
    parts = [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        f"form-action {forms}",
        "frame-ancestors 'none'",
    ]
    return "; ".join(parts + (["upgrade-insecure-requests"] if https else []))


async def prepare(request: web.Request, response: web.StreamResponse) -> None:
    """Signal ``on_response_prepare``: also reaches answers that no middleware made."""
    headers = response.headers
    for name, value in security(request.app[CONFIG]).items():
        headers.setdefault(name, value)
    headers["Server"] = "fedevent"  # not which Python and which aiohttp
    if ident := request.get(REQUEST_ID):
        headers.setdefault("X-Request-Id", ident)
    if request.path.startswith("/static/") and response.status in (200, 304):
        kept = f"public, max-age={YEAR}, immutable" if "v" in request.query else "public, max-age=86400"
        headers.setdefault("Cache-Control", kept)


def security(config: WebConfig) -> dict[str, str]:
    """The headers that every answer carries."""
    told = {
        "Content-Security-Policy": policy(config.https),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Addresses of links by mail are secrets; "no-referrer" would also hide Origin from our own checks.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if config.https:
        told["Strict-Transport-Security"] = f"max-age={YEAR}"
    return told
