"""What people write, made into HTML that is safe to show and to send.

The libraries that do it are loaded when there is something to do.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bleach.linkifier import Linker
    from markdown_it import MarkdownIt
    from nh3 import Cleaner

TAGS = frozenset(
    {
        "a",
        "b",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h3",
        "h4",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "strong",
        "u",
        "ul",
    }
)
ATTRIBUTES = {"a": {"href"}}
SCHEMES = frozenset({"http", "https", "mailto"})

# Invisible controls: no reader shows them, and PostgreSQL stores no NUL.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Neither "<" nor ">" inside: a text of nothing but "<" must not be read again from each of them.
_TAG = re.compile(r"<[^<>]*>")
# Tags that a reader of HTML opens anew in every paragraph after them, unless three are open that are alike
# (HTML Living Standard, 13.2.4.3): with an attribute each, some kilobytes of them grow to gigabytes.
_FORMATTING = re.compile(
    r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b[^>]{1,500}>", re.IGNORECASE
)
GROWTH = 8  # how many times longer than the original clean HTML may be
_BREAK = re.compile(r"</(p|li|h3|h4|blockquote|pre|ul|ol)>|<br ?/?>")


def sanitize(html: str) -> str:
    """*html* from anywhere, with nothing left but a short list of harmless tags.

    Of HTML that would grow out of all proportion only the words stay.
    """
    source = _FORMATTING.sub(r"<\1>", _CONTROLS.sub("", html))
    clean = _cleaner().clean(source)
    return clean if len(clean) <= GROWTH * len(html) + 1_000 else escape(plain(source), quote=False)


@lru_cache(maxsize=1)
def _cleaner() -> Cleaner:
    from nh3 import Cleaner  # noqa: PLC0415 heavy

    return Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="nofollow noopener noreferrer",
        clean_content_tags={"script", "style", "template"},
    )


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 heavy

    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")


@lru_cache(maxsize=1)
def _linker() -> Linker:
    from bleach.linkifier import Linker  # noqa: PLC0415 heavy

    # Only addresses that say they are one: a bare "node.js" must not become a link to a stranger's site.
    with_scheme = re.compile(r"https?://" + r"[^\s<>\"']*[^\s<>\"'.,;:!?)\]]", re.IGNORECASE)
    return Linker(callbacks=[], url_re=with_scheme, skip_tags={"pre", "code"})


@lru_cache(maxsize=512)
def render(markdown: str) -> str:
    """Markdown as people write it, as safe HTML with its web addresses made into links."""
    html = _markdown().render(markdown)
    html = (
        html.replace("<h1>", "<h3>")
        .replace("</h1>", "</h3>")
        .replace("<h2>", "<h3>")
        .replace("</h2>", "</h3>")
    )
    return sanitize(_linker().linkify(html)).strip()


def plain(html: str) -> str:
    """The words of *html*, one paragraph a line."""
    text = _TAG.sub("", _BREAK.sub("\n", html))
    lines = (" ".join(line.split()) for line in unescape(text).splitlines())
    return "\n".join(line for line in lines if line)
