"""What the composition root hands to the federation doors."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from activitypub.inbox import Received, Verdict
from activitypub.signatures.request import SignedRequest

JUDGE = web.AppKey[Callable[[SignedRequest], Awaitable[Verdict]]]("JUDGE")
"""The inbox pipeline: what to do with a request."""

STORE = web.AppKey[Callable[[Received], Awaitable[None]]]("STORE")
"""Makes an activity durable, with the job that will process it; returns when it is."""

PUBLIC_KEY = web.AppKey[Callable[[str], Awaitable[str]]]("PUBLIC_KEY")
"""The public key (PEM) of an owner: "instance", "group:<id>" or "person:<id>"."""
