"""Signed links: they open what they were made for, while they last, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from web.links import LASTS, Links, fingerprint, number, text

NOW = datetime(2030, 3, 12, 18, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def links(clock: Clock) -> Links:
    return Links(b"k" * 32, "https://chapter.test/", clock)


def test_a_link_carries_what_was_put_in(links: Links) -> None:
    token = links.make("confirm", person="p1", guests=2, consents=True, note="Grüße & ✓")
    assert links.read("confirm", token) == {
        "person": "p1",
        "guests": 2,
        "consents": True,
        "note": "Grüße & ✓",
    }


def test_a_link_may_stand_in_an_address_as_it_is(links: Links) -> None:
    token = links.make("confirm", note="/?#&=+ %" * 20)
    assert all(c.isascii() and (c.isalnum() or c in "-_.") for c in token)


@pytest.mark.parametrize("purpose", sorted(LASTS))
def test_a_link_opens_only_what_it_was_made_for(links: Links, purpose: str) -> None:
    token = links.make(purpose, person="p1")
    assert [other for other in LASTS if links.read(other, token) is not None] == [purpose]


def test_a_link_ends_when_its_time_is_over(links: Links, clock: Clock) -> None:
    token = links.make("me", timedelta(minutes=10), person="p1")
    clock.now = NOW + timedelta(minutes=10)
    assert links.read("me", token) is not None
    clock.now = NOW + timedelta(minutes=10, seconds=1)
    assert links.read("me", token) is None


@pytest.mark.parametrize("purpose", sorted(LASTS))
def test_a_link_without_a_time_of_its_own_lasts_as_its_purpose_says(
    links: Links, clock: Clock, purpose: str
) -> None:
    token = links.make(purpose, person="p1")
    clock.now = NOW + LASTS[purpose]
    assert links.read(purpose, token) is not None
    clock.now += timedelta(seconds=1)
    assert links.read(purpose, token) is None


def test_every_single_character_of_a_link_is_signed(links: Links) -> None:
    token = links.make("me", person="p1")
    whole = links.read("me", token)
    assert whole
    for at, letter in enumerate(token):
        changed = token[:at] + ("A" if letter != "A" else "B") + token[at + 1 :]
        # The last letter of a base64 group may hold unused bits: then it reads the same, and may.
        assert links.read("me", changed) in (None, whole)
        if at < token.index(".") - 1:
            assert links.read("me", changed) is None


def test_a_link_of_another_instance_opens_nothing(links: Links, clock: Clock) -> None:
    other = Links(b"x" * 32, "https://chapter.test", clock)
    assert links.read("me", other.make("me", person="p1")) is None


@pytest.mark.parametrize("junk", ["", ".", "a", "a.b", "ü.ü", "..", "W10.", "=.=", "A" * 10_000, "!!!.???"])
def test_junk_is_no_link_and_no_failure(links: Links, junk: str) -> None:
    assert links.read("me", junk) is None


def test_fields_are_read_by_type_and_missing_ones_are_empty(links: Links) -> None:
    fields = links.read("sign-in", links.make("sign-in", person="p1", epoch=3))
    assert fields is not None
    assert (text(fields, "person"), number(fields, "epoch")) == ("p1", 3)
    assert (text(fields, "nonce"), number(fields, "age")) == ("", 0)


def test_an_address_is_made_of_the_base_and_a_path(links: Links) -> None:
    assert links.url("/me/link/x") == "https://chapter.test/me/link/x"


def test_a_stored_fingerprint_does_not_show_the_secret() -> None:
    assert fingerprint("secret") != fingerprint("secreT")
    assert "secret" not in fingerprint("secret")
    assert len(fingerprint("secret")) == 64
