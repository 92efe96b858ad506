"""A letter: one mail to one person, complete when it is written: sent again, it is the same mail."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Why a letter goes out."""

    LINK = "link"  # somebody asked for it with this address, just now
    NOTICE = "notice"  # about something of the reader's own
    MESSAGE = "message"  # the hosts wrote it, to those who agreed


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail. Flat and JSON-ready, because it travels as the payload of a job.

    *message_id* (with its angle brackets) and *written_at* (ISO moment) are decided once, when it is written.
    *list_unsubscribe* is the address that takes the one-click POST of RFC 8058. *about* names the message and
    the person for the delivery report ("<message id>:<person id>"). After *useful_until* (ISO moment, "" for
    ever) it had better not arrive at all.
    """

    to: str
    to_name: str
    from_name: str
    subject: str
    text: str
    html: str
    language: str
    message_id: str
    written_at: str
    kind: Kind
    list_unsubscribe: str | None = None
    about: str = ""
    reply_to: str = ""
    useful_until: str = ""

    def to_dict(self) -> dict[str, str | None]:
        """The letter as a JSON object."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "Letter":
        """The letter in a JSON object. What a newer version added is passed over."""
        known = {field.name for field in fields(cls)}
        found = {name: value for name, value in record.items() if name in known}
        return cls(**found | {"kind": Kind(found["kind"])})
