"""Our collections can be read by Mobilizon and Mastodon; those of others are walked without getting lost."""

import contextlib

import pytest
from hypothesis import given

from activitypub import collections
from activitypub.littleboxes import EndlessCollection
from tests.protocol.golden_files import golden
from tests.protocol.shapes import ANY_JSON

ID = "https://events.example/groups/gardeners/outbox"


def serving(*documents):
    """A web that holds these documents and nothing else."""
    held = {document["id"]: document for document in documents}

    async def fetch(url):
        return held.get(url)

    return fetch


def test_a_collection_carries_its_first_page_and_its_total():
    assert collections.collection(ID, 3, ["a", "b"], more="x9", attributedTo="g") == {
        "id": ID,
        "type": "OrderedCollection",
        "attributedTo": "g",
        "totalItems": 3,
        "first": {
            "id": f"{ID}?page=1",
            "type": "OrderedCollectionPage",
            "partOf": ID,
            "orderedItems": ["a", "b"],
            "next": f"{ID}?page=x9",
        },
    }


def test_the_last_page_has_no_next_one():
    assert "next" not in collections.page(ID, [], cursor="x9")
    assert "next" not in collections.collection(ID, 0)["first"]


def test_a_collection_that_only_counts_still_has_a_list():
    assert collections.counted(ID, 12) == {
        "id": ID,
        "type": "OrderedCollection",
        "totalItems": 12,
        "orderedItems": [],
    }


async def test_what_we_write_we_can_read():
    second = collections.page(ID, ["c"], cursor="2")
    start = collections.collection(ID, 3, ["a", "b"], more="2")
    assert await collections.read_all(start, serving(second)) == ["a", "b", "c"]
    assert collections.total(start) == 3


async def test_mobilizons_pages_end_at_the_empty_one_although_it_names_a_next():
    start = golden("mobilizon", "followers")
    pages = serving(golden("mobilizon", "followers-page-2"), golden("mobilizon", "followers-page-3"))
    assert await collections.read_all(start, pages) == [
        "https://mobi.example/@ada",
        "https://toot.example/users/bo",
        "https://toot.example/users/cy",
    ]


async def test_mastodons_first_page_is_fetched_by_its_address():
    start = golden("mastodon", "followers")
    fetch = serving(start, golden("mastodon", "followers-page"))
    expected = ["https://mobi.example/@gardeners", "https://sloth.example/users/di"]
    assert await collections.read_all(start, fetch) == expected
    assert await collections.read_all(start["id"], fetch) == expected


async def test_an_unordered_collection_with_items_inside_is_read():
    assert await collections.read_all({"type": "Collection", "items": ["a"]}, serving()) == ["a"]


@pytest.mark.parametrize("document", [None, {}, {"type": "Note"}, "https://gone.example/", 7, []])
async def test_what_is_no_collection_holds_nothing(document):
    assert await collections.read_all(document, serving()) == []


async def test_a_loop_of_pages_is_refused():
    one = collections.page(ID, ["a"], cursor="1", more="2")
    two = collections.page(ID, ["b"], cursor="2", more="1")
    with pytest.raises(EndlessCollection):
        await collections.read_all(one, serving(one, two))


async def test_the_walk_stops_at_its_limits():
    pages = [collections.page(ID, [n, n], cursor=str(n), more=str(n + 1)) for n in range(50)]
    asked = []

    async def fetch(url):
        asked.append(url)
        return await serving(*pages)(url)

    assert await collections.read_all(pages[0], fetch, max_pages=3) == [0, 0, 1, 1, 2, 2]
    assert len(asked) == 2
    assert await collections.read_all(pages[0], fetch, max_pages=40, max_items=5) == [0, 0, 1, 1, 2]


@pytest.mark.parametrize(("total", "expected"), [(4, 4), (-1, None), ("4", 4), (None, None)])
def test_the_total_of_a_stranger_is_read(total, expected):
    assert collections.total({"totalItems": total}) == expected


@given(ANY_JSON)
async def test_no_document_makes_the_walk_raise(document):
    async def fetch(_url):
        return document

    with contextlib.suppress(EndlessCollection):
        assert isinstance(await collections.read_all(document, fetch), list)
