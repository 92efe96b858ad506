"""What is to be said, by whom and to whom."""

from dataclasses import dataclass

from activitypub.dialects.dialect import Form
from activitypub.vocabulary import Json


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One document and its audience. Each inbox gets it once, however many reasons there are.

    *sender* is the URI of our actor that signs. *followers_of* is the URI of our actor whose followers get
    it, by shared inbox; with *form* only those whose servers get events in that form, without *form* all.
    *people* are actors elsewhere. A *private* document goes to personal inboxes and is kept from readers.
    *about* names the message or answer it carries, for the delivery report. *delay* is in seconds.
    """

    sender: str
    document: Json
    people: tuple[str, ...] = ()
    followers_of: str = ""
    form: Form | None = None
    private: bool = False
    about: str = ""
    delay: int = 0
