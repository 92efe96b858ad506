"""Where settings come from, and which of two places wins."""

from pathlib import Path

import pytest

from deploy.environment import load_settings, unknown_names
from deploy.settings import SettingsError


def written(folder: Path, text: str) -> dict[str, str]:
    path = folder / "fedevent.toml"
    path.write_text(text, encoding="utf-8")
    return {"FEDEVENT_CONFIG": str(path)}


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    environ = written(tmp_path, 'domain = "file.example"\nlog_level = "debug"\n')
    settings = load_settings(environ | {"FEDEVENT_DOMAIN": "environment.example"})
    assert (settings.domain, settings.log_level) == ("environment.example", "debug")


def test_an_empty_variable_takes_back_what_the_file_says(tmp_path: Path) -> None:
    environ = written(tmp_path, 'smtp_url = "smtp://mail.example"\n')
    assert load_settings(environ).smtp_url == "smtp://mail.example"
    assert load_settings(environ | {"FEDEVENT_SMTP_URL": ""}).smtp_url == ""


def test_the_file_may_hold_lists_and_truths(tmp_path: Path) -> None:
    settings = load_settings(
        written(tmp_path, 'no_deliver = true\nallow_networks = ["10.0.0.0/8", "::1/128"]\n')
    )
    assert settings.no_deliver
    assert [str(network) for network in settings.allow_networks] == ["10.0.0.0/8", "::1/128"]


def test_without_a_name_the_file_in_this_folder_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, 'domain = "here.example"\n')
    monkeypatch.chdir(tmp_path)
    assert load_settings({}).domain == "here.example"


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("a-token\n", encoding="utf-8")
    by_variable = {"FEDEVENT_METRICS_TOKEN_FILE": str(tmp_path / "token")}
    by_file = written(tmp_path, f'metrics_token_file = "{tmp_path}/token"\n')
    assert load_settings(by_variable).metrics_token == "a-token"
    assert load_settings(by_file).metrics_token == "a-token"


def test_the_faults_of_file_and_environment_come_together(tmp_path: Path) -> None:
    environ = written(tmp_path, 'domian = "a.example"\nlisten = "nowhere"\n')
    environ |= {"FEDEVENT_DKIM_KEY_FILE": str(tmp_path / "none"), "FEDEVENT_REGISTRATION": "sometimes"}
    with pytest.raises(SettingsError) as caught:
        load_settings(environ)
    named = " ".join(fault.setting for fault in caught.value.faults)
    assert all(word in named for word in ("domian", "LISTEN", "DKIM_KEY_FILE", "REGISTRATION"))


def test_a_secret_set_twice_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("one", encoding="utf-8")
    environ = {"FEDEVENT_METRICS_TOKEN": "two", "FEDEVENT_METRICS_TOKEN_FILE": str(tmp_path / "token")}
    with pytest.raises(SettingsError, match="keep one"):
        load_settings(environ)


def test_a_secret_file_that_is_not_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(SettingsError, match="not text"):
        load_settings({"FEDEVENT_METRICS_TOKEN_FILE": str(tmp_path / "token")})


@pytest.mark.parametrize("text", ["domain = ", "\udcff"])
def test_a_file_that_is_not_toml_is_a_fault(tmp_path: Path, text: str) -> None:
    path = tmp_path / "fedevent.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError, match="not valid TOML"):
        load_settings({"FEDEVENT_CONFIG": str(path)})


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings({"FEDEVENT_CONFIG": str(tmp_path / "none.toml")})


def test_names_that_mean_nothing_are_found() -> None:
    environ = {"FEDEVENT_DOMIAN": "a", "FEDEVENT_DOMAIN": "b", "FEDEVENT_DKIM_KEY_FILE": "c", "HOME": "d"}
    assert unknown_names(environ) == ["FEDEVENT_DOMIAN"]
