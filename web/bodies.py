"""The bodies of forms, read with suspicion: so large, so many fields, in UTF-8, and all of it text."""

import re

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from web.forms import Posted

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
LONGEST = 1024 * 1024  # bytes of a form without files
MOST_FIELDS = 1_000
_ODD = re.compile(r"[\ud800-\udfff]")  # half a character: no database keeps it, and no page can be made of it


async def posted(request: web.Request) -> Posted:
    """The fields of the request's form; none where it is no form. Whoever asks again gets the same.

    Raises 413 for what is too big: millions of empty fields would fill the memory, though few bytes bring
    them. Raises 400 for a form that cannot be read, or that is not in UTF-8.
    """
    if request.content_type == URLENCODED:
        body = await request.read()
        if len(body) > LONGEST or body.count(b"&") > MOST_FIELDS:
            raise web.HTTPRequestEntityTooLarge(LONGEST, len(body))
    if (request.charset or "utf-8").lower().replace("_", "-") not in ("utf-8", "utf8"):
        raise web.HTTPBadRequest
    try:
        fields = await request.post()
    except (ValueError, LookupError, AssertionError, RuntimeError, HttpProcessingError) as wrong:  # all seen
        raise web.HTTPBadRequest from wrong
    if len(fields) > MOST_FIELDS or any(
        _ODD.search(text) for pair in fields.items() for text in pair if isinstance(text, str)
    ):
        raise web.HTTPBadRequest
    return fields
