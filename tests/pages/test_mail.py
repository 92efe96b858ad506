"""Letters become messages that nothing typed can break, and the postman knows what may be tried again."""

import asyncio
import json
import os
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from tests.pages.mailserver import Office, ada_only, opened, read
from web.mail.letter import Kind, Letter
from web.mail.outcome import WAITS, Later, Never, Sent, again
from web.mail.outgoing import to_bytes, to_email_message
from web.mail.smtp import Postman, Server, read_server, trust

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
FROM = "Events <events@here.example>"
STOP = f"https://here.example/stop/{'a1' * 150}"
LETTER = Letter(
    to="ada@example.org",
    to_name="Ada",
    from_name="Bremen mends",
    subject="You’re going · Repair café",
    text="See you — on Tuesday.\n",
    html="<p>See you — on Tuesday.</p>",
    language="en",
    message_id="<0190-1@here.example>",
    written_at=NOW.isoformat(),
    kind=Kind.NOTICE,
)


def postman(url: str, now: datetime = NOW, tls: ssl.SSLContext | None = None) -> Postman:
    return Postman(url, FROM, lambda: now, tls=tls, patience=20)


def bodies(message: EmailMessage) -> list[str]:
    return [str(part.get_content()) for part in message.iter_parts() if isinstance(part, EmailMessage)]


def parsed(letter: Letter) -> EmailMessage:
    return read(to_bytes(letter, FROM))


def test_a_letter_travels_as_json_and_comes_out_the_same() -> None:
    full = replace(LETTER, list_unsubscribe=STOP, about="m1:p1", useful_until=NOW.isoformat())
    record = json.loads(json.dumps(full.to_dict()))
    assert Letter.from_dict(record) == full
    assert Letter.from_dict(record | {"added_later": "x"}).kind is Kind.NOTICE


def test_a_message_has_both_parts_and_says_who_sends_it() -> None:
    found = parsed(LETTER)
    assert found["From"] == "Bremen mends <events@here.example>"
    assert found["To"] == "Ada <ada@example.org>"
    assert found["Subject"] == LETTER.subject
    assert found["Date"].datetime == NOW
    assert found["Message-ID"] == LETTER.message_id
    assert found["Content-Language"] == "en"
    assert found.get_content_type() == "multipart/alternative"
    assert [body.strip() for body in bodies(found)] == [LETTER.text.strip(), LETTER.html]


def test_written_again_it_is_the_same_to_the_byte() -> None:
    assert to_bytes(LETTER, FROM) == to_bytes(Letter.from_dict(LETTER.to_dict()), FROM)


@pytest.mark.parametrize("field", ["to_name", "from_name", "subject"])
@pytest.mark.parametrize(
    "poison", ["Ada\r\nBcc: eve@evil.example", "Ada\nX-Spam: no\n\nHello", "Ada\u2028Bcc: eve@evil.example"]
)
def test_nothing_typed_becomes_a_header(field: str, poison: str) -> None:
    raw = to_bytes(Letter.from_dict(LETTER.to_dict() | {field: poison}), FROM)
    usual = {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}
    assert set(read(raw).keys()) == usual | {"Auto-Submitted", "Content-Language"}
    assert b"evil.example" not in b"".join(
        line
        for line in raw.split(b"\r\n\r\n")[0].splitlines()
        if not line.startswith((b"From", b"To", b"Sub"))
    )


@pytest.mark.parametrize("name", ['Ada, "the" <countess@evil.example>', "Größe (GmbH); x", "阿达", "a" * 300])
def test_a_name_never_changes_the_address(name: str) -> None:
    (mailbox,) = parsed(replace(LETTER, to_name=name))["To"].addresses
    assert mailbox.addr_spec == "ada@example.org"
    # A reader may see a blank where an endless word was folded; the words are the same.
    assert mailbox.display_name.replace(" ", "")[:80] == name.replace(" ", "")[:80]


@pytest.mark.parametrize("to", ["ada@example.org\r\nRCPT TO:<eve@evil.example>", "ada", "@example.org", ""])
async def test_what_is_no_address_is_never_written_to(to: str) -> None:
    office = Office()
    async with opened(office) as port:
        outcome = await postman(f"smtp://127.0.0.1:{port}").send(replace(LETTER, to=to))
    assert isinstance(outcome, Never)
    assert office.taken == []


