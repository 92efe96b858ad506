"""Both databases are really there, each test has its own, and the template reaches it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from tests.databases import in_a_thread


async def _run(url: str, *statements: str) -> list[object]:
    engine = create_async_engine(url)
    answers: list[object] = []
    try:
        async with engine.begin() as connection:
            for statement in statements:
                answer = await connection.execute(text(statement))
                answers.append(answer.scalar() if answer.returns_rows else None)
    finally:
        await engine.dispose()
    return answers


@pytest.mark.parametrize("round_", [1, 2])
async def test_each_test_has_a_database_of_its_own(database_url: str, round_: int) -> None:
    answers = await _run(
        database_url,
        "CREATE TABLE guests (name VARCHAR(20) PRIMARY KEY)",
        "INSERT INTO guests VALUES ('Ada')",
        "SELECT count(*) FROM guests",
    )
    assert answers[-1] == 1


async def test_an_empty_database_has_no_tables(empty_database_url: str) -> None:
    with pytest.raises(DBAPIError):
        await _run(empty_database_url, "SELECT 1 FROM guests")


def test_a_failure_in_the_other_thread_is_a_failure_here() -> None:
    async def fails() -> None:
        raise LookupError("nobody home")

    with pytest.raises(LookupError, match="nobody home"):
        in_a_thread(fails)
