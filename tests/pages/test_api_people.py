"""People by the API: oneself, all that is kept about oneself, and who can be looked up by whom."""

from tests.pages.api_client import ORGANIZER, Api
from tests.peers import MASTODON
from tests.rig import Rig


async def test_the_token_says_who_one_is_and_what_it_allows(rig: Rig) -> None:
    api = await Api.of(rig)
    await rig.a_group("menders")
    me = await api.get("/me", token=await api.a_token(ORGANIZER, "read"))
    assert (me["name"], me["email"], me["email_confirmed"], me["rank"]) == ("Grace", ORGANIZER, True, "admin")
    assert me["scopes"] == ["read"]
    assert [(group["slug"], group["role"]) for group in me["groups"]] == [("menders", "owner")]
    assert me["actor"] == f"https://chapter.example/people/{me['username']}"


async def test_the_export_holds_every_answer_and_agreement_also_of_long_ago(rig: Rig) -> None:
    api = await Api.of(rig)
    event = await rig.an_event(await rig.a_group())
    mia = await api.somebody("Mia")
    body = {"status": "going", "consents": ["event_messages"], "note": "Late"}
    await api.post(f"/events/{event.id}/rsvps", body, token=mia)
    rig.clock.pass_(days=4_000)
    export = await api.get("/me/export", token=mia)
    assert export["person"]["email"] == "mia1@mail.example"
    assert [(r["title"], r["rsvp"]["status"], r["rsvp"]["note"]) for r in export["rsvps"]] == [
        ("Tuesday Lab", "going", "Late")
    ]
    assert [(c["purpose"], c["given"], c["event"]) for c in export["consents"]] == [
        ("event_messages", True, event.id)
    ]
    assert (await api.get("/me/export"))["rsvps"] == []


async def test_an_account_elsewhere_is_asked_for_at_its_own_server(rig: Rig) -> None:
    api = await Api.of(rig)
    rig.meet(MASTODON)
    found = await api.post("/people/lookup", {"address": MASTODON.id}, 200)
    assert (found["kind"], found["local"], found["actor"]) == ("person", False, MASTODON.id)
    assert (found["handle"], found["name"]) == ("@ada@social.example", "Ada")
    query = "https://social.example/.well-known/webfinger?resource=acct%3Aada%40social.example"
    rig.network.documents[query] = {
        "subject": "acct:ada@social.example",
        "links": [{"rel": "self", "type": "application/activity+json", "href": MASTODON.id}],
    }
    assert await api.post("/people/lookup", {"address": "@ada@social.example"}, 200) == found
    await api.post("/people/lookup", {"address": "@nobody@social.example"}, 404)
    await api.post("/people/lookup", {"address": "https://silent.example/users/x"}, 404)


async def test_our_own_people_and_groups_are_found_by_handle_and_address(rig: Rig) -> None:
    api = await Api.of(rig)
    await rig.a_group("menders")
    username = (await api.get("/me"))["username"]
    for address in ("@menders@chapter.example", "https://chapter.example/groups/menders"):
        found = await api.post("/people/lookup", {"address": address}, 200)
        assert (found["kind"], found["local"], found["name"]) == ("group", True, "Menders")
    for address in (f"acct:{username}@chapter.example", f"https://chapter.example/people/{username}"):
        found = await api.post("/people/lookup", {"address": address}, 200)
        assert (found["kind"], found["name"]) == ("person", "Grace")
    for nobody in (
        "@nobody@chapter.example",
        "https://chapter.example/events/1",
        "https://chapter.example/x",
    ):
        await api.post("/people/lookup", {"address": nobody}, 404)


async def test_an_email_address_tells_nothing_except_to_its_owner_and_to_admins(rig: Rig) -> None:
    api = await Api.of(rig)
    mia = await api.somebody("Mia")
    assert (await api.post("/people/lookup", {"address": "MIA1@mail.example"}, 200, mia))["name"] == "Mia"
    assert (await api.post("/people/lookup", {"address": "mia1@mail.example"}, 200))["name"] == "Mia"
    await api.post("/people/lookup", {"address": "nobody@mail.example"}, 404)
    await api.post("/people/lookup", {"address": ORGANIZER}, 403, mia)
    await api.post("/people/lookup", {"address": "nobody@mail.example"}, 403, mia)


async def test_what_is_no_address_is_refused(rig: Rig) -> None:
    api = await Api.of(rig)
    for nonsense in ("", "   ", "@", "@@", "mia", "a@b@c@d", "https://", "@x@y z", "x" * 9_000):
        await api.refused("POST", "/people/lookup", {"address": nonsense}, "address")
