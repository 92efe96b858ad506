"""What people write comes out harmless; bleach gives its opinion on what nh3 let through."""

import bleach
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fedevent import richtext

NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "<a href='jav\tascript:alert(1)'>x</a>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<style>@import 'x'</style>",
    "<iframe src=//evil.example>",
]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("make", [richtext.render, richtext.sanitize])
def test_nothing_that_acts_gets_through(make: object, text: str) -> None:
    html = make(text).lower()  # type: ignore[operator]
    assert "<script" not in html and "<iframe" not in html and "<img" not in html and "<svg" not in html
    assert 'href="javascript' not in html and "onerror=" not in html.replace("&lt;img src=x onerror=", "")


@given(st.text(max_size=300) | st.sampled_from(NASTY))
def test_bleach_finds_nothing_left_to_remove(text: str) -> None:
    html = richtext.render(text)
    second = bleach.clean(
        html,
        tags=richtext.TAGS,
        attributes={"a": ["href", "rel"]},
        protocols=richtext.SCHEMES,
        strip=True,
    )
    assert richtext.plain(second) == richtext.plain(html)
    assert second.count("<") == html.count("<")


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = richtext.sanitize(text)
    assert richtext.sanitize(once) == once


def test_web_addresses_become_links_and_bare_names_do_not() -> None:
    html = richtext.render("see https://a.example/x, or node.js")
    assert '<a href="https://a.example/x"' in html and html.count("<a ") == 1


def test_a_heading_never_outranks_the_page() -> None:
    assert richtext.render("# Big") == "<h3>Big</h3>"


def test_plain_words_keep_their_paragraphs() -> None:
    assert richtext.plain("<p>One &amp; two</p><p>three<br>four</p>") == "One & two\nthree\nfour"
