"""A person: known by a local account, an email address, or an account elsewhere."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fedevent.errors import Fault, fault
from fedevent.ids import PersonId
from fedevent.words import N_

_EMAIL = re.compile(
    r"[^\s@,;:<>()\[\]\"\\]{1,64}@(?=.{4,253}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}"
)


@dataclass(frozen=True, slots=True)
class Stranger:
    """Someone with an account elsewhere, as their server describes them now."""

    actor: str
    handle: str = ""
    name: str = ""
    language: str | None = None


class Rank(StrEnum):
    """What a local account may do on the whole instance."""

    ADMIN = "admin"
    ORGANIZER = "organizer"  # may start groups
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who answers, hosts or is written to. At least one of *email*, *actor*, an account is known."""

    id: PersonId
    name: str
    email: str | None = None
    email_confirmed_at: datetime | None = None
    actor: str | None = None  # the URI of the account elsewhere
    handle: str | None = None  # "@ada@social.example"
    language: str | None = None
    timezone: str | None = None
    created_at: datetime | None = None
    erased_at: datetime | None = None

    @property
    def reachable_by_mail(self) -> bool:
        """Whether the address was proven to be theirs."""
        return self.email is not None and self.email_confirmed_at is not None


@dataclass(frozen=True, slots=True)
class Account:
    """What lets a person sign in here. *epoch* rises to end every session and spend every sign-in link."""

    person: PersonId
    username: str
    rank: Rank = Rank.MEMBER
    password_hash: str | None = None
    epoch: int = 0
    created_at: datetime | None = None


def normal_email(text: str) -> str:
    """The one spelling of an address that we compare: trimmed, the domain in small letters.

    The local part keeps its case for sending but is compared without it, as nearly every provider does.
    """
    return text.strip().lower()


def check_email(text: str, field: str = "email") -> list[Fault]:
    """What is wrong with *text* as an email address, if anything. Internationalised addresses pass."""
    if not text.strip():
        return [fault(field, N_("Give an email address."))]
    if not _EMAIL.fullmatch(text.strip()):
        return [fault(field, N_("This does not look like an email address, such as name@example.org."))]
    return []


def one_line(text: str) -> str:
    """A name as it is kept: without line breaks, which could begin something else wherever it is shown."""
    return " ".join(text.split())


def check_name(text: str, field: str = "name") -> list[Fault]:
    """A name may be anything that people call themselves, in one field, up to 100 characters."""
    if not text.strip():
        return [fault(field, N_("Give a name."))]
    if len(text) > 100:
        return [fault(field, N_("Use at most %(count)s characters."), count=100)]
    return []


def check_password(text: str, field: str = "password") -> list[Fault]:
    """Length is what counts (NIST SP 800-63B): 10 to 200 characters, no rules about kinds."""
    if len(text) < 10:
        return [fault(field, N_("Use at least %(count)s characters; a few words are best."), count=10)]
    if len(text) > 200:
        return [fault(field, N_("Use at most %(count)s characters."), count=200)]
    return []
