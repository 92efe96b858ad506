"""Passwords: kept as slow hashes, checked without telling who has an account."""

import asyncio
from collections.abc import Iterator

import pytest

from fedevent.errors import TooMany
from web.passwords import MEMORY_KIB, MOST_WAITING, PASSES, Passwords


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    quick = Passwords(memory_kib=64, passes=1)
    yield quick
    quick.close()


async def test_the_right_password_opens_and_a_wrong_one_does_not(passwords: Passwords) -> None:
    stored = await passwords.hash("correct horse battery")
    assert await passwords.verify(stored, "correct horse battery")
    assert not await passwords.verify(stored, "correct horse batterY")


async def test_two_hashes_of_one_password_differ_and_do_not_contain_it(passwords: Passwords) -> None:
    one, other = await passwords.hash("correct horse"), await passwords.hash("correct horse")
    assert one != other
    assert "correct" not in one


async def test_nobody_gets_in_without_a_stored_password_whatever_is_typed(passwords: Passwords) -> None:
    assert not await passwords.verify(None, "")
    assert not await passwords.verify(None, "correct horse battery")
    assert not await passwords.verify("", "")


async def test_a_damaged_hash_opens_nothing(passwords: Passwords) -> None:
    assert not await passwords.verify("$argon2id$broken", "x")


async def test_too_many_at_once_are_asked_to_come_back(passwords: Passwords) -> None:
    tries = (passwords.verify(None, "x") for _ in range(MOST_WAITING + 5))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(outcome, TooMany) for outcome in outcomes) == 5
    assert not await passwords.verify(None, "x")  # and later there is room again


async def test_the_work_is_what_owasp_advises() -> None:
    real = Passwords()
    try:
        stored = await real.hash("correct horse battery")
    finally:
        real.close()
    assert (MEMORY_KIB, PASSES) == (19_456, 2)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
