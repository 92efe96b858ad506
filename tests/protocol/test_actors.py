"""Strangers introduce themselves: we keep what they may say of themselves and nothing else."""

import copy

import pytest
from hypothesis import given

from activitypub.actors import RemoteActor, key_owner, read_actor
from tests.protocol.golden_files import golden
from tests.protocol.shapes import ANY_JSON, ANY_OBJECT

BO = "https://toot.example/users/bo"


@pytest.fixture
def bo():
    return golden("mastodon", "person")


def test_a_mastodon_person_is_read_in_full(bo):
    actor = read_actor(bo, BO)
    assert actor is not None
    assert (actor.id, actor.type, actor.handle) == (BO, "Person", "@bo@toot.example")
    assert (actor.inbox, actor.delivery_inbox) == (f"{BO}/inbox", "https://toot.example/inbox")
    assert (actor.name, actor.summary) == ("Bo Larch 🌲", "<p>Walks a lot.</p>")
    assert (actor.url, actor.icon_url) == ("https://toot.example/@bo", "https://files.toot.example/bo.png")
    assert (actor.followers, actor.outbox) == (f"{BO}/followers", f"{BO}/outbox")
    assert actor.public_keys[f"{BO}#main-key"].startswith("-----BEGIN PUBLIC KEY-----")
    assert actor.also_known_as == ("https://old.example/users/bo",)
    assert (actor.manually_approves, actor.discoverable, actor.moved_to) == (True, True, None)
    assert actor.published is not None and actor.published.year == 2023


def test_a_mobilizon_group_has_its_collections_under_endpoints_and_a_pkcs1_key():
    document = golden("mobilizon", "group")
    del document["events"]
    actor = read_actor(document, "https://mobi.example/@gardeners")
    assert actor is not None
    assert (actor.type, actor.handle) == ("Group", "@gardeners@mobi.example")
    assert actor.events == "https://mobi.example/@gardeners/events"
    assert actor.members == "https://mobi.example/@gardeners/members"
    key = actor.public_keys["https://mobi.example/@gardeners#main-key"]
    assert key.startswith("-----BEGIN RSA PUBLIC KEY-----")
    assert key.endswith("-----END RSA PUBLIC KEY-----\n")


@pytest.mark.parametrize(
    ("software", "name", "kind"),
    [
        ("mobilizon", "relay", "Application"),
        ("gotosocial", "person", "Person"),
        ("gancio", "application", "Application"),
        ("gathio", "event-actor", "Person"),
    ],
)
def test_actors_of_other_software_are_read(software, name, kind):
    document = golden(software, name)
    actor = read_actor(document, document["id"])
    assert actor is not None
    assert (actor.id, actor.type) == (document["id"], kind)
    assert len(actor.public_keys) == 1


def test_without_a_shared_inbox_everything_goes_to_the_own_one():
    document = golden("gotosocial", "person")
    actor = read_actor(document, document["id"])
    assert actor is not None
    assert actor.shared_inbox is None
    assert actor.delivery_inbox == actor.inbox


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/users/bo",
        "http://toot.example/users/bo",
        "https://toot.example:8443/users/bo",
        "",
    ],
)
def test_an_actor_from_another_origin_than_its_id_is_refused(bo, url):
    assert read_actor(bo, url) is None


def test_an_alias_on_the_same_server_is_fine_and_the_id_counts(bo):
    actor = read_actor(bo, "https://toot.example/@bo")
    assert actor is not None
    assert actor.id == BO


@pytest.mark.parametrize(
    "change",
    [
        {"inbox": None},
        {"inbox": "https://victim.example/inbox"},
        {"type": "Note"},
        {"type": None},
        {"id": None},
        {"id": f"{BO}#me"},
        {"id": "acct:bo@toot.example"},
    ],
)
def test_a_document_without_a_usable_id_type_or_inbox_is_no_actor(bo, change):
    assert read_actor({**bo, **change}, BO) is None


@pytest.mark.parametrize("key", ["followers", "following", "outbox"])
def test_a_collection_on_another_host_is_left_out(bo, key):
    actor = read_actor({**bo, key: "https://victim.example/list"}, BO)
    assert actor is not None
    assert getattr(actor, key) is None


