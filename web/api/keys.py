"""What the composition root hands to the API beside what the pages get."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from activitypub.actors import RemoteActor

Resolve = Callable[[str], Awaitable[RemoteActor | None]]

RESOLVE = web.AppKey[Resolve]("RESOLVE")
"""Asks the fediverse who is behind "@name@host" or an actor's address. None when nobody answers for it.

Left out where the instance does not federate.
"""
