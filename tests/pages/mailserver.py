"""A real mail server in the test's own process, which answers as it is told and keeps what it gets."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Office:
    """What the server says at each step, and the envelopes it has taken."""

    mail: str = "250 OK"
    rcpt: str = "250 OK"
    data: str = "250 OK"
    quit: str = "221 Bye"
    taken: list[Envelope] = field(default_factory=list)
    offered: list[EmailMessage] = field(default_factory=list)  # the refused ones, too
    over_tls: list[bool] = field(default_factory=list)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mail.startswith("2"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.mail

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.offered.append(read(envelope.original_content or b""))
        if self.data.startswith("2"):
            self.taken.append(envelope)
            self.over_tls.append(session.ssl is not None)
        return self.data

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return self.quit


def read(raw: bytes) -> EmailMessage:
    """A message as a mail program reads it."""
    return message_from_bytes(raw, _class=EmailMessage, policy=policy.default)


def ada_only(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    """Lets in ada with the password p@ss:word."""
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"ada", b"p@ss:word")
    return AuthResult(success=right, handled=False)


@asynccontextmanager
async def opened(
    office: Office, *, implicit_tls: ssl.SSLContext | None = None, **how: Any
) -> AsyncIterator[int]:
    """The server, running; gives its port. *how* goes to aiosmtpd."""
    loop = asyncio.get_running_loop()
    talks: list[SMTP] = []

    def talk() -> SMTP:
        talks.append(SMTP(office, hostname="mx.example", ident="test", loop=loop, **how))
        return talks[-1]

    server = await loop.create_server(talk, "127.0.0.1", 0, ssl=implicit_tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for each in talks:
            if each.transport is not None:
                each.transport.close()
        await server.wait_closed()
