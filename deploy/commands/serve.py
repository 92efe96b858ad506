"""`fedevent serve` and `fedevent work`: the processes of an instance."""

import click

from deploy import serving, setting_types
from deploy.commands.output import Failed, HouseCommand, Said
from deploy.environment import load_settings
from deploy.setting_types import Listen
from deploy.settings import Settings

PROCESSES = click.IntRange(1, 64)


@click.command(cls=HouseCommand)
@click.option("--listen", metavar="HOST:PORT", help="Where to listen; FEDEVENT_LISTEN when not given.")
@click.option("--processes", type=PROCESSES, default=1, show_default=True, help="How many processes.")
@click.option("--no-work", is_flag=True, help="Pages only: jobs are done by `fedevent work`.")
@click.option("--shared-port", is_flag=True, hidden=True)
def serve(listen: str | None, processes: int, no_work: bool, shared_port: bool) -> Said:
    """Serve the pages and do the work, in one process unless told otherwise."""
    settings = serving.ready(load_settings())
    where = _where(listen) if listen else settings.listen
    _need_server(settings, processes)
    others = ["serve", "--listen", str(where), "--shared-port", *(["--no-work"] if no_work else [])]
    _together(
        serving.serve(settings, where, work=not no_work, shared_port=shared_port or processes > 1),
        others,
        processes,
    )
    return Said("stopped", {"ok": True})


@click.command(cls=HouseCommand)
@click.option("--processes", type=PROCESSES, default=1, show_default=True, help="How many processes.")
def work(processes: int) -> Said:
    """Do jobs and deliveries, beside `serve --no-work` or as more hands (PostgreSQL)."""
    settings = serving.ready(load_settings())
    _need_server(settings, processes)
    _together(serving.serve(settings, settings.listen, pages=False), ["work"], processes)
    return Said("stopped", {"ok": True})


def _together(own: object, others: list[str], processes: int) -> None:
    """Run *own* here and *others* beside it; when this one ends, so do they."""
    children = serving.siblings(others, processes - 1)
    try:
        serving.run(own)
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait()


def _where(text: str) -> Listen:
    try:
        return setting_types.listen(text)
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), param_hint="--listen") from wrong


def _need_server(settings: Settings, processes: int) -> None:
    if processes > 1 and settings.database_url.startswith("sqlite"):
        raise Failed("SQLite serves one process; use PostgreSQL for more")
