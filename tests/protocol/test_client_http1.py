"""Reading HTTP/1.1 answers: the same answer however the bytes are cut, and nothing unclear is believed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.http1 import MAX_HEAD, Answer, AnswerReader, BadAnswer


def read(raw: bytes, limit: int = 100, cuts: tuple[int, ...] = ()) -> Answer:
    """The answer in *raw*, given in pieces, and then the end of the connection."""
    reader = AnswerReader(limit)
    edges = [0, *sorted(cuts), len(raw)]
    for start, end in pairwise(edges):
        if (answer := reader.feed(raw[start:end])) is not None:
            return answer
    return reader.finish()


def test_a_body_with_a_length():
    answer = read(b'HTTP/1.1 202 Accepted\r\nContent-Length: 4\r\nRetry-After:  7 \r\n\r\n"ok"')
    assert (answer.status, answer.body, answer.keep) == (202, b'"ok"', True)
    assert answer.headers["retry-after"] == "7"


def test_a_body_in_chunks_with_extensions_and_trailers():
    raw = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n4;x=y\r\n"ok"\r\n1\r\n!\r\n0\r\nA: b\r\n\r\n'
    assert read(raw).body == b'"ok"!'
    assert read(raw).keep


def test_a_body_that_ends_with_the_connection():
    answer = read(b"HTTP/1.0 200 OK\r\n\r\nhello")
    assert (answer.body, answer.keep) == (b"hello", False)


@pytest.mark.parametrize("status", [204, 304])
def test_a_status_without_body_is_done_after_its_head(status: int):
    assert read(f"HTTP/1.1 {status} x\r\nContent-Length: 9\r\n\r\n".encode()).body == b""


def test_interim_answers_are_passed_over():
    interim = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n"
    assert read(interim + b"HTTP/1.1 202\r\ncontent-length: 0\r\n\r\n").status == 202


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok surplus",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\nsurplus",
    ],
)
def test_a_connection_in_doubt_is_not_used_again(head: bytes):
    answer = read(head)
    assert (answer.body, answer.keep) == (b"ok", False)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n" + b"x" * 200,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n" + b"x" * 200,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 200,
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 200,
    ],
)
def test_a_long_body_is_cut_and_its_connection_given_up(raw: bytes):
    answer = read(raw)
    assert (answer.body, answer.keep) == (b"x" * 100, False)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        b"HTTP/1.1 2x0 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1" + b" " * 2000,
        b"HTTP/1.1 200 OK\r\n folded\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nname : x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"x" * MAX_HEAD,
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nonly",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nonly",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: " + b"x" * MAX_HEAD,
    ],
)
def test_what_is_unclear_or_cut_short_is_no_answer(raw: bytes):
    with pytest.raises(BadAnswer):
        read(raw)


CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"3\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\nT: x\r\n\r\n"
)
LENGTH = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 12\r\n\r\nhello, world"
CLOSED = b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\nuntil the end"


@given(
    st.sampled_from([CHUNKED, LENGTH, CLOSED]),
    st.sampled_from([5, 19, 100]),
    st.lists(st.integers(0, 90), max_size=12),
)
def test_however_the_bytes_are_cut_the_answer_is_the_same(raw: bytes, limit: int, cuts: list[int]):
    inside = tuple(min(cut, len(raw)) for cut in cuts)
    assert read(raw, limit, inside) == read(raw, limit)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_none(raw: bytes):
    for prefix in (b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"):
        try:
            assert len(read(prefix + raw).body) <= 100
        except BadAnswer:
            continue
