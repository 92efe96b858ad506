"""What every test may ask for."""

from collections.abc import Callable

import pytest

pytest_plugins = ["tests.databases", "tests.rig"]


@pytest.fixture(scope="session")
def prepare_database() -> Callable[[str], None]:
    """Each test gets a copy of a migrated database."""
    from storage.migrate import upgrade
    from tests.databases import in_a_thread

    return lambda url: in_a_thread(lambda: upgrade(url))
