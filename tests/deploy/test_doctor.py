"""The doctor finds what is amiss, and touches nothing."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.doctor import State, clock, examine
from deploy.main import main
from deploy.secret_key import keep_secret_key
from deploy.settings import Settings, read_settings


def settings_in(folder: Path, **texts: str) -> Settings:
    return read_settings({"domain": "a.example", "data_dir": str(folder / "data"), **texts})


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def states(settings: Settings) -> dict[str, State]:
    return {finding.subject: finding.state for finding in await examine(settings)}


async def test_a_new_machine_is_ready_but_for_mail(tmp_path: Path) -> None:
    found = await states(settings_in(tmp_path))
    assert found.pop("mail") is State.WARNING
    assert set(found) == {"domain", "data folder", "disk", "secret key", "database", "clock"}
    assert State.FAILED not in found.values()


async def test_looking_changes_nothing(tmp_path: Path) -> None:
    await examine(settings_in(tmp_path))
    assert names_in(tmp_path) == []


async def test_a_data_folder_that_cannot_be_written_is_found(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be", encoding="utf-8")
    assert (await states(settings_in(tmp_path)))["data folder"] is State.FAILED


async def test_a_key_that_others_can_read_is_found(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    keep_secret_key(settings)
    assert (await states(settings))["secret key"] is State.FINE
    (tmp_path / "data" / "secret_key").chmod(0o644)
    assert (await states(settings))["secret key"] is State.WARNING


async def test_a_file_that_is_no_database_is_found(tmp_path: Path) -> None:
    path = tmp_path / "fedevent.db"
    path.write_text("by no means a database, and long enough to tell" * 9, encoding="utf-8")
    assert (await states(settings_in(tmp_path, database_url=f"sqlite:///{path}")))["database"] is State.FAILED


async def test_either_database_answers(tmp_path: Path, database_url: str) -> None:
    found = await states(settings_in(tmp_path, database_url=database_url))
    assert (found["database"], found["clock"]) == (State.FINE, State.FINE)


async def test_a_server_that_is_not_there_is_found_without_telling_the_password(tmp_path: Path) -> None:
    findings = await examine(settings_in(tmp_path, database_url="postgresql://me:hush@127.0.0.1:1/d"))
    database = next(finding for finding in findings if finding.subject == "database")
    assert database.state is State.FAILED
    assert "hush" not in database.message


async def test_http_is_a_warning(tmp_path: Path) -> None:
    assert (await states(settings_in(tmp_path, domain="localhost:8000")))["domain"] is State.WARNING


@pytest.mark.parametrize(
    ("smtp_url", "state"), [("smtp://u:hush@h", State.FINE), ("file:///srv/mail", State.WARNING)]
)
async def test_mail_into_a_folder_reaches_nobody(tmp_path: Path, smtp_url: str, state: State) -> None:
    findings = await examine(settings_in(tmp_path, smtp_url=smtp_url))
    mail = next(finding for finding in findings if finding.subject == "mail")
    assert mail.state is state
    assert "hush" not in mail.message


def test_a_clock_that_is_off_is_found() -> None:
    now = datetime.now(UTC)
    assert clock(now, None).state is State.FINE
    assert clock(now, now - timedelta(seconds=30)).state is State.FINE
    assert clock(now, now + timedelta(minutes=20)).state is State.FAILED
    assert clock(datetime(1970, 1, 2, tzinfo=UTC), None).state is State.FAILED


def test_the_command_fails_when_a_look_failed(tmp_path: Path) -> None:
    environment = {"FEDEVENT_DATA_DIR": str(tmp_path), "FEDEVENT_DATABASE_URL": "postgresql://127.0.0.1:1/d"}
    answer = CliRunner().invoke(main, ["doctor", "--json"], env=environment)
    assert answer.exit_code == 1
    report = json.loads(answer.stdout)
    assert (report["ok"], report["error"]) == (False, "not ready: database")
    assert {check["subject"] for check in report["checks"]} >= {"database", "mail"}
