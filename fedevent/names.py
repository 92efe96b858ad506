"""Short names that are part of an address: one namespace for groups, people and what the server keeps."""

import re

from fedevent.errors import Fault, fault
from fedevent.words import N_

# Mobilizon reads only [a-z0-9_] in a handle, so no hyphen (peers/mobilizon: usernames `^[a-z0-9_]+$`).
SHORT_NAME = re.compile(r"[a-z0-9_]{2,30}")

RESERVED = frozenset(
    {
        "about", "abuse", "actor", "admin", "anonymous", "api", "fedevent", "help", "inbox", "info",
        "instance", "me", "new", "noreply", "no_reply", "postmaster", "relay", "root", "security", "stop",
        "support", "system", "webmaster",
    }
)  # fmt: skip


def check(name: str, field: str) -> list[Fault]:
    """What is wrong with *name* as a handle, if anything (whether it is free is the store's to say)."""
    if not SHORT_NAME.fullmatch(name):
        return [fault(field, N_("Use 2 to 30 small letters a–z, digits and underscores."))]
    if name in RESERVED:
        return [fault(field, N_("This name is kept for the server; choose another."))]
    return []
