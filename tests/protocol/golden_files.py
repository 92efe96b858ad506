"""The payloads of other software under tests/fixtures, written by us in the shapes their servers send."""

import json
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent.parent / "fixtures"


def golden(software: str, name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((FIXTURES / software / f"{name}.json").read_text("utf-8"))
    return document
