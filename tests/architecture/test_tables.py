"""What is in a folder is in its table: activities that come in, domain events that go out."""

import json
from typing import Any

import pytest

from activitypub.incoming.table import HANDLERS
from activitypub.outgoing.table import BUILDERS, SILENT
from fedevent import domain_events
from fedevent.domain_events import DomainEvent
from tests.architecture.house import ROOT, short

# Not DomainEvent.__subclasses__(): a dataclass with slots leaves its first, slotless self in there.
HAPPENINGS = {
    kind
    for kind in vars(domain_events).values()
    if isinstance(kind, type) and issubclass(kind, DomainEvent) and kind is not DomainEvent
}


def type_of(document: Any) -> str:
    return str(document.get("type", "")) if isinstance(document, dict) else ""


GOLDEN = {
    type_of(json.loads(path.read_text(encoding="utf-8"))): short(path)
    for path in sorted((ROOT / "tests/fixtures").glob("*/**/*.json"))
}


@pytest.mark.parametrize("kind", sorted(HANDLERS))
def test_every_activity_we_understand_has_a_handler_and_a_golden_file(kind: str) -> None:
    assert callable(HANDLERS[kind])
    assert kind in GOLDEN, f"no file in tests/fixtures/*/ holds a {kind} as somebody sends it"


def test_every_handler_lives_in_the_room_for_handlers() -> None:
    rooms = {handler.__module__.rpartition(".")[0] for handler in HANDLERS.values()}
    assert rooms == {"activitypub.incoming"}


def test_every_file_for_incoming_activities_is_in_the_table() -> None:
    files = {path.stem for path in (ROOT / "activitypub/incoming").glob("*.py")} - {"__init__", "table"}
    used = {handler.__module__.rpartition(".")[2] for handler in HANDLERS.values()}
    read = {name for name in files if f"incoming.{name}" in sources() or f"import {name}" in sources()}
    assert files <= used | read


def sources() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "activitypub/incoming").glob("*.py")
    )


def test_every_domain_event_is_spoken_or_left_out_on_purpose() -> None:
    assert set(BUILDERS) | SILENT == HAPPENINGS


def test_what_is_spoken_is_not_silent() -> None:
    assert set(BUILDERS) & SILENT == set()
