"""One field for who you are: tells a mail address from an account on the fediverse."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from fedevent.errors import Invalid, fault
from fedevent.people import check_email, normal_email
from fedevent.words import N_

Kind = Literal["email", "fediverse"]


@dataclass(frozen=True, slots=True)
class Address:
    """What somebody typed to say who they are. *text* is the part to go on with."""

    kind: Kind
    text: str


def sort(text: str, field: str = "address") -> Address:
    """What *text* is. ``Invalid`` when it is neither kind.

    "ada@example.org" can be both; a mail address is what people mean who leave the first @ out.
    """
    bare = text.strip()
    if not bare:
        raise Invalid(fault(field, N_("Give your email or fediverse address.")))
    if bare.startswith("@") or bare[:5].lower() == "acct:" or "://" in bare:
        return Address("fediverse", account(bare, field))
    if check_email(bare, field):
        raise Invalid(fault(field, N_("Give an address such as name@example.org or @name@social.example.")))
    return Address("email", normal_email(bare))


def account(text: str, field: str = "address") -> str:
    """The account in *text*, as "@name@host", "@host" (a server alone) or a profile's web address.

    Also takes "name@host" and "host", for fields that ask for nothing else. ``Invalid`` when it is none.
    """
    bare = text.strip()
    bare = bare[5:] if bare[:5].lower() == "acct:" else bare
    if bare.lower().startswith(("https://", "http://")):
        return _profile(bare, field)
    name, _, host = bare.removeprefix("@").rpartition("@")
    if not _host(host) or any(c.isspace() or c in "/@:?#" for c in name):
        raise Invalid(fault(field, N_("Give an address such as @name@social.example.")))
    return f"@{name}@{host.lower()}" if name else f"@{host.lower()}"


def _profile(url: str, field: str) -> str:
    """A profile's address; the common form with /@name is made into the account's handle."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if not _host(parts.netloc):
        raise Invalid(fault(field, N_("Give an address such as @name@social.example.")))
    first = parts.path.strip("/").split("/")[0]
    if first.startswith("@") and "@" not in first[1:] and first[1:]:
        return f"{first}@{parts.netloc.lower()}"
    return url


def _host(text: str) -> bool:
    """Whether *text* can be a server's name (a port may follow; labs have names without dots)."""
    name, _, port = text.partition(":")
    labels = name.split(".")
    if port and not port.isdigit():
        return False
    well_made = all(
        label and not label.startswith("-") and label.replace("-", "").isalnum() for label in labels
    )
    return well_made and (len(labels) > 1 or name == "localhost" or bool(port))
