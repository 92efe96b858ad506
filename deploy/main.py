"""`fedevent`: the command line, one table of commands."""

from importlib.metadata import version

import click

from deploy.commands.admin import admin
from deploy.commands.config import config
from deploy.commands.demo import demo
from deploy.commands.doctor import doctor
from deploy.commands.migrate import migrate
from deploy.commands.output import HouseGroup
from deploy.commands.serve import serve, work

COMMANDS: tuple[click.Command, ...] = (serve, work, migrate, demo, admin, config, doctor)


@click.group(cls=HouseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("fedevent"), prog_name="fedevent")
def main() -> None:
    """A federated server for groups, events and the people who come to them."""


for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
