"""One call of the API: its address, what it takes and gives, and who may make it; all that OpenAPI tells."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import msgspec
from aiohttp import web

from fedevent.errors import Refused
from fedevent.ids import PersonId
from fedevent.ports import UnitOfWork
from fedevent.words import N_
from storage.queries.accounts import TokenHolder
from storage.queries.reads import Reads
from web.api import reading, refusals, tokens
from web.api.refusals import Unfit
from web.keys import CLOCK, READS, UNIT_OF_WORK

PREFIX = "/api/v1"

T = TypeVar("T", bound=msgspec.Struct)
R = TypeVar("R", bound=msgspec.Struct | None)


class Nothing(msgspec.Struct):
    """A call that says nothing but its address."""


@dataclass(frozen=True, slots=True)
class Ask(Generic[T]):
    """A call as its handler sees it: *said* is the body or the query, *holder* whose token came with it."""

    request: web.Request
    said: T
    holder: TokenHolder | None

    @property
    def by(self) -> PersonId:
        """The person who calls. Only for calls that have a scope: their token was looked at."""
        if self.holder is None:
            raise Unfit(401, N_("There is no such token."))
        return self.holder.person

    @property
    def reads(self) -> Reads:
        return self.request.app[READS]

    @property
    def now(self) -> datetime:
        return self.request.app[CLOCK]()

    def work(self) -> UnitOfWork:
        """A fresh unit of work."""
        return self.request.app[UNIT_OF_WORK]()

    def part(self, name: str) -> str:
        """The part of the address called *name*."""
        return self.request.match_info[name]


@dataclass(frozen=True, slots=True)
class Call(Generic[T, R]):
    """A call. *scope* is what its token must allow, "" for none; *path* comes after ``PREFIX``."""

    method: str
    path: str
    scope: str
    takes: type[T]
    gives: type[R]
    status: int
    not_yet: tuple[str, ...]
    handler: Callable[[Ask[T]], Awaitable[R]]

    @property
    def route(self) -> web.RouteDef:
        """Its line in the table of addresses."""
        if self.method == "GET":
            return web.get(f"{PREFIX}{self.path}", self.respond)
        return web.route(self.method, f"{PREFIX}{self.path}", self.respond)

    async def respond(self, request: web.Request) -> web.Response:
        """Look at the token, read what is said, do it, and write the answer or the refusal."""
        try:
            holder = await tokens.holder(request, self.scope)
            said = await reading.said(request, self.takes, self.not_yet)
            response = self._write(await self.handler(Ask(request, said, holder)))
        except Refused as no:
            response = refusals.answer(request, no)
        response.headers["Cache-Control"] = "no-cache" if not self.scope else "private, no-store"
        response.headers["Vary"] = "Authorization, Accept-Language"
        if self.method == "GET" and not self.scope:
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    def _write(self, found: R) -> web.Response:
        if found is None:
            return web.Response(status=self.status)
        body = msgspec.json.encode(found)
        return web.Response(body=body, status=self.status, content_type="application/json", charset="utf-8")


def call(
    method: str,
    path: str,
    *,
    takes: type[T],
    gives: type[R],
    scope: str = "",
    status: int = 200,
    not_yet: tuple[str, ...] = (),
) -> Callable[[Callable[[Ask[T]], Awaitable[R]]], Call[T, R]]:
    """Make a handler a call. Its docstring is what OpenAPI says of it.

    *not_yet* names fields that mean something still to be built; they are refused.
    """

    def made(handler: Callable[[Ask[T]], Awaitable[R]]) -> Call[T, R]:
        return Call(method, path, scope, takes, gives, status, not_yet, handler)

    return made
