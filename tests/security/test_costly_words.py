"""Words that cost their readers time or memory out of all proportion: each of these once took minutes."""

import pytest

from activitypub.translate import answers
from activitypub.urls import Urls
from fedevent import richtext
from storage import search
from tests.rig import BASE, DOMAIN, Rig
from web.i18n import Languages
from web.pages.organize import handles
from web.zones import find_zone

MILLION = 1_000_000
ACCENTS = "a" + "\u0315\u0300" * 400_000  # Unicode wants them in another order


@pytest.mark.parametrize("sign", ["<", "<a", "</p", "<<>", "&lt;"])
def test_a_million_signs_that_begin_no_tag_are_read_once(sign: str) -> None:
    assert len(richtext.plain(sign * (MILLION // len(sign)))) <= MILLION


def test_tags_that_are_opened_anew_in_every_paragraph_do_not_multiply() -> None:
    for opening in ("<b x={}>", "<i\tx={}>", "<EM/x={}>", "<code x='>{}'>", "<font x={}><s y={}>"):
        bomb = "<p>" + "".join(opening.format(n, n) for n in range(1_500)) + "</p>" + "<p>a</p>" * 4_000
        assert len(richtext.sanitize(bomb)) <= richtext.GROWTH * len(bomb) + 1_000, opening


def test_of_html_that_still_grows_the_words_stay() -> None:
    kinds = ("b", "i", "em", "u", "s", "strong", "code", "del")
    tags = "".join(f"<{kind}>" * 3 for kind in kinds)
    assert richtext.sanitize(f"<p>{tags}</p>" + "<p>a&b" * 4_000).replace("\n", "") == "a&amp;b" * 4_000


def test_honest_html_keeps_its_tags_and_loses_their_attributes() -> None:
    html = (
        '<p>Hi <b class="x">all</b>, <a href="https://a.example/?a=1&amp;b">come</a> &amp; <em>see</em>.</p>'
    )
    clean = richtext.sanitize(html)
    assert clean.startswith('<p>Hi <b>all</b>, <a href="https://a.example/?a=1&amp;b" rel=')
    assert clean.endswith("</a> &amp; <em>see</em>.</p>")


def test_a_vote_of_endless_accents_is_no_option() -> None:
    note = {"type": "Note", "inReplyTo": f"{BASE}/events/{'0' * 36}/poll", "name": ACCENTS}
    words = Languages()
    vote = answers.vote(note, Urls(BASE, DOMAIN), words, words.offered)
    assert vote is not None and vote.wish is None


def test_endless_accents_are_neither_searched_nor_looked_up() -> None:
    assert len(search.text_of("Lab", ACCENTS)) <= search.LONGEST
    assert handles.suggest(ACCENTS) == "group"
    assert len(find_zone(ACCENTS)) <= 8


async def test_a_preview_of_endless_text_is_refused(rig: Rig) -> None:
    await rig.a_group()
    await rig.sign_in()
    form = {"title": "Lab", "description": "~a~" * 250_000, "do": "preview"}
    answer = await rig.post("/organize/menders/events/new", form)
    html = await answer.text()
    assert answer.status == 422
    assert "Use at most 50000 characters." in html and "~a~" * 250_000 in html
