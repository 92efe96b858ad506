"""Each server gets the one form of an event that its software can show and answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.dialects.choose import DIALECTS, UNKNOWN, choose, table
from activitypub.dialects.dialect import Dialect, Form

EVENT = (
    *("mobilizon", "gancio", "gathio", "friendica", "hubzilla", "streams", "forte", "wordpress", "rebased"),
    *("fedevent", "microblogpub"),
)
QUESTION = (
    *("mastodon", "glitch", "hometown", "fedibird", "kmyblue", "gotosocial", "misskey", "sharkey"),
    *("firefish", "iceshrimp", "cherrypick", "pleroma", "akkoma", "takahe", "snac"),
)
NOTE = ("lemmy", "piefed", "mbin", "pixelfed", "peertube", "something-new")


@pytest.mark.parametrize(
    ("software", "form"),
    [
        *((name, Form.EVENT) for name in EVENT),
        *((name, Form.QUESTION) for name in QUESTION),
        *((name, Form.NOTE) for name in NOTE),
    ],
)
def test_every_known_software_gets_the_form_it_understands(software, form):
    assert choose(software).published_as is form


def test_whoever_gets_a_question_can_answer_it_and_whoever_gets_an_event_can_show_it():
    for dialect in DIALECTS:
        assert dialect.understands_poll or dialect.published_as is not Form.QUESTION
        assert dialect.understands_event or dialect.published_as is not Form.EVENT


@pytest.mark.parametrize("software", ["Mobilizon", " MOBILIZON ", "mobilizon"])
def test_the_case_of_a_name_does_not_matter(software):
    assert choose(software).family == "mobilizon"
    assert choose(software).wants_announce


@pytest.mark.parametrize("software", [None, "", " "])
def test_whoever_does_not_say_gets_a_note(software):
    assert choose(software) is UNKNOWN
    assert UNKNOWN.published_as is Form.NOTE


def test_changes_are_told_in_words_to_those_without_the_event():
    assert choose("mastodon").needs_change_note
    assert choose("unheard-of").needs_change_note
    assert not choose("mobilizon").needs_change_note


def test_two_families_cannot_claim_one_name():
    one = Dialect("one", ("shared",), Form.NOTE)
    two = Dialect("two", ("other", "shared"), Form.NOTE)
    with pytest.raises(ValueError, match="shared is claimed by one and two"):
        table([one, two])


def test_names_are_written_as_they_are_looked_up():
    for dialect in DIALECTS:
        assert dialect.software
        for name in dialect.software:
            assert choose(name) is dialect


@given(st.text())
def test_any_name_has_a_dialect(software):
    assert choose(software).family
