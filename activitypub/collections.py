"""Ordered collections: writing ours so that every peer can read them, and walking through those of others.

Mobilizon reads one page only and wants it inside the collection, as `first` or `orderedItems`
(AP/refresher.ex:152-189); Mastodon shows `totalItems`.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from activitypub import littleboxes, reading
from activitypub.vocabulary import Json

PAGE_SIZE = 20
COLLECTION_TYPES = frozenset({"Collection", "OrderedCollection"})
PAGE_TYPES = frozenset({"CollectionPage", "OrderedCollectionPage"})

Fetch = Callable[[str], Awaitable[object]]


def collection(
    collection_id: str, total: int, first: Sequence[object] = (), *, more: str = "", **fields: object
) -> Json:
    """A whole collection with its first page inside. *more* is the cursor of the second page, empty if none.

    *fields* are further properties (`attributedTo` for instance); the caller adds the @context.
    """
    return {
        "id": collection_id,
        "type": "OrderedCollection",
        **fields,
        "totalItems": total,
        "first": page(collection_id, first, more=more),
    }


def page(collection_id: str, items: Sequence[object], *, cursor: str = "1", more: str = "") -> Json:
    """One page: *cursor* is its own, *more* the next one's. The last page has no `next`."""
    document: Json = {
        "id": page_id(collection_id, cursor),
        "type": "OrderedCollectionPage",
        "partOf": collection_id,
        "orderedItems": list(items),
    }
    if more:
        document["next"] = page_id(collection_id, more)
    return document


def page_id(collection_id: str, cursor: str) -> str:
    return f"{collection_id}?page={cursor}"


def counted(collection_id: str, total: int, **fields: object) -> Json:
    """A collection that tells how many and not who: people's follows are nobody else's business.

    It carries an empty `orderedItems`, since Mobilizon gives up a group's back-fill at a collection without.
    """
    return {
        "id": collection_id,
        "type": "OrderedCollection",
        **fields,
        "totalItems": total,
        "orderedItems": [],
    }


def total(document: object) -> int | None:
    """How many items a foreign collection says it has."""
    found = reading.integer(document, "totalItems")
    return found if found is not None and found >= 0 else None


async def read_all(start: object, fetch: Fetch, *, max_pages: int = 5, max_items: int = 500) -> list[Any]:
    """The items of the foreign collection *start*: a document or its address, followed page by page.

    *fetch* answers a document or None. What is not a collection holds nothing. The walk stops at an empty
    page (Mobilizon always claims a next one) and at the limits. Raises littleboxes.EndlessCollection for a
    loop.
    """
    document = await fetch(start) if isinstance(start, str) else start
    first = _plain(document)
    if first is None:
        return []
    pages: dict[str, Json] = {}
    current = first
    if not current["orderedItems"] and (inner := await _first_page(document, fetch)):
        first["first"] = current = inner
        del first["orderedItems"]
    found = len(current["orderedItems"])
    while found < max_items and len(pages) < max_pages - 1:
        address = current.get("next", "")
        following = _plain(await fetch(address)) if address and address not in pages else None
        if following is None or not following["orderedItems"]:
            break
        pages[address] = current = following
        found += len(current["orderedItems"])
    return littleboxes.parse_collection(first, pages, max_pages)[:max_items]


async def _first_page(document: object, fetch: Fetch) -> Json | None:
    inner = document.get("first") if isinstance(document, dict) else None
    address = reading.ident(inner) if isinstance(inner, str) else ""
    return _plain(await fetch(address) if address else inner)


def _plain(document: object) -> Json | None:
    """A collection or page in the one shape little-boxes reads, or None when it is neither."""
    kind = reading.kind(document)
    if kind not in COLLECTION_TYPES | PAGE_TYPES:
        return None
    plain: Json = {"type": kind, "orderedItems": reading.collection_items(document)}
    if address := reading.ident(document.get("next") if isinstance(document, dict) else None):
        plain["next"] = address
    return plain
