"""The description of the API for programs: OpenAPI 3.1, made from the calls themselves."""

import re
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from inspect import getdoc
from typing import Any

import msgspec
from aiohttp import web

from web.api.call import PREFIX, Call
from web.config import WebConfig
from web.keys import CONFIG

Calls = Sequence[Call[Any, Any]]
Json = dict[str, Any]

MEDIA_TYPE = "application/json"
PROBLEM_TYPE = "application/problem+json"
IN_QUERY = ("GET", "DELETE")  # calls that say what they say in the query
_PART = re.compile(r"\{(\w+)\}")


class FaultyField(msgspec.Struct):
    """What is wrong with one field. Fields within others have dots: `place.name`."""

    field: str
    message: str


class Problem(msgspec.Struct, kw_only=True):
    """A refusal (RFC 9457). *title* and *detail* are in the language that `Accept-Language` asks for."""

    type: str
    title: str
    status: int
    detail: str | msgspec.UnsetType = msgspec.UNSET
    errors: list[FaultyField] | msgspec.UnsetType = msgspec.UNSET


def serve(calls: Calls) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The page that shows the description of *calls*."""
    written = lru_cache(maxsize=4)(lambda config: msgspec.json.encode(describe(calls, config)))

    async def show(request: web.Request) -> web.Response:
        return web.Response(
            body=written(request.app[CONFIG]),
            content_type=MEDIA_TYPE,
            charset="utf-8",
            headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"},
        )

    return show


def describe(calls: Calls, config: WebConfig) -> Json:
    """The whole description."""
    types = list(
        dict.fromkeys([Problem, *(t for c in calls for t in (c.takes, c.gives) if t is not type(None))])
    )
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    named = dict(zip(types, schemas, strict=True))
    paths: dict[str, Json] = {}
    for each in calls:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, named, components)
    in_bodies = {c.takes for c in calls if c.method not in IN_QUERY and c.takes.__struct_fields__}
    for queried in {c.takes for c in calls} - in_bodies:
        components.pop(named[queried]["$ref"].rpartition("/")[2], None)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "fedevent",
            "version": "1",
            "summary": "Groups, their events, who comes, and what the hosts write to them.",
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": f"{config.base_url.rstrip('/')}{PREFIX}"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(each: Call[Any, Any], named: dict[Any, Json], components: Json) -> Json:
    noun = each.handler.__module__.rpartition(".")[2]
    told = (getdoc(each.handler) or "").split("\n\n")
    operation: Json = {
        "operationId": f"{noun}_{each.handler.__name__}",
        "tags": [noun],
        "summary": " ".join(told[0].split()),
        "security": [{"token": [each.scope]}] if each.scope else [{}, {"token": ["read"]}],
        "parameters": _path_parameters(each.path),
        "responses": {
            str(each.status): _answer(each, named),
            "default": {"description": "A refusal.", "content": {PROBLEM_TYPE: {"schema": named[Problem]}}},
        },
    }
    if len(told) > 1:
        operation["description"] = "\n\n".join(" ".join(part.split()) for part in told[1:])
    said = components[named[each.takes]["$ref"].rpartition("/")[2]]
    if each.method in IN_QUERY:
        operation["parameters"] += _query_parameters(said)
    elif said["properties"]:
        content = {MEDIA_TYPE: {"schema": named[each.takes]}}
        operation["requestBody"] = {"content": content, "required": bool(said.get("required"))}
    return operation


def _path_parameters(path: str) -> list[Json]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PART.findall(path)
    ]


def _query_parameters(said: Json) -> list[Json]:
    needed = said.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in needed, "schema": schema}
        for name, schema in said["properties"].items()
    ]


def _answer(each: Call[Any, Any], named: dict[Any, Json]) -> Json:
    if each.gives is type(None):
        return {"description": "Done."}
    return {"description": "Done.", "content": {MEDIA_TYPE: {"schema": named[each.gives]}}}
