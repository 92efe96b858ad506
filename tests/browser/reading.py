"""Pages as they are served, without a browser: fetched as one of the sample's people, and their words."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from aiohttp import ClientSession, DummyCookieJar

from tests.browser.sample import Sample

SPOKEN = ("alt", "title", "placeholder", "aria-label")
SILENT = frozenset({"style", "script", "template"})


@dataclass(frozen=True, slots=True)
class Served:
    """One page as it was answered."""

    who: str
    path: str
    status: int
    kind: str
    html: str


async def fetch(sample: Sample, who: str, path: str, language: str = "en") -> Served:
    """Open a page as somebody, in a language."""
    cookies = sample.cookies[who] | {"language": language}
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    async with (
        ClientSession(cookie_jar=DummyCookieJar()) as session,
        session.get(f"{sample.site.base}{path}", headers={"Cookie": header}, allow_redirects=False) as answer,
    ):
        return Served(who, path, answer.status, answer.content_type, await answer.text())


class _Words(HTMLParser):
    """Collects what a page says: its text, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.attributes: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.attributes += [value for name, value in attrs if value and name in SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)


def words(html: str) -> tuple[str, list[str]]:
    """All text of a page, a line for each piece, and every attribute that is read out."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return "\n".join(parser.text), parser.attributes


def unwrapped(text: str) -> str:
    """*text* without what the pseudo-language wraps in ⟦ ⟧ and what people typed, which stands in « »."""
    left, depth = [], 0
    for letter in text:
        depth += letter == "⟦"
        if not depth:
            left.append(letter)
        depth -= letter == "⟧"
        assert depth >= 0, text
    assert depth == 0, f"a translated sentence is cut off: {text}"
    return re.sub(r"«[^»]*»?", "", "".join(left))
