"""HTTP/1.1 answers read from bytes: pure, so that any way of cutting the stream gives the same answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

MAX_HEAD = 32 * 1024
MAX_BODY = 64 * 1024
_MAX_CHUNK_LINE = 1024
_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-5][0-9][0-9])(?: [^\r\n]*)?")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?")
_NO_BODY = frozenset({204, 304})


class BadAnswer(Exception):
    """The bytes are no HTTP/1.1 answer, or the connection ended within one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """*headers* in lower case; *body* up to the limit; *keep*: the connection may carry another request."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    keep: bool


class _Ends(Enum):
    """What tells where the body ends."""

    LENGTH = auto()
    CHUNKS = auto()
    CLOSE = auto()


class AnswerReader:
    """Reads one answer. A body longer than *limit* is cut there, and the connection given up."""

    def __init__(self, limit: int = MAX_BODY) -> None:
        self._limit = limit
        self._pending = bytearray()
        self._chunks = bytearray()
        self._status = 0
        self._headers: dict[str, str] = {}
        self._keep = True
        self._ends = _Ends.CLOSE
        self._length = 0

    def feed(self, data: bytes) -> Answer | None:
        """The answer, once *data* completes it. Raises BadAnswer."""
        self._pending += data
        while not self._status:
            if not self._read_head():
                return None
        if self._ends is _Ends.CHUNKS:
            return self._read_chunks()
        if self._ends is _Ends.LENGTH and len(self._pending) >= self._length <= self._limit:
            return self._answer(self._length, whole=True)
        if len(self._pending) > self._limit:
            return self._answer(self._limit, whole=False)
        return None

    def finish(self) -> Answer:
        """The answer that the end of the connection completes. Raises BadAnswer when it cuts one short."""
        if not self._status or self._ends is not _Ends.CLOSE:
            raise BadAnswer("the connection ended within the answer")
        return self._answer(len(self._pending), whole=False)

    def _read_head(self) -> bool:
        end = self._pending.find(b"\r\n\r\n")
        if end > MAX_HEAD or (end < 0 and len(self._pending) > MAX_HEAD):
            raise BadAnswer("endless head")
        if end < 0:
            return False
        lines = bytes(self._pending[:end]).split(b"\r\n")
        del self._pending[: end + 4]
        match = _STATUS.fullmatch(lines[0])
        if match is None:
            raise BadAnswer("no status line")
        if (status := int(match[2])) >= 200:  # 100 and 103 only announce the answer proper
            self._status, self._headers = status, _headers(lines[1:])
            self._keep = match[1] == b"1" and "close" not in self._headers.get("connection", "").lower()
            self._find_end()
        return True

    def _find_end(self) -> None:
        coding, length = self._headers.get("transfer-encoding"), self._headers.get("content-length")
        if self._status in _NO_BODY:
            self._ends = _Ends.LENGTH
        elif coding is not None:
            # Both at once is how answers are smuggled (RFC 9112 section 6.3).
            if coding.lower() != "chunked" or length is not None:
                raise BadAnswer("unclear length")
            self._ends = _Ends.CHUNKS
        elif length is not None:
            if not (length.isascii() and length.isdecimal() and len(length) < 16):
                raise BadAnswer("unclear length")
            self._ends, self._length = _Ends.LENGTH, int(length)

    def _read_chunks(self) -> Answer | None:
        while (line_end := self._pending.find(b"\r\n")) >= 0:
            match = _CHUNK.fullmatch(self._pending[:line_end])
            if match is None:
                raise BadAnswer("no chunk")
            start, size = line_end + 2, int(match[1], 16)
            if size == 0:
                return self._read_trailers(line_end)
            if len(self._chunks) + size > self._limit:
                return self._cut_chunk(start, self._limit - len(self._chunks))
            if len(self._pending) < start + size + 2:
                return None
            if self._pending[start + size : start + size + 2] != b"\r\n":
                raise BadAnswer("no chunk")
            self._chunks += self._pending[start : start + size]
            del self._pending[: start + size + 2]
        if len(self._pending) > _MAX_CHUNK_LINE:
            raise BadAnswer("no chunk")
        return None

    def _read_trailers(self, line_end: int) -> Answer | None:
        end = self._pending.find(b"\r\n\r\n", line_end)
        if end < 0:
            if len(self._pending) > MAX_HEAD:
                raise BadAnswer("endless trailers")
            return None
        del self._pending[: end + 4]
        self._keep = self._keep and not self._pending
        return Answer(self._status, self._headers, bytes(self._chunks), self._keep)

    def _cut_chunk(self, start: int, room: int) -> Answer | None:
        if len(self._pending) < start + room:
            return None
        body = bytes(self._chunks + self._pending[start : start + room])
        return Answer(self._status, self._headers, body, keep=False)

    def _answer(self, size: int, *, whole: bool) -> Answer:
        # Bytes after the end belong to no question of ours: such a connection is not asked again.
        keep = self._keep and whole and len(self._pending) == size
        return Answer(self._status, self._headers, bytes(self._pending[:size]), keep)


def _headers(lines: list[bytes]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.decode("latin-1").partition(":")
        key, text = name.lower(), value.strip(" \t")
        if not colon or not name or name != name.strip():
            raise BadAnswer("no header line")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers
