"""The table of sign-ups: opens everywhere, runs nothing, and holds only what the hosts may have."""

import csv as reader
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fedevent.ids import PersonId, RsvpId
from storage.queries.organizing import SignupRow
from web import csv

ADA = SignupRow(
    rsvp=RsvpId("r1"),
    person=PersonId("p1"),
    name="Ada Łovelace",
    handle="@ada@social.example",
    actor="https://social.example/users/ada",
    email="ada@example.org",
    status="going",
    guests=2,
    source="join",
    note='I bring cake,\nand a "drill"',
    name_shown=True,
    stated_at=datetime(2030, 3, 1, 18, 30, tzinfo=UTC),
    changed_at=None,
    consents=True,
    held_until=None,
)


def rows(*signups: SignupRow) -> list[list[str]]:
    text = csv.signups(signups, "Europe/Berlin", str).decode("utf-8-sig")
    return list(reader.reader(io.StringIO(text, newline="")))


def test_the_table_begins_with_a_mark_that_tells_spreadsheets_it_is_utf_8() -> None:
    data = csv.signups([ADA], "Europe/Berlin", str)
    assert data.startswith(b"\xef\xbb\xbf")
    assert "Łovelace".encode() in data
    assert data.endswith(b"\r\n")


def test_every_column_has_a_title_and_reads_back_as_it_was() -> None:
    head, ada = rows(ADA)
    assert dict(zip(head, ada, strict=True)) == {
        "Name": "Ada Łovelace",
        "Answer": "Going",
        "Guests": "2",
        "Places taken": "3",
        "Note to the hosts": 'I bring cake,\nand a "drill"',
        "Came by": "Fediverse, sign-up button",
        "Answered": "2030-03-01 19:30",
        "Agreed to messages": "yes",
        "Email": "ada@example.org",
        "Fediverse": "'@ada@social.example",
    }


def test_who_did_not_agree_to_messages_keeps_address_and_account_to_themselves() -> None:
    data = csv.signups([replace(ADA, consents=False)], "Europe/Berlin", str)
    assert "Łovelace".encode() in data
    assert b"ada@example.org" not in data
    assert b"social.example" not in data


@pytest.mark.parametrize(
    "evil",
    [
        '=HYPERLINK("https://evil.example")',
        "+49 30 123",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        " =1+1",
        "\u00a0=1+1",
        "＝1+1",
        "|calc",
    ],
)
def test_what_looks_like_a_formula_is_only_text(evil: str) -> None:
    _, row = rows(replace(ADA, name=evil, note=evil))
    assert row[0] == f"'{evil}"
    assert row[4] == f"'{evil}"


@pytest.mark.parametrize("name", ["", "Ada", "O'Neill", "Ada = Grace", "日本語", "مريم"])
def test_ordinary_words_stay_as_they_are(name: str) -> None:
    assert csv.harmless(name) == name


def test_only_those_who_go_take_places() -> None:
    _, waiting = rows(replace(ADA, status="waiting"))
    assert waiting[1:4] == ["Waiting list", "2", "0"]


def test_every_answer_and_every_way_has_words_of_its_own() -> None:
    assert len(set(csv.ANSWERS.values())) == len(csv.ANSWERS)
    assert len(set(csv.SOURCES.values())) == len(csv.SOURCES)
    for status in csv.ANSWERS:
        for source in csv.SOURCES:
            _, row = rows(replace(ADA, status=status.value, source=source.value))
            assert row[1] == csv.ANSWERS[status]
            assert row[5] == csv.SOURCES[source]


def test_the_titles_speak_the_language_of_who_asks() -> None:
    text = csv.signups([ADA], "UTC", str.upper).decode()
    assert '"NAME","ANSWER"' in text
    assert '"GOING"' in text
