"""`fedevent migrate`: brings the database to the newest form."""

import click

from deploy import serving
from deploy.commands.output import HouseCommand, Said
from deploy.environment import load_settings
from storage.migrate import current, head, upgrade


@click.command(cls=HouseCommand)
async def migrate() -> Said:
    """Run every migration that is missing. `serve` does so too; this is for doing it apart."""
    settings = serving.ready(load_settings())
    before = await current(settings.database_url)
    await upgrade(settings.database_url)
    text = "nothing to do" if before == head() else f"migrated from {before or 'empty'} to {head()}"
    return Said(text, {"from": before, "to": head()})
