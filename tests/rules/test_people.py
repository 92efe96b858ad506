"""Names, addresses and passwords in every form people have."""

import pytest

from fedevent import names, people


@pytest.mark.parametrize(
    "text",
    ["a@b.de", "josé@exämple.org", "用户@例子.广告", "a.b+c@sub.example.co.uk", "x@xn--80ak6aa92e.com"],
)
def test_addresses_of_every_script_pass(text: str) -> None:
    assert people.check_email(text) == []


@pytest.mark.parametrize(
    "text",
    ["", "a@b", "a b@c.de", "a@-b.de", "@x.de", "a@localhost", "a@b.de\nBcc: c@d.de", "a@@b.de", "a,b@c.de"],
)
def test_what_is_no_address_is_refused_by_its_field(text: str) -> None:
    assert [fault.field for fault in people.check_email(text)] == ["email"]


@pytest.mark.parametrize("name", ["Ada", "Þórarinn Eldjárn", "佐藤", "X Æ A-12", "O’Neil <b>"])
def test_any_name_people_use_is_taken(name: str) -> None:
    assert people.check_name(name) == []


def test_a_password_needs_length_and_nothing_else() -> None:
    assert people.check_password("short") and people.check_password("x" * 201)
    assert people.check_password("four little words") == []


@pytest.mark.parametrize("slug", ["a", "Menders", "the-menders", "x" * 31, "menders!", "", "relay", "actor"])
def test_handles_that_peers_cannot_read_or_that_are_kept_are_refused(slug: str) -> None:
    assert names.check(slug, "slug")


def test_a_plain_handle_is_taken() -> None:
    assert names.check("menders_42", "slug") == []
