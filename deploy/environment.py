"""Where settings come from: fedevent.toml, then the environment, which wins; secrets also from files."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from deploy.settings import PREFIX, TABLE, SettingFault, Settings, SettingsError, read_settings, variable

CONFIG = "FEDEVENT_CONFIG"
DEFAULT_CONFIG = "fedevent.toml"
# Names that begin like ours and are read by somebody else.
ELSEWHERE = frozenset({CONFIG, "FEDEVENT_TEST_DATABASE_URL"})


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process.

    Raises ``SettingsError`` with every fault of the file and of *environ* (``os.environ`` when not given).
    """
    environ = os.environ if environ is None else environ
    faults: list[SettingFault] = []
    texts = _from_file(environ, faults) | _from_environment(environ, faults)
    try:
        settings = read_settings(texts)
    except SettingsError as wrong:
        raise SettingsError([*faults, *wrong.faults]) from None
    if faults:
        raise SettingsError(faults)
    return settings


def unknown_names(environ: Mapping[str, str]) -> list[str]:
    """Names in *environ* that begin like ours and mean nothing: most often a slip of the finger."""
    files = {f"{variable(name)}_FILE" for name, setting in TABLE.items() if setting.secret}
    known = {variable(name) for name in TABLE} | files | ELSEWHERE
    return sorted(name for name in environ if name.startswith(PREFIX) and name not in known)


def _from_environment(environ: Mapping[str, str], faults: list[SettingFault]) -> dict[str, str]:
    texts = {}
    for name, setting in TABLE.items():
        itself, by_file = variable(name), f"{variable(name)}_FILE"
        if setting.secret and environ.get(by_file):
            if environ.get(itself):
                faults.append(SettingFault(itself, f"and {by_file} are both set: keep one"))
            texts[name] = _secret_file(by_file, environ[by_file], faults)
        elif itself in environ:
            texts[name] = environ[itself]
    return texts


def _from_file(environ: Mapping[str, str], faults: list[SettingFault]) -> dict[str, str]:
    path = Path(environ.get(CONFIG) or DEFAULT_CONFIG)
    if not environ.get(CONFIG) and not path.exists():
        return {}
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as wrong:
        faults.append(SettingFault(CONFIG, f"names {path}, which cannot be read: {wrong.strerror}"))
        return {}
    except ValueError as wrong:
        faults.append(SettingFault(str(path), f"is not valid TOML: {wrong}"))
        return {}
    texts = {}
    for key, value in written.items():
        bare = key.removesuffix("_file")
        if key in TABLE:
            texts[key] = _text(value)
        elif bare in TABLE and TABLE[bare].secret:
            texts[bare] = _secret_file(f"{path}: {key}", str(value), faults)
        else:
            faults.append(SettingFault(f"{path}: {key}", "is not a setting"))
    return texts


def _text(value: object) -> str:
    """A TOML value as the text the environment would hold."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _secret_file(setting: str, path: str, faults: list[SettingFault]) -> str:
    try:
        return Path(path).expanduser().read_text(encoding="utf-8").strip()
    except OSError as wrong:
        faults.append(SettingFault(setting, f"names {path}, which cannot be read: {wrong.strerror}"))
    except UnicodeDecodeError:
        faults.append(SettingFault(setting, f"names {path}, which is not text"))
    return ""