def test_a_shared_inbox_on_another_host_is_left_out(bo):
    actor = read_actor({**bo, "endpoints": {"sharedInbox": "https://victim.example/inbox"}}, BO)
    assert actor is not None
    assert actor.shared_inbox is None


def test_a_profile_page_on_another_host_is_replaced_by_the_id(bo):
    actor = read_actor({**bo, "url": "https://victim.example/@someone"}, BO)
    assert actor is not None
    assert actor.url == BO


@pytest.mark.parametrize(
    "change",
    [
        {"owner": "https://toot.example/users/eve"},
        {"owner": None},
        {"id": "https://evil.example/users/bo#main-key"},
        {"id": None},
        {"publicKeyPem": None},
        {"publicKeyPem": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"},
        {"publicKeyPem": "not a key"},
    ],
)
def test_a_key_that_is_not_the_actors_own_is_left_out(bo, change):
    document = copy.deepcopy(bo)
    document["publicKey"].update(change)
    actor = read_actor(document, BO)
    assert actor is not None
    assert actor.public_keys == {}


def test_two_keys_in_one_pem_are_refused(bo):
    document = copy.deepcopy(bo)
    document["publicKey"]["publicKeyPem"] *= 2
    actor = read_actor(document, BO)
    assert actor is not None
    assert actor.public_keys == {}


def test_several_keys_are_kept_by_their_ids(bo):
    second = {**bo["publicKey"], "id": f"{BO}#second"}
    actor = read_actor({**bo, "publicKey": [bo["publicKey"], second]}, BO)
    assert actor is not None
    assert set(actor.public_keys) == {f"{BO}#main-key", f"{BO}#second"}


@pytest.mark.parametrize("name", [None, "", "has space", "has@at", "x" * 200])
def test_without_a_usable_name_the_address_lends_one(bo, name):
    actor = read_actor({**bo, "preferredUsername": name}, BO)
    assert actor is not None
    assert actor.username == "bo"


def test_a_nameless_actor_is_called_by_its_username(bo):
    actor = read_actor({**bo, "name": " "}, BO)
    assert actor is not None
    assert actor.name == "bo"


@pytest.mark.parametrize(
    "icon",
    [
        "https://files.example/a.png",
        [{"url": "https://files.example/a.png"}],
        {"url": [{"href": "https://files.example/a.png"}]},
    ],
)
def test_a_picture_may_come_in_three_shapes(bo, icon):
    actor = read_actor({**bo, "icon": icon}, BO)
    assert actor is not None
    assert actor.icon_url == "https://files.example/a.png"


def test_a_picture_that_is_no_web_address_is_left_out(bo):
    actor = read_actor({**bo, "icon": {"url": "javascript:alert(1)"}}, BO)
    assert actor is not None
    assert actor.icon_url is None


def test_a_move_is_seen(bo):
    actor = read_actor({**bo, "movedTo": "https://new.example/users/bo"}, BO)
    assert actor is not None
    assert actor.moved_to == "https://new.example/users/bo"


def test_the_owner_of_a_stub_at_main_key_is_the_actor():
    stub = golden("gotosocial", "main-key")
    assert read_actor(stub, stub["publicKey"]["id"]) is None
    assert key_owner(stub, stub["publicKey"]["id"]) == "https://sloth.example/users/di"


def test_the_owner_of_a_key_document_must_live_where_the_key_lives():
    key = {"id": f"{BO}/main-key", "type": "CryptographicKey", "owner": BO}
    assert key_owner(key, f"{BO}/main-key") == BO
    assert key_owner(key, "https://evil.example/key") == ""
    assert key_owner({"id": BO, "type": "Person"}, BO) == BO
    assert key_owner({"id": BO, "type": "Note"}, BO) == ""


def test_actors_can_be_kept_in_sets(bo):
    assert len({read_actor(bo, BO), read_actor(bo, BO)}) == 1


@given(ANY_JSON)
def test_no_document_makes_the_reader_raise(document):
    assert isinstance(read_actor(document, BO), RemoteActor | None)
    assert isinstance(key_owner(document, BO), str)


@given(ANY_OBJECT)
def test_no_field_of_an_actor_makes_the_reader_raise(fields):
    actor = read_actor({**golden("mastodon", "person"), **fields, "id": BO, "type": "Person"}, BO)
    if actor is not None:
        assert actor.inbox.startswith("https://toot.example/")
