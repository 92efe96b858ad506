"""All that an operator may set, in one table: name, reader, default, and what it is for."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints
from urllib.parse import urlsplit

from deploy import setting_types as types
from deploy.setting_types import Listen, Network

PREFIX = "FEDEVENT_"


@dataclass(frozen=True, slots=True)
class Setting:
    """How one setting is read, its default as an operator would write it, and what it is for."""

    read: Callable[[str], Any]
    default: str
    doc: str
    secret: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    """What the operator decided. Made by ``read_settings``, or ``load_settings`` beside it."""

    domain: Annotated[
        str,
        Setting(
            types.domain,
            "localhost:8000",
            "The name in every handle and address. Chosen once, for ever: other servers know you by it.",
        ),
    ]
    base_url: Annotated[
        str,
        Setting(
            types.base_url,
            "",
            "Where people reach the site. `https://DOMAIN` when not set (`http://` for localhost). "
            "http only for localhost, `.test` names and addresses inside `FEDEVENT_ALLOW_NETWORKS`.",
        ),
    ]
    listen: Annotated[
        Listen,
        Setting(types.listen, "127.0.0.1:8000", "The address and port where the web process listens."),
    ]
    data_dir: Annotated[
        Path,
        Setting(types.folder, "./data", "The folder for the secret key, pictures and the SQLite database."),
    ]
    database_url: Annotated[
        str,
        Setting(
            types.database_url,
            "",
            "`sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`. "
            "`sqlite:///./data/fedevent.db` when not set: a file in the data folder.",
            secret=True,
        ),
    ]
    secret_key: Annotated[
        str,
        Setting(
            types.secret,
            "",
            "Signs the links in mails; 32 characters or more. "
            "Made on the first start and kept in the data folder when not set.",
            secret=True,
        ),
    ]
    smtp_url: Annotated[
        str,
        Setting(
            types.smtp_url,
            "",
            "`smtp://USER:PASSWORD@HOST:587`, `smtps://…`, or `file:///FOLDER` for development. "
            "Empty: no mail.",
            secret=True,
        ),
    ]
    mail_from: Annotated[
        str, Setting(types.mail_address, "", "The sender of our mail. `events@MAIL_DOMAIN` when not set.")
    ]
    mail_domain: Annotated[
        str,
        Setting(
            types.optional_host,
            "",
            "The domain of the mail addresses we make. The domain without its port when not set.",
        ),
    ]
    lmtp_listen: Annotated[
        Listen | None,
        Setting(
            types.optional_listen,
            "",
            "Where your mail server hands in replies, by LMTP. Empty: no incoming mail.",
        ),
    ]
    dkim_key: Annotated[
        str,
        Setting(
            types.plain, "", "The private key, in PEM, that signs our mail. Empty: no signature.", secret=True
        ),
    ]
    dkim_selector: Annotated[
        str, Setting(types.plain, "", "The DKIM selector under which the public key is found.")
    ]
    trusted_proxies: Annotated[
        tuple[Network, ...],
        Setting(
            types.networks,
            "",
            "Networks of the proxies whose `X-Forwarded-*` headers are believed. Empty: nobody's.",
        ),
    ]
    allow_networks: Annotated[
        tuple[Network, ...],
        Setting(
            types.networks,
            "",
            "Private networks that federation may reach, such as `127.0.0.0/8` in a lab. Empty: none.",
        ),
    ]
    federation: Annotated[
        Literal["open", "allowlist", "off"],
        Setting(
            types.one_of("open", "allowlist", "off"),
            "open",
            "Which servers we talk to: `open`, `allowlist` or `off`.",
        ),
    ]
    registration: Annotated[
        Literal["open", "approval", "invite", "closed"],
        Setting(
            types.one_of("open", "approval", "invite", "closed"),
            "closed",
            "Who may make an account: `open`, `approval`, `invite` or `closed`. "
            "Coming to an event never needs one.",
        ),
    ]
    default_language: Annotated[
        str, Setting(types.language, "en", "The language for those whose language we do not know.")
    ]
    default_timezone: Annotated[
        str, Setting(types.timezone, "UTC", "The time zone for those whose time zone we do not know.")
    ]
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Setting(
            types.one_of("debug", "info", "warning", "error"),
            "info",
            "How much is logged: `debug`, `info`, `warning` or `error`.",
        ),
    ]
    metrics_token: Annotated[
        str,
        Setting(
            types.plain,
            "",
            "The bearer token that opens `/metrics`. Empty: `/metrics` is shut.",
            secret=True,
        ),
    ]
    no_deliver: Annotated[
        bool,
        Setting(
            types.yes_or_no,
            "no",
            "Nothing leaves: no mail, no federation. For copies of a live instance.",
        ),
    ]

    def __repr__(self) -> str:
        # A traceback shows its values; secrets do not belong in there.
        return f"Settings({shown(self)})"


@dataclass(frozen=True, slots=True)
class SettingFault:
    """One setting that cannot be taken, and why."""

    setting: str
    message: str

    def __str__(self) -> str:
        return f"{self.setting} {self.message}"


class SettingsError(Exception):
    """The settings cannot be used; *faults* names every one that is wrong."""

    def __init__(self, faults: list[SettingFault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)


# Field name → setting. The annotations above are the one place where settings are listed.
TABLE: Mapping[str, Setting] = {
    name: next(note for note in hint.__metadata__ if isinstance(note, Setting))
    for name, hint in get_type_hints(Settings, include_extras=True).items()
}


def variable(name: str) -> str:
    """The environment's name for the setting *name*."""
    return PREFIX + name.upper()


