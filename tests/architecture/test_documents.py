"""The documents tell of everything there is, and of nothing that there is not."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel import Locale

from activitypub.incoming.table import HANDLERS
from deploy.environment import ELSEWHERE
from deploy.main import main
from deploy.settings import TABLE, Setting, variable
from tests.architecture.house import DOCUMENTS, ROOT, document, short
from web import catalogs
from web.routes import ROUTES

API = "/api/v1"
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
VARIABLE = re.compile(r"\bFEDEVENT_[A-Z_]+[A-Z]")
SHIPPED = (*DOCUMENTS, *(path for path in (ROOT / "deploy").glob("*.*") if path.suffix != ".py"))


def row(name: str, setting: Setting) -> str:
    """The line of docs/settings.md for one setting."""
    files = f"`, `{variable(name)}_FILE" if setting.secret else ""
    default = f"`{setting.default}`" if setting.default else ""
    return f"| `{variable(name)}{files}` | {default} | {setting.doc} |"


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield " ".join((*path, name)), command


@pytest.mark.parametrize("name", list(TABLE))
def test_every_setting_is_in_the_table_of_settings(name: str) -> None:
    assert row(name, TABLE[name]) in document("docs/settings.md")


@pytest.mark.parametrize("path", SHIPPED, ids=short)
def test_no_document_names_a_setting_that_does_not_exist(path: Path) -> None:
    known = {variable(name) for name in TABLE} | ELSEWHERE
    named = {name.removesuffix("_FILE") for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    assert named - known == set()


@pytest.mark.parametrize(("path", "command"), list(commands(main)), ids=str)
def test_every_command_and_option_is_in_the_manual(path: str, command: click.Command) -> None:
    manual = document("docs/cli.md")
    assert f"\n## `fedevent {path}`\n" in manual
    section = manual.split(f"\n## `fedevent {path}`\n", 1)[1].split("\n## ", 1)[0]
    shown = [parameter for parameter in command.params if not getattr(parameter, "hidden", False)]
    options = [option for parameter in shown for option in parameter.opts if option.startswith("--")]
    assert [option for option in options if option not in section and option != "--json"] == []


def test_the_manual_tells_of_no_command_that_does_not_exist() -> None:
    told = re.findall(r"^## `fedevent (.+)`$", document("docs/cli.md"), re.M)
    assert sorted(told) == sorted(path for path, _ in commands(main))


@pytest.mark.parametrize("kind", sorted(HANDLERS))
def test_every_activity_we_understand_is_in_federation_md(kind: str) -> None:
    assert f"`{kind}`" in document("FEDERATION.md")


def test_every_call_of_the_api_is_in_its_document() -> None:
    manual = document("docs/api.md")
    calls = {
        f"`{route.method} {route.path.removeprefix(API)}`" for route in ROUTES if route.path.startswith(API)
    }
    assert calls
    assert sorted(call for call in calls if call not in manual) == []


@pytest.mark.parametrize("name", ["README.md", "FEDERATION.md"])
def test_every_language_is_named(name: str) -> None:
    spoken = [str(Locale.parse(code, sep="-").english_name) for code in catalogs.available()]
    assert [language for language in spoken if language not in document(name)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=short)
def test_every_link_between_documents_leads_somewhere(path: Path) -> None:
    targets = [target for target in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in target]
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_document_is_in_the_index() -> None:
    index = document("docs/README.md")
    assert [
        path.name for path in DOCUMENTS if path.parent.name == "docs" and path.name not in index + "README.md"
    ] == []
