"""Alembic, told where our steps are and on which connection to run them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


class Runner:
    """What ``storage.migrate`` asks of Alembic."""

    @staticmethod
    def upgrade(connection: Connection, revision: str) -> None:
        """Run the steps up to *revision*."""
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    @staticmethod
    def head() -> str:
        """The latest revision there is."""
        return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
