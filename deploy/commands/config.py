"""`fedevent config`: are the settings right, and what are they."""

import os

import click

from deploy.commands.output import HouseGroup, Said
from deploy.environment import load_settings, unknown_names
from deploy.settings import shown, variable


@click.group(cls=HouseGroup)
def config() -> None:
    """Look at the settings."""


@config.command()
def check() -> Said:
    """Read the settings and name everything that is wrong with them."""
    load_settings()
    unknown = unknown_names(os.environ)
    lines = ["The settings are fine.", *(f"Not a setting, ignored: {name}" for name in unknown)]
    return Said("\n".join(lines), {"ok": True, "ignored": unknown})


@config.command(name="print")
def print_() -> Said:
    """Show the settings in force, with secrets starred out."""
    values = {variable(name): text for name, text in shown(load_settings()).items()}
    return Said("\n".join(f"{name}={text}" for name, text in values.items()), values)