def test_a_name_cannot_turn_the_line_around() -> None:
    assert (
        parsed(replace(LETTER, to_name="Ada \u202egnp.exe"))["To"].addresses[0].display_name == "Ada gnp.exe"
    )


def test_only_a_message_with_a_way_to_stop_has_the_headers_for_it() -> None:
    assert "List-Unsubscribe" not in parsed(LETTER)
    stoppable = replace(LETTER, kind=Kind.MESSAGE, list_unsubscribe=STOP)
    assert parsed(stoppable)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # On one line: what follows the folding would no longer be an address to some programs.
    assert f"\r\nList-Unsubscribe: <{STOP}>\r\n".encode() in to_bytes(stoppable, FROM)


@pytest.mark.parametrize(
    ("kind", "said"), [(Kind.LINK, "auto-generated"), (Kind.NOTICE, "auto-generated"), (Kind.MESSAGE, None)]
)
def test_what_a_machine_wrote_says_so(kind: Kind, said: str | None) -> None:
    assert parsed(replace(LETTER, kind=kind))["Auto-Submitted"] == said


def test_the_operators_shown_name_stands_where_the_letter_has_none() -> None:
    assert to_email_message(replace(LETTER, from_name=""), FROM)["From"] == FROM


async def test_a_letter_arrives_whole() -> None:
    office = Office()
    async with opened(office) as port:
        assert await postman(f"smtp://127.0.0.1:{port}").send(LETTER) == Sent()
    (envelope,) = office.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("events@here.example", ["ada@example.org"])
    assert bodies(office.offered[0])[0].strip() == LETTER.text.strip()


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        (Office(rcpt="450 greylisted, come back"), Later),
        (Office(rcpt="550 no such person <ada@example.org>"), Never),
        (Office(data="451 disk is full"), Later),
        (Office(data="554 this looks like spam"), Never),
        (Office(mail="451 not now"), Later),
        (Office(mail="553 not from you"), Later),
    ],
    ids=lambda value: str(getattr(value, "__name__", "")),
)
async def test_what_may_pass_is_tried_again_and_what_is_for_good_is_not(
    office: Office, expected: type[Later] | type[Never]
) -> None:
    async with opened(office) as port:
        outcome = await postman(f"smtp://127.0.0.1:{port}").send(LETTER)
    assert isinstance(outcome, expected)
    assert "ada@example.org" not in outcome.why
    assert office.taken == []


async def test_the_second_try_is_recognisable_as_the_same_mail() -> None:
    office = Office(data="451 try again")
    async with opened(office) as port:
        first = await postman(f"smtp://127.0.0.1:{port}").send(LETTER)
        office.data = "250 OK"
        kept = Letter.from_dict(json.loads(json.dumps(LETTER.to_dict())))
        second = await postman(f"smtp://127.0.0.1:{port}").send(kept, attempt=2)
    assert (type(first), second) == (Later, Sent())
    assert {message["Message-ID"] for message in office.offered} == {LETTER.message_id}
    assert {str(message["Date"]) for message in office.offered} == {str(parsed(LETTER)["Date"])}


async def test_what_was_taken_is_sent_however_the_server_says_goodbye() -> None:
    async with opened(Office(quit="500 what?")) as port:
        assert await postman(f"smtp://127.0.0.1:{port}").send(LETTER) == Sent()


async def test_a_server_that_is_away_is_asked_again() -> None:
    async with opened(Office()) as port:
        pass
    outcome = await postman(f"smtp://127.0.0.1:{port}").send(LETTER)
    assert isinstance(outcome, Later)
    assert outcome.seconds == WAITS[0]


async def test_a_server_that_hangs_up_is_asked_again() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert isinstance(await postman(f"smtp://127.0.0.1:{port}").send(LETTER), Later)


