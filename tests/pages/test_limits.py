"""How often one address may knock, and which address that is."""

from datetime import timedelta
from ipaddress import ip_network

import pytest

from web.limits import MOST_KEYS, Limiter, client, neighbourhood

MINUTE = timedelta(minutes=1)
PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limiter(clock: Clock) -> Limiter:
    return Limiter(clock)


def test_so_many_are_let_in_at_once_and_no_more(limiter: Limiter) -> None:
    assert [limiter.allow("a", 3, MINUTE) for _ in range(5)] == [True, True, True, False, False]


def test_each_key_has_its_own_bucket(limiter: Limiter) -> None:
    assert limiter.allow("a", 1, MINUTE)
    assert limiter.allow("b", 1, MINUTE)
    assert not limiter.allow("a", 1, MINUTE)


def test_a_bucket_refills_steadily(limiter: Limiter, clock: Clock) -> None:
    for _ in range(3):
        limiter.allow("a", 3, MINUTE)
    clock.now += 20
    assert limiter.allow("a", 3, MINUTE)
    assert not limiter.allow("a", 3, MINUTE)
    clock.now += 60
    assert [limiter.allow("a", 3, MINUTE) for _ in range(4)] == [True, True, True, False]


def test_being_refused_does_not_lengthen_the_wait(limiter: Limiter, clock: Clock) -> None:
    limiter.allow("a", 1, MINUTE)
    for _ in range(100):
        limiter.allow("a", 1, MINUTE)
    clock.now += 60
    assert limiter.allow("a", 1, MINUTE)


def test_strangers_do_not_fill_the_memory_nor_push_out_who_is_held_back(limiter: Limiter) -> None:
    for _ in range(5):
        limiter.allow("noisy", 5, MINUTE)
    for number in range(MOST_KEYS + 10):
        limiter.allow(f"k{number}", 5, MINUTE)
    assert not limiter.allow("noisy", 5, MINUTE)


@pytest.mark.parametrize(
    ("remote", "forwarded", "seen"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),  # no proxy of ours: it may write what it likes
        ("10.0.0.2", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.7", "198.51.100.7"),  # the left one was made up
        ("10.0.0.2", "198.51.100.7, 10.1.1.1", "198.51.100.7"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("::ffff:10.0.0.2", "198.51.100.7", "198.51.100.7"),
        ("fd00::2", "2001:db8::7", "2001:db8::7"),
        ("10.0.0.2", "unknown", "unknown"),
        (None, "198.51.100.7", ""),
    ],
)
def test_only_proxies_of_ours_are_believed(remote: str | None, forwarded: str, seen: str) -> None:
    assert client(remote, forwarded, PROXIES) == seen


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("nonsense", "nonsense"),
        ("", ""),
    ],
)
def test_an_ipv6_household_counts_as_one(address: str, counted: str) -> None:
    assert neighbourhood(address) == counted
