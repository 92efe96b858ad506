"""How every command speaks: plain lines or one JSON document, and the exit codes 0, 1 and 2."""

import asyncio
import inspect
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import click

from deploy.settings import SettingsError
from fedevent.errors import Invalid, Refused


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answers: *text* for people, *data* for programs."""

    text: str
    data: Mapping[str, Any] = field(default_factory=dict)


class Failed(Exception):
    """The command could not do it: one clear line, after whatever *said* tells of the way there."""

    def __init__(self, message: str, said: Said | None = None) -> None:
        super().__init__(message)
        self.said = said


class HouseCommand(click.Command):
    """A command that takes ``--json``, may be a coroutine, answers ``Said``, and fails in one line.

    Exit codes: 0 done, 1 refused or failed, 2 wrong usage (click's own).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(click.Option(["--json", "as_json"], is_flag=True, help="Answer in JSON."))

    def invoke(self, ctx: click.Context) -> None:
        """Run the command and say what it answered."""
        as_json = bool(ctx.params.pop("as_json", False))
        try:
            answer = super().invoke(ctx)
            said = asyncio.run(answer) if inspect.iscoroutine(answer) else answer
        except (Failed, Refused, SettingsError, OSError) as wrong:
            _fail(wrong, as_json)
        if isinstance(said, Said):
            click.echo(_dump(said.data) if as_json else said.text)


class HouseGroup(click.Group):
    """A group whose commands are ``HouseCommand`` and whose groups are like itself."""

    command_class = HouseCommand
    group_class = type


def _fail(wrong: Exception, as_json: bool) -> None:
    if as_json:
        click.echo(_dump({"error": str(wrong), **_details(wrong)}))
    else:
        if isinstance(wrong, Failed) and wrong.said:
            click.echo(wrong.said.text)
        click.echo(f"fedevent: {wrong}", err=True)
    sys.exit(1)


def _details(wrong: Exception) -> Mapping[str, Any]:
    match wrong:
        case Failed():
            return wrong.said.data if wrong.said else {}
        case SettingsError():
            return {"errors": [{"field": fault.setting, "message": fault.message} for fault in wrong.faults]}
        case Invalid():
            return {
                "errors": [
                    {"field": fault.field, "message": fault.message % dict(fault.parameters)}
                    for fault in wrong.faults
                ]
            }
    return {}


def _dump(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, default=str)
