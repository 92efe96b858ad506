"""host-meta: where a server answers WebFinger, as XRD and as JSON (RFC 6415)."""

import html
import json
import re
from xml.sax.saxutils import quoteattr

from activitypub import reading
from activitypub.vocabulary import Json

XRD_MEDIA_TYPE = "application/xrd+xml"
MAX_LENGTH = 100_000
_LINK = re.compile(r"<(?:[A-Za-z]{1,20}:)?Link\s([^<>]{1,2000})>")
_ATTRIBUTE = re.compile(r"""([A-Za-z:]{1,40})\s?=\s?("[^"<>]{0,1000}"|'[^'<>]{0,1000}')""")


def xrd(base: str) -> str:
    """Our host-meta. *base* is the address we answer on."""
    template = quoteattr(_template(base))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">\n'
        f'  <Link rel="lrdd" type="application/jrd+json" template={template}/>\n'
        "</XRD>\n"
    )


def document(base: str) -> Json:
    """The same as JSON."""
    return {"links": [{"rel": "lrdd", "type": "application/jrd+json", "template": _template(base)}]}


def lrdd_template(body: str) -> str:
    """The address template in a stranger's host-meta, XML or JSON, or "". JSON answers are preferred.

    Read with patterns on purpose: an XML parser would bring entities and other people's files into the house.
    """
    body = body[:MAX_LENGTH]
    links = _json_links(body) if body.lstrip().startswith("{") else _xml_links(body)
    found = [link for link in links if link.get("rel") == "lrdd" and _usable(link.get("template"))]
    found.sort(key=lambda link: "json" not in reading.text(link, "type"))
    return reading.text(found[0], "template") if found else ""


def _template(base: str) -> str:
    return f"{base}/.well-known/webfinger?resource={{uri}}"


def _usable(template: object) -> bool:
    return isinstance(template, str) and template.startswith(("https://", "http://")) and "{uri}" in template


def _json_links(body: str) -> list[Json]:
    try:
        return reading.objects(json.loads(body), "links")
    except (ValueError, RecursionError):
        return []


def _xml_links(body: str) -> list[Json]:
    return [
        {name: html.unescape(value[1:-1]) for name, value in _ATTRIBUTE.findall(inside)}
        for inside in _LINK.findall(body)
    ]
