"""One JSON object a line, the request it belongs to, and nobody's address."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from deploy.logs import request_id, set_up_logs


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    yield stream
    root.handlers[:], root.level = handlers, level


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_line_says_when_what_and_for_which_request(log: io.StringIO) -> None:
    set_up_logs("info", log)
    token = request_id.set("r-1")
    logging.getLogger("worker").info("delivered %d", 3, extra={"host": "peer.example"})
    request_id.reset(token)
    logging.getLogger("worker").warning("slow")
    first, second = lines(log)
    assert first["message"] == "delivered 3"
    assert (first["level"], first["logger"], first["host"]) == ("info", "worker", "peer.example")
    assert first["time"].endswith("+00:00")
    assert first["request"] == "r-1"
    assert "request" not in second


@pytest.mark.parametrize(
    "private",
    [
        "ada@mail.example",
        "Ada.Lovelace+tag@mail.example",
        "Bearer abc.def-123",
        "/me/confirm?token=abcdef",
        "smtp://user:hush@mail.example",
    ],
)
def test_addresses_and_secrets_stay_out_of_the_log(log: io.StringIO, private: str) -> None:
    set_up_logs("info", log)
    logging.info("sent to %s", private)
    logging.info("sent", extra={"to": private})
    try:
        raise LookupError(private)
    except LookupError:
        logging.exception("not sent")
    assert len(lines(log)) == 3
    assert all(word not in log.getvalue() for word in ("ada@", "Lovelace", "abc", "hush"))


def test_at_debug_level_everything_is_there(log: io.StringIO) -> None:
    set_up_logs("debug", log)
    logging.debug("sent to ada@mail.example")
    assert lines(log)[-1]["message"] == "sent to ada@mail.example"


def test_an_actor_is_not_an_address(log: io.StringIO) -> None:
    set_up_logs("info", log)
    logging.info("from https://peer.example/@ada")
    assert lines(log)[0]["message"] == "from https://peer.example/@ada"


def test_what_is_below_the_level_is_left_out(log: io.StringIO) -> None:
    set_up_logs("warning", log)
    logging.info("quiet")
    assert log.getvalue() == ""
