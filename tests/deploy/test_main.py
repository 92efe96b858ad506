"""The command line: three exit codes, one clear line, and the same answer in JSON."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from deploy.commands.output import Failed, HouseCommand, HouseGroup, Said
from deploy.main import main
from fedevent.errors import Invalid, NotFound, fault


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(main, words, env={f"FEDEVENT_{k.upper()}": v for k, v in environment.items()})


def every_command(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, *path, name)
        else:
            yield (*path, name)


@pytest.mark.parametrize("path", list(every_command(main)), ids=" ".join)
def test_every_command_explains_itself_and_speaks_json(path: tuple[str, ...]) -> None:
    answer = run(*path, "--help")
    assert answer.exit_code == 0
    assert "--json" in answer.output


def test_wrong_usage_is_2() -> None:
    assert run("dance").exit_code == 2
    assert run("config", "check", "--loudly").exit_code == 2


def test_good_settings_are_0() -> None:
    answer = run("config", "check", "--json", domain="a.example")
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["ok"] is True


def test_bad_settings_are_1_and_one_line() -> None:
    answer = run("config", "check", domain="a/b", listen="x")
    assert answer.exit_code == 1
    assert answer.stdout == ""
    assert answer.stderr.startswith("fedevent: FEDEVENT_DOMAIN")
    assert answer.stderr.count("\n") == 1


def test_bad_settings_are_named_one_by_one_in_json() -> None:
    answer = run("config", "check", "--json", domain="a/b", listen="x")
    assert answer.exit_code == 1
    assert [error["field"] for error in json.loads(answer.stdout)["errors"]] == [
        "FEDEVENT_DOMAIN",
        "FEDEVENT_LISTEN",
    ]


def test_a_slip_of_the_finger_is_pointed_out() -> None:
    assert "FEDEVENT_DOMIAN" in run("config", "check", domian="a.example").stdout


def test_the_settings_in_force_are_printed_without_secrets() -> None:
    answer = run("config", "print", domain="a.example", metrics_token="hush")
    assert "FEDEVENT_BASE_URL=https://a.example\n" in answer.stdout
    assert "hush" not in answer.stdout


def command_that(raises: Exception) -> click.Command:
    @click.command(cls=HouseCommand)
    async def command() -> Said:
        raise raises

    return command


def test_a_refusal_is_1_with_its_own_words() -> None:
    answer = CliRunner().invoke(command_that(NotFound("There is no %(name)s.", name="Ada")))
    assert (answer.exit_code, answer.stderr) == (1, "fedevent: There is no Ada.\n")


def test_a_refusal_names_the_fields_in_json() -> None:
    refusal = Invalid(fault("email", "%(what)s is not an address.", what="x"))
    answer = CliRunner().invoke(command_that(refusal), ["--json"])
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["errors"] == [{"field": "email", "message": "x is not an address."}]


def test_what_was_found_out_before_the_failure_is_said_too() -> None:
    failure = Failed("could not", Said("one\ntwo", {"steps": 2}))
    plain = CliRunner().invoke(command_that(failure))
    assert (plain.stdout, plain.stderr) == ("one\ntwo\n", "fedevent: could not\n")
    as_json = CliRunner().invoke(command_that(failure), ["--json"])
    assert json.loads(as_json.stdout) == {"error": "could not", "steps": 2}


def test_groups_within_groups_make_commands_of_the_house() -> None:
    @click.group(cls=HouseGroup)
    def outer() -> None:
        """Outer."""

    @outer.group()
    def inner() -> None:
        """Inner."""

    @inner.command()
    def leaf() -> Said:
        return Said("fell", {"fell": True})

    assert CliRunner().invoke(outer, ["inner", "leaf", "--json"]).stdout == '{"fell": true}\n'