def read_settings(texts: Mapping[str, str]) -> Settings:
    """The settings out of *texts* (field name → text). Pure. An empty text means the default.

    Raises ``SettingsError`` with every fault.
    """
    faults: list[SettingFault] = []
    values: dict[str, Any] = {}
    for name, setting in TABLE.items():
        try:
            values[name] = setting.read(texts.get(name, "").strip() or setting.default)
        except ValueError as wrong:
            faults.append(SettingFault(variable(name), str(wrong)))
    if faults:
        raise SettingsError(faults)
    settings = Settings(**values | _derived(values))
    if faults := _disagreements(settings):
        raise SettingsError(faults)
    return settings


def shown(settings: Settings) -> dict[str, str]:
    """Each setting as text that may be shown: secrets, and passwords inside addresses, are starred out."""
    texts = {}
    for name, setting in TABLE.items():
        text = _text(getattr(settings, name))
        if setting.secret and text:
            text = re.sub(r"//([^:/@]*):.*@", r"//\1:***@", text) if "://" in text else "***"
        texts[name] = text
    return texts


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _derived(values: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from other settings where it is not set itself."""
    host = urlsplit(f"//{values['domain']}").hostname or ""
    scheme = "http" if types.is_loopback(host) else "https"
    mail_domain = values["mail_domain"] or host
    database = types.database_url(f"sqlite:///{values['data_dir'] / 'fedevent.db'}")
    return {
        "base_url": values["base_url"] or f"{scheme}://{values['domain']}",
        "database_url": values["database_url"] or database,
        "mail_domain": mail_domain,
        "mail_from": values["mail_from"] or f"events@{mail_domain}",
    }


def _disagreements(settings: Settings) -> list[SettingFault]:
    """Settings that are well-formed each, and do not go together."""
    faults = []
    base = urlsplit(settings.base_url)
    if base.scheme == "http" and not types.may_be_plain(base.hostname or "", settings.allow_networks):
        message = "must begin with https:// (http is only for localhost and tests)"
        faults.append(SettingFault(variable("base_url"), message))
    if bool(settings.dkim_key) != bool(settings.dkim_selector):
        message = f"and {variable('dkim_selector')} go together: set both or neither"
        faults.append(SettingFault(variable("dkim_key"), message))
    return faults
