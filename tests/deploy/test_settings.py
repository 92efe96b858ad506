"""Settings: what each text means, what follows from what, and that every fault is named at once."""

from dataclasses import fields

import pytest

from deploy.setting_types import Listen, database_url
from deploy.settings import TABLE, Settings, SettingsError, read_settings, shown


def faults(**texts: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_settings(texts)
    return [fault.setting for fault in caught.value.faults]


def test_with_nothing_set_a_local_instance_comes_out() -> None:
    settings = read_settings({})
    assert (settings.domain, settings.base_url) == ("localhost:8000", "http://localhost:8000")
    assert settings.database_url == "sqlite+aiosqlite:///data/fedevent.db"
    assert settings.listen == Listen("127.0.0.1", 8000)
    assert settings.registration == "closed"


def test_every_field_is_in_the_table_with_a_sentence() -> None:
    assert list(TABLE) == [line.name for line in fields(Settings)]
    assert all(setting.doc.endswith(".") for setting in TABLE.values())


def test_every_fault_is_named_at_once() -> None:
    assert faults(
        domain="https://a.example/", listen="8000", federation="sometimes", default_timezone="Mars"
    ) == [
        "FEDEVENT_DOMAIN",
        "FEDEVENT_LISTEN",
        "FEDEVENT_FEDERATION",
        "FEDEVENT_DEFAULT_TIMEZONE",
    ]


def test_an_empty_text_means_the_default() -> None:
    assert read_settings({"log_level": "", "domain": " "}) == read_settings({})


@pytest.mark.parametrize(
    ("domain", "base_url", "mail_from"),
    [
        ("Events.Example", "https://events.example", "events@events.example"),
        ("bücher.example", "https://xn--bcher-kva.example", "events@xn--bcher-kva.example"),
        ("localhost:9000", "http://localhost:9000", "events@localhost"),
        ("127.0.0.1:9000", "http://127.0.0.1:9000", "events@127.0.0.1"),
        ("chapter.test", "https://chapter.test", "events@chapter.test"),
    ],
)
def test_addresses_follow_from_the_domain(domain: str, base_url: str, mail_from: str) -> None:
    settings = read_settings({"domain": domain})
    assert (settings.base_url, settings.mail_from) == (base_url, mail_from)


@pytest.mark.parametrize("address", ["http://localhost:8000", "http://[::1]:8000", "http://a.test:81"])
def test_http_is_for_this_machine_and_for_tests(address: str) -> None:
    assert read_settings({"base_url": address}).base_url == address


def test_http_reaches_a_lab_that_federation_may_reach() -> None:
    lab = {"base_url": "http://10.1.2.3:8000", "allow_networks": "10.0.0.0/8, fd00::/8"}
    assert read_settings(lab).base_url == "http://10.1.2.3:8000"
    assert faults(base_url="http://10.1.2.3:8000") == ["FEDEVENT_BASE_URL"]


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example",
        "https://a.example/path",
        "https://u@a.example",
        "ftp://a.example",
        "a.example",
        "https://a:x",
    ],
)
def test_a_base_url_is_a_bare_https_origin(address: str) -> None:
    assert faults(base_url=address) == ["FEDEVENT_BASE_URL"]


@pytest.mark.parametrize(
    "name",
    ["a b", "a/b", "a@b.example", "-a.example", "a..example", "a.example:x", "a.example:70000", "ä" * 99],
)
def test_a_domain_is_a_host_name(name: str) -> None:
    assert faults(domain=name) == ["FEDEVENT_DOMAIN"]


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("sqlite:///./data/a.db", "sqlite+aiosqlite:///./data/a.db"),
        ("sqlite:////srv/a.db", "sqlite+aiosqlite:////srv/a.db"),
        ("postgresql://u:p@h:5433/d", "postgresql+asyncpg://u:p@h:5433/d"),
        ("postgres://h/d?sslmode=require", "postgresql+asyncpg://h/d?ssl=require"),
        ("postgresql://u:@/d?host=/run/pg", "postgresql+asyncpg://u:@/d?host=/run/pg"),
        ("postgresql+asyncpg://h/d", "postgresql+asyncpg://h/d"),
    ],
)
def test_the_driver_of_a_database_address_is_ours_to_name(written: str, taken: str) -> None:
    assert database_url(written) == taken
    assert database_url(taken) == taken


@pytest.mark.parametrize("url", ["mysql://h/d", "sqlite:a.db", "data.db", "postgresql:d"])
def test_other_databases_are_refused(url: str) -> None:
    assert faults(database_url=url) == ["FEDEVENT_DATABASE_URL"]


@pytest.mark.parametrize("text", ["8000", ":8000", "::1:8000", "a:70000", "a:-1", "[]:80"])
def test_a_listen_address_has_a_host_and_a_port(text: str) -> None:
    assert faults(listen=text) == ["FEDEVENT_LISTEN"]


def test_a_listen_address_reads_back_as_written() -> None:
    assert [str(read_settings({"listen": text}).listen) for text in ("[::1]:80", "0.0.0.0:0")] == [
        "[::1]:80",
        "0.0.0.0:0",
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("smtp_url", "smtp://"),
        ("smtp_url", "smtp://h:x"),
        ("smtp_url", "mail.example"),
        ("mail_from", "nobody"),
        ("mail_domain", "a b"),
        ("trusted_proxies", "10.0.0.1/8"),
        ("default_language", "elvish-xx"),
        ("no_deliver", "maybe"),
        ("secret_key", "too short"),
        ("dkim_key", "a key without its selector"),
    ],
)
def test_what_cannot_be_meant_is_refused(name: str, text: str) -> None:
    assert faults(**{name: text}) == [f"FEDEVENT_{name.upper()}"]


def test_languages_are_written_one_way() -> None:
    assert read_settings({"default_language": "pt_br"}).default_language == "pt-BR"


def test_secrets_are_never_shown() -> None:
    settings = read_settings(
        {
            "secret_key": "k" * 40,
            "database_url": "postgresql://me:hush@h/d",
            "smtp_url": "smtp://me:h@sh@mail.example:587",
            "metrics_token": "hush",
        }
    )
    assert "hush" not in repr(settings) and "kkk" not in repr(settings) and "h@sh" not in repr(settings)
    assert shown(settings)["smtp_url"] == "smtp://me:***@mail.example:587"
