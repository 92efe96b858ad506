"""No template speaks English by itself: every word a person reads or hears goes through gettext."""

import re
from html.parser import HTMLParser

import pytest
from jinja2 import nodes

from web.templating import FOLDER, environment

# Names that are the same in every language.
SAME_EVERYWHERE = {"Atom"}
SPOKEN = ("alt", "title", "aria-label", "placeholder")
EXAMPLE = re.compile(r"[@/.#]")
# A capitalised word, or two words in a row: macros also give out class names, which are neither.
WORD = re.compile(r"[A-Z][a-z]{2,}|(?<![-\w])[a-z]{2,} [a-z]{2,}(?![-\w])")

TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))


class Words(HTMLParser):
    """Collects what a page says outside of what templates fill in."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script"):
            self._silent += 1
        self.said += [v for name, v in attrs if v and name in SPOKEN and not EXAMPLE.search(v)]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def literal_words(name: str) -> set[str]:
    """The words that stand in the template itself."""
    env = environment()
    source = env.loader.get_source(env, name)[0] if env.loader else ""
    data = [node.data for node in env.parse(source).find_all(nodes.TemplateData)]
    page = Words()
    page.feed("".join(data))
    page.close()
    texts = (text for text in page.said if '="' not in text)  # the tail of a tag that a block has cut
    return {word for text in texts for word in WORD.findall(text)} - SAME_EVERYWHERE


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_words_of_its_own(name: str) -> None:
    assert literal_words(name) == set()


def test_this_test_would_see_a_word() -> None:
    page = Words()
    page.feed('<p>Hello <img alt="A cat"></p>')
    assert page.said == ["Hello ", "A cat"]
    assert WORD.findall("Hello ") and WORD.findall("no words") and not WORD.findall("field has-error")
