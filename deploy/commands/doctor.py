"""`fedevent doctor`: is this machine ready to run an instance."""

import click

from deploy.commands.output import Failed, HouseCommand, Said
from deploy.doctor import Finding, State, examine
from deploy.environment import load_settings


@click.command(cls=HouseCommand)
async def doctor() -> Said:
    """Look at settings, folders, database, keys, clock and mail, and say what is amiss."""
    findings = await examine(load_settings())
    text = "\n".join(f"{finding.state:<8}{finding.subject}: {finding.message}" for finding in findings)
    data = {"checks": [_shown(finding) for finding in findings]}
    failed = [finding.subject for finding in findings if finding.state is State.FAILED]
    if failed:
        raise Failed(f"not ready: {', '.join(failed)}", Said(text, {"ok": False, **data}))
    return Said(text, {"ok": True, **data})


def _shown(finding: Finding) -> dict[str, str]:
    return {"subject": finding.subject, "state": finding.state, "message": finding.message}
