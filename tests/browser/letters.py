"""The mails in the sink, read as their readers see them."""

import re
from dataclasses import dataclass
from email import message_from_string, policy
from email.message import EmailMessage

from tests.browser.site import Site


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: to whom, about what, its plain text, and the address for one-click unsubscription ("")."""

    to: str
    subject: str
    text: str
    one_click: str

    def link(self, part: str) -> str:
        """The first web address in it that has *part* in it."""
        found = re.search(rf"https?://\S*{re.escape(part)}[^\s<>\"]*", self.text)
        assert found, f"no link with {part} in:\n{self.text}"
        return found.group()


def read(raw: str) -> Letter:
    """The letter in the text of an .eml file."""
    message = message_from_string(raw, EmailMessage, policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    stop = re.search(r"<(http[^>]+)>", str(message["List-Unsubscribe"] or ""))
    return Letter(str(message["To"]), str(message["Subject"]), body.get_content(), stop[1] if stop else "")


async def to(site: Site, address: str) -> list[Letter]:
    """Everything that was sent to *address* so far, oldest first."""
    await site.settles()
    return [letter for letter in map(read, site.letters()) if address in letter.to]
