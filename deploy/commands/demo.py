"""`fedevent demo`: a sample chapter, filled once and then served."""

import os
from pathlib import Path

import click

from deploy import serving
from deploy.commands.output import HouseCommand, Said
from deploy.compose import compose, utc_now
from deploy.demo.chapter import Sample
from deploy.demo.words import EMAIL, PASSWORD
from deploy.environment import load_settings
from deploy.settings import Settings

FOLDER = "data-demo"


@click.command(cls=HouseCommand)
@click.option("--no-serve", is_flag=True, help="Only make the sample chapter.")
def demo(no_serve: bool) -> Said:
    """Make a sample chapter under ./data-demo and serve it on http://localhost:8000."""
    settings = serving.ready(_settings())
    serving.run(_fill(settings))
    login = {"url": settings.base_url, "email": EMAIL, "password": PASSWORD}
    text = f"A sample chapter at {settings.base_url}\nOrganizer: {EMAIL}, password: {PASSWORD}"
    if no_serve:
        return Said(text, login)
    click.echo(f"{text}\nMails are written into ./{FOLDER}/mails. Stop with Ctrl+C.")
    serving.run(serving.serve(settings, settings.listen))
    return Said("stopped", login)


def _settings() -> Settings:
    """A localhost of its own: what the environment says wins, so that the port can be another one."""
    folder = Path(FOLDER).absolute()
    (folder / "mails").mkdir(parents=True, exist_ok=True)
    given = {
        "FEDEVENT_DATA_DIR": str(folder),
        "FEDEVENT_SMTP_URL": f"file://{folder / 'mails'}",
        "FEDEVENT_DEFAULT_TIMEZONE": "Europe/Berlin",
        "FEDEVENT_REGISTRATION": "open",
        "FEDEVENT_LOG_LEVEL": "error",
    }
    return load_settings({**given, **os.environ})


async def _fill(settings: Settings) -> None:
    """Fill an empty instance; one that has a chapter already is left as it is."""
    instance = compose(settings)
    try:
        await instance.migrate()
        if await instance.reads.chapter.find() is None:
            await Sample(instance, utc_now()).fill()
    finally:
        await instance.close()
