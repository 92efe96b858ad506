"""What a call says, from JSON or from the query, by strict types; every wrong type is named by its field."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec
from aiohttp import web

from fedevent.errors import Fault, Invalid, fault, refuse
from fedevent.words import N_
from web.api.refusals import Unfit

BIGGEST = 1024 * 1024  # bytes of a body

T = TypeVar("T", bound=msgspec.Struct)

# Invisible controls, as our forms drop them: no reader shows them, and PostgreSQL stores no NUL.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MISSING = re.compile(r"missing required field `(?P<name>[^`]+)`")
_EXPECTED = re.compile(r"Expected `(?P<wanted>[^`]+)`, got `")
_LENGTH = re.compile(r"Expected `\w+` of length (?P<limit>\S+ \d+)")
_RANGE = re.compile(r"Expected `\w+` (?P<limit>[<>]=? [\d.-]+)")
_PATH = re.compile(r"at `\$(?P<path>[^`]*)`$")
_JSON_NAMES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "true or false",
    "array": "list",
}


async def said(request: web.Request, takes: type[T], not_yet: Iterable[str] = ()) -> T:
    """The body of a call that changes something, the query of any other, as a *takes*.

    A DELETE may have either. Names we do not know are passed over. Raises ``Unfit`` for a body that is too
    big or no JSON, and ``Invalid`` for a wrong type and for the names in *not_yet*, which mean something
    that is still to be built: leaving them out silently would do something else than was asked.
    """
    in_query = request.method in ("GET", "HEAD") or (request.method == "DELETE" and not request.can_read_body)
    raw: Any = dict(request.query) if in_query else await _json(request)
    try:
        raw = _clean(raw)
        _refuse_early(raw, not_yet)
        return msgspec.convert(raw, takes, strict=not in_query)
    except msgspec.ValidationError as wrong:
        raise Invalid(_fault(str(wrong))) from wrong
    except (RecursionError, OverflowError) as wrong:
        raise Unfit(400, N_("This is nested too deep, or holds a number that is too big.")) from wrong


async def _json(request: web.Request) -> object:
    body = bytearray()
    async for part in request.content.iter_chunked(64 * 1024):
        body += part
        if len(body) > BIGGEST:
            raise Unfit(413, N_("A body may have up to %(count)s bytes."), count=BIGGEST)
    if not body.strip():
        return {}
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, ValueError) as wrong:
        raise Unfit(400, N_("The body of this call is JSON, in UTF-8.")) from wrong


def _clean(value: object) -> object:
    """*value* with plain line ends, and without what no text should hold."""
    if isinstance(value, str):
        return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_clean(each) for each in value]
    return value


def _refuse_early(raw: object, names: Iterable[str]) -> None:
    message = N_("This does not work yet.")
    refuse([fault(name, message) for name in names if _at(raw, name) not in (None, "", [], {}, False)])


def _at(raw: object, name: str) -> object:
    for part in name.split("."):
        raw = raw.get(part) if isinstance(raw, Mapping) else None
    return raw


def _fault(told: str) -> Fault:
    """msgspec's sentence as a fault of ours: where, and what is wrong there."""
    found = _PATH.search(told)
    path = found["path"].lstrip(".") if found else ""
    if missing := _MISSING.search(told):
        return fault(f"{path}.{missing['name']}".lstrip("."), N_("This is needed."))
    if length := _LENGTH.search(told):
        return fault(path, N_("The length must be %(limit)s."), limit=length["limit"])
    if limit := _RANGE.search(told):
        return fault(path, N_("The number must be %(limit)s."), limit=limit["limit"])
    if expected := _EXPECTED.search(told):
        wanted = " | ".join(_JSON_NAMES.get(each, each) for each in expected["wanted"].split(" | "))
        return fault(path or "body", N_("This must be: %(wanted)s."), wanted=wanted)
    return fault(path, N_("This is none of the values that can stand here."))
