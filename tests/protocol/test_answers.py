"""What an incoming object says about an event of ours."""

from typing import Any

import pytest
from hypothesis import given

from activitypub.translate import answers
from activitypub.urls import Urls
from fedevent.rsvps import Wish
from tests.makers import EVENT_ID
from tests.protocol.golden_files import golden
from tests.protocol.shapes import ANY_OBJECT
from web.i18n import Languages

URLS = Urls("https://chapter.example", "chapter.example")
WORDS = Languages()
EVENT = URLS.event(EVENT_ID)


def note(software: str, name: str) -> dict[str, Any]:
    found = golden(software, name)["object"]
    return dict(found[0] if isinstance(found, list) else found)


@pytest.mark.parametrize(
    "value",
    [
        EVENT,
        {"id": EVENT, "type": "Event", "name": "x"},
        f"{EVENT}/poll",
        f"{EVENT}/note",
        f"{EVENT}#x",
        [EVENT],
    ],
)
def test_an_event_is_known_by_any_of_its_objects(value: object) -> None:
    assert answers.event_of(value, URLS) == EVENT_ID


@pytest.mark.parametrize("value", ["https://evil.example/events/1", None, 7, "", f"{EVENT}/attendees", {}])
def test_nothing_else_is_an_event_of_ours(value: object) -> None:
    assert answers.event_of(value, URLS) is None


def test_a_note_of_ours_about_an_event_leads_back_to_it() -> None:
    assert answers.event_of(URLS.message(answers.note_id(EVENT_ID, "0190-xyz")), URLS) == EVENT_ID


@pytest.mark.parametrize(
    ("software", "name", "wish"),
    [
        ("mastodon", "vote-create", Wish.GOING),
        ("gotosocial", "votes-create", Wish.MAYBE),
        ("takahe", "vote-same-id", Wish.DECLINED),
        ("misskey", "vote-unknown-option", None),
    ],
)
def test_votes_of_every_shape_are_read(software: str, name: str, wish: Wish | None) -> None:
    vote = answers.vote(note(software, name), URLS, WORDS, WORDS.offered)
    assert vote == answers.Vote(EVENT_ID, wish)


def test_a_note_with_words_is_no_vote() -> None:
    written = note("mastodon", "vote-create") | {"content": "<p>hello</p>"}
    assert answers.vote(written, URLS, WORDS, WORDS.offered) is None


@pytest.mark.parametrize(
    ("name", "command", "direct"),
    [
        ("reply-going", "going", True),
        ("reply-stop", "stop", True),
        ("reply-other", "", True),
        ("reply-comment", "", False),
    ],
)
def test_only_a_private_word_is_an_answer(name: str, command: str, direct: bool) -> None:
    said = answers.reply(note("mastodon", name), URLS, WORDS)
    assert said is not None
    assert (said.event, said.command, said.direct) == (EVENT_ID, command, direct)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Going!", "going"),
        ("  MAYBE, I think", "maybe"),
        ("“no”", "declined"),
        ("✅", "going"),
        ("<p>@menders stop</p>", "stop"),
        ("@menders@chapter.example help", "help"),
        ("I’m going, of course", "going"),
        ("Not going, sorry", "declined"),
        ("No more messages, please", "stop"),
        ("no, more next time", "declined"),
        ("nobody knows", ""),
        ("", ""),
    ],
)
def test_the_first_word_after_mentions_counts(text: str, command: str) -> None:
    assert answers.command(text, WORDS) == command


@pytest.mark.parametrize("command", answers.COMMANDS)
def test_every_word_of_every_language_is_read_as_what_it_means(command: str) -> None:
    for phrase in WORDS.keywords(command):
        assert answers.command(f"{phrase.capitalize()}, thank you", WORDS) == command, phrase


@given(ANY_OBJECT)
def test_no_shape_of_note_makes_the_readers_raise(document: dict[str, Any]) -> None:
    answers.vote(document, URLS, WORDS, WORDS.offered)
    answers.reply(document, URLS, WORDS)
    answers.event_of(document, URLS)