def test_waiting_grows_and_ends() -> None:
    waits = [again(attempt, "x") for attempt in range(1, len(WAITS) + 1)]
    assert waits == [Later(seconds, "x") for seconds in sorted(WAITS)]
    assert again(len(WAITS) + 1, "x") == Never("gave up: x")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def certificate(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


async def test_a_password_goes_over_tls_and_opens_the_door(
    certificate: ssl.SSLContext, authority: trustme.CA
) -> None:
    office, trusting = Office(), ssl.create_default_context()
    authority.configure_trust(trusting)
    demanding = opened(
        office, tls_context=certificate, require_starttls=True, auth_required=True, authenticator=ada_only
    )
    async with demanding as port:
        url = f"smtp://ada:p%40ss%3Aword@127.0.0.1:{port}"
        assert await postman(url, tls=trusting).send(LETTER) == Sent()
        wrong = await postman(f"smtp://ada:guess@127.0.0.1:{port}", tls=trusting).send(LETTER)
    assert office.over_tls == [True]
    assert isinstance(wrong, Later)  # the operator mends it; the letters must not be lost meanwhile


async def test_a_server_that_cannot_prove_its_name_gets_no_mail(certificate: ssl.SSLContext) -> None:
    office = Office()
    async with opened(office, tls_context=certificate) as port:
        stranger = postman(f"smtp://127.0.0.1:{port}", tls=ssl.create_default_context())
        assert isinstance(await stranger.send(LETTER), Later)
        assert await postman(f"smtp://127.0.0.1:{port}").send(LETTER) == Sent()  # on this very machine
    assert office.over_tls == [True]


async def test_smtps_speaks_tls_from_the_first_byte(certificate: ssl.SSLContext) -> None:
    office = Office()
    async with opened(office, implicit_tls=certificate) as port:
        assert await postman(f"smtps://127.0.0.1:{port}").send(LETTER) == Sent()
    assert len(office.taken) == 1


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mx.example", Server("mx.example", 25)),
        ("smtp://a:b%40c@mx.example:587", Server("mx.example", 587, "a", "b@c", start_tls=True)),
        ("smtp://a:b@mx.example", Server("mx.example", 587, "a", "b", start_tls=True)),
        ("smtp://a:b@localhost:25", Server("localhost", 25, "a", "b")),
        ("smtps://a:b@mx.example", Server("mx.example", 465, "a", "b", tls=True, start_tls=False)),
    ],
)
def test_a_password_leaves_this_machine_over_tls_only(url: str, expected: Server) -> None:
    assert read_server(url) == expected
    strict = ssl.CERT_NONE if expected.here else ssl.CERT_REQUIRED
    assert trust(expected).verify_mode is strict


async def test_a_host_in_any_script_needs_nothing_special_of_the_server() -> None:
    office = Office()
    async with opened(office, enable_SMTPUTF8=False) as port:
        outcome = await postman(f"smtp://127.0.0.1:{port}").send(replace(LETTER, to="ada@straße.example"))
    assert outcome == Sent()
    assert office.taken[0].rcpt_tos == ["ada@xn--strae-oqa.example"]


async def test_a_name_in_any_script_goes_to_servers_that_know_how() -> None:
    office, letter = Office(), replace(LETTER, to="jürgen@example.org")
    async with opened(office, enable_SMTPUTF8=True) as port:
        assert await postman(f"smtp://127.0.0.1:{port}").send(letter) == Sent()
    async with opened(office, enable_SMTPUTF8=False) as port:
        assert isinstance(await postman(f"smtp://127.0.0.1:{port}").send(letter), Never)
    assert [envelope.rcpt_tos for envelope in office.taken] == [["jürgen@example.org"]]


async def test_in_a_folder_a_letter_is_one_file_however_often_it_is_sent(tmp_path: Path) -> None:
    sink = postman((tmp_path / "mail box").as_uri())
    assert [await sink.send(LETTER), await sink.send(LETTER, attempt=2)] == [Sent(), Sent()]
    (file,) = (tmp_path / "mail box").iterdir()
    assert file.name == "0190-1@here.example.eml"
    assert read(file.read_bytes())["Subject"] == LETTER.subject


async def test_a_message_id_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    assert await postman(tmp_path.as_uri()).send(replace(LETTER, message_id="<../../x@y>")) == Sent()
    assert [name for name in os.listdir(tmp_path) if name.endswith(".eml")] == ["_.._x@y.eml"]


async def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert isinstance(await postman((tmp_path / "file").as_uri()).send(LETTER), Later)


async def test_without_a_server_no_mail_leaves_and_it_is_said() -> None:
    assert not postman("").works
    assert await postman("").send(LETTER) == Never("no mail server is set up")
    assert postman("smtp://mx.example").works


async def test_a_letter_that_comes_too_late_does_not_come(tmp_path: Path) -> None:
    letter = replace(LETTER, useful_until=(NOW + timedelta(hours=1)).isoformat())
    assert await postman(tmp_path.as_uri(), NOW + timedelta(minutes=59)).send(letter) == Sent()
    late = await postman(tmp_path.as_uri(), NOW + timedelta(minutes=61)).send(letter)
    assert late == Never("too late to be of use")
