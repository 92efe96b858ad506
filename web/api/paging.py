"""Lists, page by page: a limit, and an opaque cursor that says where the next page begins."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from msgspec import UNSET, Meta, Struct, UnsetType

from fedevent.errors import fault, refuse
from fedevent.words import N_

MOST = 100
FURTHEST = 1_000_000

Row = TypeVar("Row")
Item = TypeVar("Item")


class Paged(Struct, kw_only=True):
    """The part of a list that is asked for."""

    limit: Annotated[int, Meta(ge=1, le=MOST)] = 50
    cursor: Annotated[str, Meta(description="The `next` of the page before.")] = ""

    @property
    def offset(self) -> int:
        """How many items lie before this page; ``Invalid`` for a cursor that we did not make."""
        if not self.cursor:
            return 0
        try:
            text = urlsafe_b64decode(self.cursor.encode()).decode()
        except (Error, ValueError):
            text = ""
        good = text.isascii() and text.isdecimal() and len(text) <= 7 and int(text) <= FURTHEST
        refuse([] if good else [fault("cursor", N_("Use the cursor that the page before gave you."))])
        return int(text)


class Page(Struct, Generic[Item], kw_only=True):
    """A page of a list. *next* is the cursor of the page after it, left out on the last one."""

    items: list[Item]
    next: str | UnsetType = UNSET


def page(rows: Sequence[Row], paged: Paged, write: Callable[[Row], Item]) -> Page[Item]:
    """The page of *rows*, which were asked for with one more than ``paged.limit``."""
    return Page(items=[write(row) for row in rows[: paged.limit]], next=following(len(rows), paged))


def following(found: int, paged: Paged) -> str | UnsetType:
    """The cursor after this page, where *found* counts one row more than fits."""
    if found <= paged.limit:
        return UNSET
    return urlsafe_b64encode(str(paged.offset + paged.limit).encode()).decode()
