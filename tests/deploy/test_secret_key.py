"""The secret key is made once, kept to ourselves, and never changed behind anybody's back."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deploy.secret_key import keep_secret_key
from deploy.settings import Settings, read_settings


def settings_in(folder: Path, **texts: str) -> Settings:
    return read_settings({"data_dir": str(folder / "data"), **texts})


def test_the_first_start_makes_a_key_and_the_next_finds_it(tmp_path: Path) -> None:
    first = keep_secret_key(settings_in(tmp_path)).secret_key
    assert len(first) >= 32
    assert keep_secret_key(settings_in(tmp_path)).secret_key == first


def test_nobody_else_can_read_the_key(tmp_path: Path) -> None:
    keep_secret_key(settings_in(tmp_path))
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_two_instances_have_two_keys(tmp_path: Path) -> None:
    keys = {keep_secret_key(settings_in(tmp_path / name)).secret_key for name in "ab"}
    assert len(keys) == 2


def test_a_key_that_is_set_is_used_and_not_written_down(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, secret_key="s" * 32)
    assert keep_secret_key(settings) is settings
    assert not (tmp_path / "data").exists()


def test_starts_at_the_same_time_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: keep_secret_key(settings_in(tmp_path)).secret_key, range(16)))
    assert len(keys) == 1
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]
