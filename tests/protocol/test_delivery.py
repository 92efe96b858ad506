"""Which inboxes get a document, and what each answer means for the next attempt."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.delivery import (
    MAX_RETRY_AFTER,
    Delivered,
    GiveUp,
    Gone,
    Peer,
    RetryAfter,
    TryOtherScheme,
    inboxes,
    judge,
    retry,
)
from activitypub.signatures.sign import Scheme

ALICE = Peer("https://a.test/alice", "https://a.test/alice/inbox", "https://a.test/inbox")
ADA = Peer("https://a.test/ada", "https://a.test/ada/inbox", "https://a.test/inbox")
GUS = Peer("https://g.test/gus", "https://g.test/gus/inbox")


def first(status: int | None, body: bytes = b"", **more):
    """The judgement of a first attempt, signed as we knock first."""
    return judge(status, body, **{"attempts": 1, "scheme": Scheme.CAVAGE, **more})


def test_public_words_go_once_to_each_server():
    assert inboxes([ALICE, ADA, GUS, ALICE], private=False) == [
        "https://a.test/inbox",
        "https://g.test/gus/inbox",
    ]


def test_private_words_go_to_personal_inboxes():
    assert inboxes([ALICE, ADA, ALICE], private=True) == [
        "https://a.test/ada/inbox",
        "https://a.test/alice/inbox",
    ]


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_success_is_delivered(status: int):
    assert first(status, b'"ok"') == Delivered()


@pytest.mark.parametrize("body", [b'"error"', b"error", b' "error"\n'])
def test_mobilizons_polite_error_is_a_failure(body: bytes):
    assert first(200, body) == RetryAfter(timedelta(minutes=1))


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("scheme", list(Scheme))
def test_a_refused_signature_is_tried_in_the_other_scheme_once(status: int, scheme: Scheme):
    assert first(status, scheme=scheme) == TryOtherScheme(scheme.other)
    assert not isinstance(first(status, scheme=scheme, both_tried=True), TryOtherScheme)


def test_a_door_shut_in_both_schemes_is_left_but_an_unproven_signature_is_tried_later():
    assert first(403, both_tried=True) == GiveUp("answered 403")
    assert first(401, both_tried=True) == RetryAfter(timedelta(minutes=1))


@pytest.mark.parametrize("status", [404, 410])
def test_an_inbox_that_is_not_there_is_gone(status: int):
    assert first(status) == Gone()


@pytest.mark.parametrize("status", [400, 405, 406, 413, 415, 422])
def test_a_lasting_refusal_is_given_up(status: int):
    assert first(status) == GiveUp(f"answered {status}")


@pytest.mark.parametrize("status", [None, 301, 307, 408, 425, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(status: int | None):
    assert first(status) == RetryAfter(timedelta(minutes=1))
    assert isinstance(first(status, attempts=100), GiveUp)


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_time_gets_it(status: int):
    assert first(status, retry_after=600.0) == RetryAfter(timedelta(minutes=10))
    assert first(status, retry_after=1.0) == RetryAfter(timedelta(minutes=1))
    assert first(status, retry_after=1e12) == RetryAfter(MAX_RETRY_AFTER)


def test_waits_grow_from_minutes_to_days_and_end():
    waits = [retry(attempt) for attempt in range(1, 30)]
    known = [wait for wait in waits if wait is not None]
    assert known == sorted(known)
    assert (known[0], known[-1]) == (timedelta(minutes=1), timedelta(days=3))
    assert timedelta(days=5) < sum(known, timedelta()) < timedelta(days=10)
    assert waits[len(known) :] == [None] * (29 - len(known))


@given(st.integers(1, 11), st.floats(0, 1))
def test_jitter_only_adds_and_never_more_than_a_fifth(attempt: int, jitter: float):
    plain, spread = retry(attempt), retry(attempt, jitter)
    assert plain is not None
    assert spread is not None
    assert plain <= spread <= plain * 1.2 + timedelta(microseconds=1)


@given(st.one_of(st.none(), st.integers(100, 999)), st.binary(max_size=20), st.integers(1, 50), st.booleans())
def test_every_answer_has_a_judgement(status: int | None, body: bytes, attempts: int, both_tried: bool):
    verdict = judge(status, body, attempts=attempts, scheme=Scheme.RFC9421, both_tried=both_tried)
    assert isinstance(verdict, Delivered | TryOtherScheme | RetryAfter | Gone | GiveUp)
