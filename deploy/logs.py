"""What the instance writes about itself: one JSON object on each line, without addresses and secrets."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

# Set by the web's middleware and by the worker for each job; every line written meanwhile carries it.
request_id: ContextVar[str] = ContextVar("request_id", default="")

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_PRIVATE = (
    (re.compile(r"(?<![/\w])[\w.+%-]+@[\w-]+(\.[\w-]+)+"), "[address]"),
    (re.compile(r"(?i)\b(bearer|basic) [\w.~+/=-]+"), r"\1 [secret]"),
    (re.compile(r"(?i)\b(token|key|secret|password|code)=[^&\s]+"), r"\1=[secret]"),
    (re.compile(r"//([^:/@\s]*):[^@/\s]+@"), r"//\1:[secret]@"),
)


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time (UTC), level, logger, message, request id, what *extra* brings."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; private things stay in it at debug level only."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **{name: value for name, value in vars(record).items() if name not in _PLAIN},
        }
        if request := request_id.get():
            line["request"] = request
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        if record.levelno > logging.DEBUG:
            line = {name: without_secrets(str(value)) for name, value in line.items()}
        return json.dumps(line, ensure_ascii=False, default=str)


def without_secrets(text: str) -> str:
    """*text* with mail addresses, bearer tokens and passwords starred out: the last net, not the first."""
    for pattern, instead in _PRIVATE:
        text = pattern.sub(instead, text)
    return text


def set_up_logs(level: str, stream: TextIO | None = None) -> None:
    """Send everything of *level* and above to *stream* (standard error when not given), as JSON lines."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # Its lines name callers and full paths, and some paths are secrets; the web writes its own.
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
    # What it says at every start is of no use to an operator.
    logging.getLogger("alembic").setLevel(logging.WARNING)
