"""FEDERATION.md says what the code does: its tables, numbers and examples are held against it."""

import json
import re
from typing import Any

import pytest

from activitypub import client, collections, delivery, documents, guard
from activitypub.dialects.choose import DIALECTS, UNKNOWN
from activitypub.dialects.dialect import Dialect
from activitypub.incoming import create
from activitypub.outgoing.table import BUILDERS
from activitypub.signatures import verify
from deploy import directory
from storage.queries import telling
from tests.architecture.federation_examples import examples
from tests.architecture.house import ROOT, document
from web.keywords import EMOJI, ENGLISH

PAGE = document("FEDERATION.md")
FAMILIES = (*DIALECTS, UNKNOWN)
BLOCKS = [json.loads(block) for block in re.findall(r"```json\n(.*?)\n```", PAGE, re.S)]
HEARD = ("mastodon/vote-create.json", "mobilizon/join.json")
LABELS = {"going": "going", "maybe": "maybe", "declined": "not going", "stop": "stop", "help": "help"}
LIMITS = (
    f"{documents.MAX_BYTES:,} bytes, {documents.MAX_DEPTH} levels",
    f"{guard.MAX_URL:,} characters",
    f"{client.MAX_REDIRECTS}, each checked and signed anew",
    f"| objects in one Create | {create.MOST_OBJECTS} |",
    f"fresh for | {directory.ACTOR_FRESH.days} days |",
    f"newest first, {collections.PAGE_SIZE} to a page",
    f"up to {telling.MOST_ANNOUNCED}, and",
    f"{int(verify.SKEW / 3600)} hour off",
)


def dialect(one: Dialect) -> str:
    """The line of the table for one family."""
    names = ", ".join(f"`{name}`" for name in one.software) or "any other, or none"
    known = " | ".join("yes" if it else "" for it in (one.understands_event, one.understands_poll))
    return f"| {one.family} | {names} | `{one.published_as.value}` | {known} |"


def keyword(name: str) -> str:
    """The line of the table for one thing people say in a reply."""
    return f"| {LABELS[name]} | {ENGLISH[name][1]} | {' '.join(EMOJI[name])} |"


def section(title: str) -> str:
    """What stands under a headline."""
    return PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def waits() -> str:
    """The pauses between attempts, in words."""
    spans = (delivery.retry(attempt) for attempt in range(1, 100))
    return ", ".join(in_words(int(span.total_seconds() // 60)) for span in spans if span)


def in_words(minutes: int) -> str:
    """A span in the largest unit that fits."""
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 24 * 60 else f"{minutes // (24 * 60)} d"


def heard(name: str) -> dict[str, Any]:
    """What another server sends, without the @context."""
    found = json.loads((ROOT / "tests/fixtures" / name).read_text(encoding="utf-8"))
    return {key: value for key, value in found.items() if key != "@context"}


def test_the_table_of_dialects_is_the_one_that_decides() -> None:
    rows = [line for line in section("Dialects").splitlines() if line.startswith("| ")][1:]
    assert rows == [dialect(one) for one in FAMILIES]


@pytest.mark.parametrize("name", list(ENGLISH))
def test_every_word_that_answers_is_there(name: str) -> None:
    assert keyword(name) in PAGE


@pytest.mark.parametrize("kind", list(BUILDERS), ids=lambda kind: kind.__name__)
def test_everything_we_tell_abroad_is_there(kind: type) -> None:
    assert f"`{kind.__name__}`" in section("What we say")


@pytest.mark.parametrize("limit", LIMITS)
def test_every_limit_is_the_one_that_holds(limit: str) -> None:
    assert limit in PAGE


def test_the_pauses_between_attempts_are_those_of_the_rule() -> None:
    assert f"we wait {waits()}, then" in " ".join(section("Delivery").split())


@pytest.mark.parametrize("name", list(examples()))
def test_every_example_is_what_we_say(name: str) -> None:
    assert examples()[name] in BLOCKS, json.dumps(examples()[name], indent=2, ensure_ascii=False)


def test_no_example_is_made_up() -> None:
    true = [*examples().values(), *(heard(name) for name in HEARD)]
    assert [block for block in BLOCKS if block not in true] == []
