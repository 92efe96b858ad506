"""A letter as an internet message (RFC 5322), with headers that nothing typed by people can break."""

import unicodedata
from datetime import datetime
from email import policy
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from yarl import URL

from web.mail.letter import Kind, Letter

LONGEST_NAME = 100
LONGEST_SUBJECT = 250
_BREAKS = frozenset({"Cc", "Zl", "Zp"})
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # could show a name backwards


class WholeHeader(UnstructuredHeader, BaseHeader):
    """A header that stays on one line: Python would fold a long address into an encoded word."""

    def fold(self, *, policy: Policy) -> str:
        """The header as it is sent."""
        return f"{self.name}: {self}{policy.linesep}"


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("list-unsubscribe", WholeHeader)
    return registry


_POLICY = policy.SMTP.clone(header_factory=_registry())


def to_email_message(letter: Letter, mail_from: str) -> EmailMessage:
    """The message, the same bytes however often it is made. *mail_from* may carry a shown name.

    ``ValueError`` when an address cannot stand in a message at all.
    """
    message = EmailMessage(policy=_POLICY)
    name, _ = parseaddr(mail_from)
    message["From"] = _mailbox(letter.from_name or name, sender(mail_from))
    message["To"] = _mailbox(letter.to_name, address(letter.to))
    if letter.reply_to:
        message["Reply-To"] = _mailbox("", address(letter.reply_to))
    message["Subject"] = clean(letter.subject, LONGEST_SUBJECT)
    message["Date"] = format_datetime(datetime.fromisoformat(letter.written_at))
    message["Message-ID"] = letter.message_id
    if letter.kind is not Kind.MESSAGE:
        # RFC 3834: so that no out-of-office note answers. What the hosts wrote is no machine's word.
        message["Auto-Submitted"] = "auto-generated"
    if letter.list_unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.list_unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = letter.language  # now: setting the content drops every Content- header
    message.set_boundary(f"part-{sha256(letter.message_id.encode()).hexdigest()[:32]}")
    return message


def to_bytes(letter: Letter, mail_from: str) -> bytes:
    """The message as a file holds it."""
    chosen = policy.SMTPUTF8 if needs_utf8(letter) else policy.SMTP
    return to_email_message(letter, mail_from).as_bytes(policy=chosen)


def sender(mail_from: str) -> str:
    """The bare address that we send from."""
    return address(parseaddr(mail_from)[1])


def address(text: str) -> str:
    """An address as the envelope has it: the host in ASCII, so that only a local part can need SMTPUTF8."""
    local, _, host = text.strip().rpartition("@")
    if not local or not host or clean(text) != text.strip():
        raise ValueError("not a mail address")
    return f"{local}@{URL.build(scheme='https', host=host).raw_host}"


def needs_utf8(letter: Letter) -> bool:
    """Whether only servers that speak SMTPUTF8 (RFC 6531) can take it."""
    return not (letter.to + letter.reply_to).rpartition("@")[0].isascii()


def clean(text: str, longest: int = 1_000) -> str:
    """*text* in one line, without anything that could begin a header or turn the reading direction."""
    kept = (" " if unicodedata.category(c) in _BREAKS else c for c in text if c not in _BIDI)
    one_line = " ".join("".join(kept).split()).encode("utf-8", "ignore").decode()
    return one_line if len(one_line) <= longest else f"{one_line[: longest - 1].rstrip()}…"


def _mailbox(name: str, bare: str) -> Address:
    local, _, host = bare.rpartition("@")
    return Address(clean(name, LONGEST_NAME), local, host)
