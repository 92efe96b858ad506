"""little-boxes behind its adapter: our verbs, its Follow, its cleaning, its collections, not its traps."""

import copy

import pytest

from activitypub import littleboxes
from activitypub.littleboxes import EndlessCollection, FederationError, Verb

ADA = "https://a.example/ada"
GROUP = "https://events.example/groups/gardeners"


def page(*items, next_page=None):
    document = {"type": "OrderedCollectionPage", "orderedItems": list(items)}
    return {**document, "next": next_page} if next_page else document


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_can_be_said_of_an_id_and_of_an_object_the_library_never_heard_of(verb):
    for obj in ("https://a.example/e", {"id": "https://a.example/e", "type": "Event", "name": "Walk"}):
        said = littleboxes.build(verb, ADA, obj, id="https://a.example/1", to=[GROUP])
        assert list(said) == ["id", "type", "actor", "object", "to"]
        assert list(said.values()) == ["https://a.example/1", verb.value, ADA, obj, [GROUP]]


def test_fields_without_a_value_are_left_out():
    said = littleboxes.build(Verb.JOIN, ADA, GROUP, participationMessage=None, id=None)
    assert said == {"type": "Join", "actor": ADA, "object": GROUP}


def test_what_is_handed_in_stays_as_it_was():
    obj = {"type": "Event", "@context": ["https://www.w3.org/ns/activitystreams"], "tag": [{"name": "x"}]}
    before = copy.deepcopy(obj)
    said = littleboxes.build(Verb.CREATE, ADA, obj)
    said["object"]["tag"].append("changed")
    assert obj == before


def test_an_activity_without_an_actor_is_refused():
    with pytest.raises(FederationError, match="without an actor"):
        littleboxes.build(Verb.JOIN, "", GROUP)


def test_a_follow_is_accepted_by_its_target_and_names_the_follow():
    accepted = littleboxes.accept_follow(ADA, GROUP, "https://a.example/f/1", id=f"{GROUP}/1", to=[ADA])
    assert accepted == {
        "id": f"{GROUP}/1",
        "type": "Accept",
        "actor": GROUP,
        "object": {"id": "https://a.example/f/1", "type": "Follow", "actor": ADA, "object": GROUP},
        "to": [ADA],
    }


def test_a_follow_is_undone_by_who_followed():
    undone = littleboxes.undo_follow(GROUP, ADA, "https://events.example/follows/1", id=None)
    assert (undone["type"], undone["actor"]) == ("Undo", GROUP)
    assert undone["object"] == littleboxes.follow(GROUP, ADA, "https://events.example/follows/1")
    assert "id" not in undone


def test_a_follow_needs_two_sides():
    with pytest.raises(FederationError):
        littleboxes.follow(ADA, "", "https://a.example/f/1")


def test_nothing_is_printed_and_nothing_is_fetched(capfd):
    littleboxes.build(Verb.CREATE, ADA, {"type": "Note", "content": "secret"})
    littleboxes.accept_follow(ADA, GROUP, "https://a.example/f/1")
    assert capfd.readouterr() == ("", "")


def test_hidden_recipients_never_leave_at_any_depth():
    hidden = {"bto": [ADA], "bcc": [ADA]}
    note = {"id": "n", "type": "Note", "to": [GROUP], **hidden}
    document = {
        "type": "Announce",
        **hidden,
        "object": {"type": "Create", **hidden, "object": {**note, "tag": [{"name": "x", **hidden}]}},
    }
    before = copy.deepcopy(document)
    cleaned = littleboxes.outgoing_gate(document)
    assert "bto" not in str(cleaned) and "bcc" not in str(cleaned)
    assert cleaned["object"]["object"]["to"] == [GROUP]
    assert document == before


@pytest.mark.parametrize(
    "document",
    [
        {"type": "Create", "object": "https://a.example/bto/1", "bto": [ADA]},
        {"type": "Create", "bcc": [ADA]},
        {"type": "Note", "bto": ADA, "content": "x"},
        {"id": "https://a.example/1", "bto": ADA},
        {"type": "Undo", "object": {"type": "Follow", "bcc": [ADA]}},
    ],
)
def test_every_shape_of_document_passes_the_gate(document):
    cleaned = littleboxes.outgoing_gate(document)
    assert {key: value for key, value in document.items() if key not in {"bto", "bcc", "object"}}.items() <= (
        cleaned.items()
    )
    assert "bcc" not in str(cleaned)


@pytest.mark.parametrize("depth", [100, 20_000])
def test_a_document_nested_too_deeply_is_refused_at_the_gate(depth):
    document = {"type": "Note"}
    for _ in range(depth):
        document = {"type": "Create", "object": document}
    with pytest.raises(FederationError, match="nested"):
        littleboxes.outgoing_gate(document)


def test_a_collection_is_read_over_its_pages():
    start = {"type": "OrderedCollection", "first": page("a", next_page="p2")}
    pages = {"p2": page("b", next_page="p3"), "p3": page("c")}
    assert littleboxes.parse_collection(start, pages) == ["a", "b", "c"]


def test_a_page_that_was_not_fetched_ends_the_list():
    assert littleboxes.parse_collection(page("a", next_page="p2"), {}) == ["a"]


def test_a_collection_that_comes_back_to_a_page_is_refused():
    pages = {"p2": page("b", next_page="p3"), "p3": page("c", next_page="p2")}
    with pytest.raises(EndlessCollection):
        littleboxes.parse_collection(page("a", next_page="p2"), pages)


def test_a_collection_with_too_many_pages_is_refused():
    pages = {f"p{n}": page(n, next_page=f"p{n + 1}") for n in range(50)}
    with pytest.raises(EndlessCollection):
        littleboxes.parse_collection(page(next_page="p0"), pages, max_pages=10)
    assert len(littleboxes.parse_collection(page(next_page="p0"), pages, max_pages=60)) == 50


@pytest.mark.parametrize(
    "start", [{}, {"type": "Note"}, {"type": "OrderedCollection", "first": "p1"}, {"x": 1}]
)
def test_what_is_no_collection_is_a_federation_error(start):
    with pytest.raises(FederationError):
        littleboxes.parse_collection(start, {})


def test_an_error_has_a_status_a_message_and_a_payload():
    error = FederationError("too late", 410, {"id": "x"})
    assert (str(error), error.status_code) == ("too late", 410)
    assert error.to_dict() == {"id": "x", "message": "too late"}
    assert FederationError("no").status_code == 400
    assert issubclass(EndlessCollection, FederationError)
