"""Requests that running servers really signed verify here, and do not with one byte changed.

The recordings are kept beside the project, not in it. Where they are not present nothing is verified, and
one test says so.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from activitypub.documents import Fetched
from activitypub.errors import Missing
from activitypub.keyring import KeyRing
from activitypub.signatures.claims import Reason
from activitypub.signatures.request import SignedRequest
from activitypub.signatures.verify import Refused, Verified, Verifier

RECORDING = Path(__file__).parents[3] / "shared" / "fixtures" / "captures" / "exchanges.jsonl"
EXCHANGES: list[dict[str, Any]] = (
    [json.loads(line) for line in RECORDING.read_text().splitlines()] if RECORDING.exists() else []
)


def pairs(exchange: dict[str, Any]) -> list[tuple[str, str]]:
    headers = exchange["req_headers"]
    return list(headers.items()) if isinstance(headers, dict) else [(name, value) for name, value in headers]


SIGNED = [one for one in EXCHANGES if any(name.lower() == "signature" for name, _ in pairs(one))]


def recorded_documents() -> dict[str, dict[str, Any]]:
    """Every JSON object that was served, by its address."""
    found = {}
    for one in EXCHANGES:
        if one["method"] == "GET" and one["status"] == 200 and one["resp_body"].startswith("{"):
            document = json.loads(one["resp_body"])
            found[f"https://{one['host']}{one['path']}"] = document
            found.setdefault(str(document.get("id")), document)
    return found


def verifier(exchange: dict[str, Any]) -> Verifier:
    """The receiver of *exchange*, at the moment it happened."""
    documents = recorded_documents()

    async def load(_: str) -> None:
        return None

    async def fetch(url: str) -> Fetched:
        if url not in documents:
            owner = url.removesuffix("/main-key")  # GoToSocial's stub was never recorded, its actor was
            if owner not in documents:
                raise Missing(url, 404)
            return Fetched({"id": url, "owner": owner}, url)
        return Fetched(documents[url], url)

    async def remember(_: object) -> None:
        return None

    moment = datetime.fromtimestamp(exchange["t"], UTC)
    ring = KeyRing(load=load, fetch=fetch, remember=remember)
    return Verifier(ring, f"https://{exchange['host']}", clock=lambda: moment)


def request_of(exchange: dict[str, Any]) -> SignedRequest:
    body = exchange["req_body"].encode()
    return SignedRequest.read(exchange["method"], exchange["path"], pairs(exchange), body)


def test_the_recordings_are_present_or_it_is_said_that_they_are_not():
    if not RECORDING.exists():
        print("The recorded exchanges are not present: no real signatures were verified.")
    assert bool(SIGNED) is RECORDING.exists()


async def test_every_recorded_signature_verifies():
    outcomes = {one["n"]: await verifier(one)(request_of(one)) for one in SIGNED}
    assert {n: outcome for n, outcome in outcomes.items() if not isinstance(outcome, Verified)} == {}
    assert all(one.key_id.startswith(one.actor) for one in outcomes.values() if isinstance(one, Verified))


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("path", Reason.BAD_SIGNATURE),
        ("date", Reason.BAD_SIGNATURE),
        ("host", Reason.WRONG_HOST),
        ("body", Reason.DIGEST_MISMATCH),
        ("digest", Reason.DIGEST_MISMATCH),
    ],
)
async def test_no_recorded_request_verifies_with_one_byte_changed(part: str, reason: Reason):
    wrong = {}
    for one in SIGNED:
        request = request_of(one)
        if request.body or part in {"path", "date", "host"}:
            outcome = await verifier(one)(changed(request, part))
            if not isinstance(outcome, Refused) or outcome.reason is not reason:
                wrong[one["n"]] = outcome
    assert wrong == {}


def changed(request: SignedRequest, part: str) -> SignedRequest:
    """*request* with one byte of *part* changed to another of its kind."""
    headers, target, body = dict(request.headers), request.target, request.body
    match part:
        case "path":
            target = f"{target[0]}{'x' if target[1] != 'x' else 'y'}{target[2:]}"
        case "date":
            headers["date"] = later(headers["date"])
        case "host":
            headers["host"] = f"x{headers['host'][1:]}"
        case "digest":
            place = len("SHA-256=")
            letter = "A" if headers["digest"][place] != "A" else "B"
            headers["digest"] = f"{headers['digest'][:place]}{letter}{headers['digest'][place + 1 :]}"
        case _:
            body = bytes([body[0] ^ 1]) + body[1:]
    return SignedRequest(request.method, target, headers, body)


def later(date: str) -> str:
    """The same date with its last second's digit changed."""
    place = date.rindex(" GMT") - 1
    return f"{date[:place]}{(int(date[place]) + 1) % 10}{date[place + 1 :]}"
