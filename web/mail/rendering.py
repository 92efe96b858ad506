"""A sheet made into the two parts of a mail, which say the same: HTML with the date block, and plain text."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from fedevent.chapter import Chapter
from web import colour
from web.colour import Accent
from web.i18n import Speech
from web.mail.sheet import Sheet

FOLDER = Path(__file__).parents[1] / "templates" / "mail"
_GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """Both parts of one mail."""

    html: str
    text: str


class Renderer:
    """Makes mails. The templates hold no words of their own: all come with the sheet, translated."""

    def __init__(self, folder: Path = FOLDER) -> None:
        env = Environment(
            loader=FileSystemLoader(folder),
            autoescape=select_autoescape(("html",), default=False),
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._html = env.get_template("letter.html")
        self._text = env.get_template("letter.txt")

    def render(self, sheet: Sheet, speech: Speech, chapter: Chapter, home: str) -> Rendered:
        """*sheet* in the language of its words, in the chapter's colour; *home* is the site's address."""
        light, dark = _accents(chapter.accent)
        values = {
            "sheet": sheet,
            "lang": speech.language,
            "dir": speech.direction,
            "chapter": chapter.name,
            "home": home,
            "light": light,
            "dark": dark,
        }
        text = _GAPS.sub("\n\n", self._text.render(values)).strip()
        return Rendered(self._html.render(values), f"{text}\n")


@lru_cache(maxsize=20)
def _accents(accent: str) -> tuple[Accent, Accent]:
    return colour.accent_on_light(accent), colour.accent_on_dark(accent)
