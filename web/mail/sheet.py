"""What a letter says, before it is HTML or text: ready words, in the order in which they are read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    label: str
    href: str


Line = str | Link


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date: the tear-off sheet (*weekday*, *day*, *month*) and the lines beside it. *off*: cancelled."""

    weekday: str
    day: str
    month: str
    title: str
    date: str
    time: str
    href: str = ""
    off: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One fact under its label. *old* is what it was, where it changed."""

    label: str
    text: str
    href: str = ""
    old: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What somebody wrote at length: *html* is safe HTML, *text* the same as it was written."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter's content. Only *body* holds HTML; all else is plain words.

    *quote* is what somebody wrote in plain text. *after* stands under the button, *foot* at the end: why it
    came, and how to stop it.
    """

    title: str
    foot: tuple[Line, ...]
    lead: tuple[str, ...] = ()
    occasion: Occasion | None = None
    rows: tuple[Row, ...] = ()
    quote: str = ""
    body: Body | None = None
    button: Link | None = None
    after: tuple[Line, ...] = ()
