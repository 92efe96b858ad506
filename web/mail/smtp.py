"""The postman: hands letters to a mail server (or a folder) and says what became of each."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from web.mail import folder
from web.mail.letter import Letter
from web.mail.outcome import Never, Outcome, Sent, again
from web.mail.outgoing import address, clean, sender, to_email_message

AT_ONCE = 4  # connections; more would look like a flood to many servers
PATIENCE = 60.0  # seconds for each step of the talk


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, and how to talk to it. *start_tls* None takes TLS when it is offered."""

    host: str
    port: int
    username: str | None = None
    password: str | None = None
    tls: bool = False
    start_tls: bool | None = None

    @property
    def here(self) -> bool:
        """Whether it is this machine, where there is nobody between us and it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def read_server(url: str) -> Server:
    """The server of ``smtp://user:password@host:port`` or ``smtps://…``. ``ValueError`` for anything else."""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("no mail server's address")
    tls, known = parts.scheme == "smtps", parts.username is not None
    usual = 465 if tls else 587 if known else 25
    found = Server(
        parts.hostname,
        parts.port or usual,
        unquote(parts.username) if parts.username else None,
        unquote(parts.password) if parts.password else None,
        tls,
    )
    # A password never crosses a network in the clear, whatever the server (or somebody between) offers.
    must = known and not found.here
    return Server(found.host, found.port, found.username, found.password, tls, False if tls else must or None)


def trust(server: Server) -> ssl.SSLContext:
    """Whom to trust: the system's authorities (or ``SSL_CERT_FILE``); anybody, on this very machine."""
    context = ssl.create_default_context()
    if server.here:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


class Postman:
    """Sends letters by *url*: ``smtp://``, ``smtps://``, ``file:///folder``, or "" for no mail at all.

    *mail_from* is the sender's address, with or without a shown name.
    """

    def __init__(
        self,
        url: str,
        mail_from: str,
        clock: Callable[[], datetime],
        *,
        tls: ssl.SSLContext | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._mail_from = mail_from
        self._clock = clock
        self._patience = patience
        self._folder = Path(unquote(urlsplit(url).path)) if url.startswith("file:") else None
        self._server = read_server(url) if url and self._folder is None else None
        self._tls = tls or (trust(self._server) if self._server else None)
        self._turn = asyncio.Semaphore(AT_ONCE)

    @property
    def works(self) -> bool:
        """Whether mail can be sent at all."""
        return self._server is not None or self._folder is not None

    async def send(self, letter: Letter, attempt: int = 1) -> Outcome:
        """Send *letter*; *attempt* counts from 1. Raises nothing that has to do with mail."""
        if letter.useful_until and datetime.fromisoformat(letter.useful_until) < self._clock():
            return Never("too late to be of use")
        if self._folder is not None:
            return await self._put(self._folder, letter, attempt)
        if self._server is None:
            return Never("no mail server is set up")
        async with self._turn:
            return await self._deliver(self._server, letter, attempt)

    async def _put(self, where: Path, letter: Letter, attempt: int) -> Outcome:
        try:
            await asyncio.to_thread(folder.put, where, letter, self._mail_from)
        except OSError as error:
            return again(attempt, f"the folder takes no mail: {error.strerror}")
        except ValueError as error:
            return Never(_said(str(error), letter))
        return Sent()

    async def _deliver(self, server: Server, letter: Letter, attempt: int) -> Outcome:
        client = self._client(server)
        try:
            await client.connect()
        except (SMTPException, OSError, ValueError) as error:
            # What goes wrong before the letter is shown, even a refused password, is not the letter's fault.
            return again(attempt, _said(f"no way in: {error}", letter))
        try:
            outcome = await self._hand_over(client, letter, attempt)
        except BaseException:
            client.close()
            raise
        # It is theirs once they said so; how they take our leave changes nothing.
        await _leave(client)
        return outcome

    async def _hand_over(self, client: SMTP, letter: Letter, attempt: int) -> Outcome:
        try:
            message = to_email_message(letter, self._mail_from)
            envelope = sender(self._mail_from), [address(letter.to)]
            await client.send_message(message, sender=envelope[0], recipients=envelope[1])
        except SMTPRecipientsRefused as refused:
            return _judge(refused.recipients[0], letter, attempt)
        except SMTPSenderRefused as error:
            # They do not let us send as this address: the operator can mend that.
            return again(attempt, _said(f"sender refused: {error.code} {error.message}", letter))
        except SMTPResponseException as error:
            return _judge(error, letter, attempt)
        except SMTPNotSupported:
            return Never("the mail server takes no addresses with these letters")
        except (SMTPException, OSError) as error:
            return again(attempt, _said(f"cut off: {error}", letter))
        except ValueError as error:
            return Never(_said(str(error), letter))
        return Sent()

    def _client(self, server: Server) -> SMTP:
        return SMTP(
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            # Our own name, rather than what a look-up makes of this machine's.
            local_hostname=sender(self._mail_from).rpartition("@")[2],
            timeout=self._patience,
            use_tls=server.tls,
            start_tls=server.start_tls,
            tls_context=self._tls,
        )


def _judge(no: SMTPResponseException, letter: Letter, attempt: int) -> Outcome:
    """RFC 5321, 4.2.1: 5xx is for good, everything else may pass."""
    why = _said(f"{no.code} {no.message}", letter)
    return Never(why) if 500 <= no.code < 600 else again(attempt, why)


def _said(why: str, letter: Letter) -> str:
    """What a server said, short, in one line, and without the address it was about."""
    return clean(why.replace(letter.to, "…"), 200)


async def _leave(client: SMTP) -> None:
    try:
        await client.quit(timeout=5)
    except (SMTPException, OSError):
        client.close()
