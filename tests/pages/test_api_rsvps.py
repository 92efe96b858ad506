"""Answers by the API: one's own, a host's for others, decisions, and what is nobody else's business."""

from typing import Any

from fedevent.events import Event, JoinMode
from tests.pages.api_client import ORGANIZER, Api, Json
from tests.peers import MASTODON, MOBILIZON
from tests.rig import Rig


async def started(rig: Rig, **plan: Any) -> tuple[Api, Event, str]:
    """An event, and where its answers are."""
    api = await Api.of(rig)
    event = await rig.an_event(await rig.a_group(), **plan)
    return api, event, f"/events/{event.id}/rsvps"


async def signups(api: Api, path: str, query: str = "") -> list[Json]:
    found: list[Json] = (await api.get(f"{path}{query}"))["items"]
    return found


async def test_a_person_answers_for_themselves_and_thinks_again(rig: Rig) -> None:
    api, event, path = await started(rig, guests_max=2)
    mia = await api.somebody("Mia")
    rsvp = await api.post(
        path, {"status": "going", "guests": 2, "note": "Late", "name_shown": True}, token=mia
    )
    assert (rsvp["status"], rsvp["guests"], rsvp["source"], rsvp["answers"]) == ("going", 2, "api", {})
    assert rsvp["person"]["name"] == "Mia"
    assert await rig.counts(event) == {"going": 1}
    changed = await api.patch(f"/rsvps/{rsvp['id']}", {"status": "maybe"}, token=mia)
    assert (changed["id"], changed["status"]) == (rsvp["id"], "maybe")
    await api.delete(f"/rsvps/{rsvp['id']}", token=mia)
    await api.delete(f"/rsvps/{rsvp['id']}", token=mia)
    assert await rig.counts(event) == {}
    again = await api.patch(f"/rsvps/{rsvp['id']}", {"status": "going", "guests": 1}, token=mia)
    assert (again["status"], again["guests"]) == ("going", 1)
    gone = await api.patch(f"/rsvps/{rsvp['id']}", {"status": "withdrawn"}, token=mia)
    assert gone["status"] == "withdrawn"


async def test_consent_is_kept_with_the_sentence_and_silence_takes_nothing_back(rig: Rig) -> None:
    api, event, path = await started(rig)
    person = await rig.an_account("Mia")
    mia = await api.a_token(await api.email_of(person))
    assert (await api.post(path, {"status": "going"}, token=mia))["consents"] == []
    agreed = await api.post(path, {"status": "going", "consents": ["event_messages"]}, token=mia)
    assert agreed["consents"] == ["event_messages"]
    assert (await api.post(path, {"status": "maybe"}, token=mia))["consents"] == ["event_messages"]
    kept = await rig.instance.reads.mine.consents(person)
    assert [(c.event, c.given, c.source, c.text) for c in kept] == [
        (event.id, True, "api", "The hosts of this event may write to me about it.")
    ]
    await api.refused("POST", path, {"status": "going", "consents": ["stories"]}, "consents")


async def test_an_address_of_somebody_else_counts_only_when_they_confirm(rig: Rig) -> None:
    api, event, path = await started(rig)
    rsvp = await api.post(path, {"status": "going", "person": {"name": "Noor", "email": "noor@mail.example"}})
    assert rsvp["status"] == "unconfirmed"
    assert "email" not in rsvp["person"]
    await rig.settles()
    assert any("noor@mail.example" in mail for mail in rig.letters())
    assert await rig.counts(event) == {}
    assert await signups(api, path) == []


async def test_the_token_holder_s_own_address_is_no_stranger(rig: Rig) -> None:
    api, event, path = await started(rig)
    body = {"status": "going", "person": {"email": f" {ORGANIZER.upper()} "}}
    assert (await api.post(path, body))["status"] == "going"
    username = (await api.get("/me"))["username"]
    for own in (f"https://chapter.example/people/{username}", f"@{username}@chapter.example"):
        await api.post(path, {"status": "maybe", "person": {"actor": own}})
    assert await rig.counts(event) == {"maybe": 1}
    assert rig.letters() == []


async def test_hosts_may_add_an_account_elsewhere_only_when_it_is_known(rig: Rig) -> None:
    api, event, path = await started(rig)
    body = {"status": "going", "person": {"actor": MASTODON.id}}
    await api.post(path, body, 404)
    other = await rig.an_event(await rig.a_group("others"), title="Elsewhere")
    await rig.joins(MASTODON, other)
    await api.refused("POST", path, body | {"consents": ["event_messages"]}, "consents")
    rsvp = await api.post(path, {"status": "going", "person": {"actor": "@ada@social.example"}})
    assert rsvp["person"]["actor"] == MASTODON.id
    await api.post(path, {"status": "declined", "person": {"actor": MASTODON.id}}, 409)
    assert await rig.counts(event) == {"going": 1}


async def test_nobody_answers_for_others_but_the_hosts(rig: Rig) -> None:
    api, _, path = await started(rig)
    mia = await api.somebody("Mia")
    for person in ({"email": "noor@mail.example"}, {"actor": MASTODON.id}, {"name": "Noor"}):
        await api.post(path, {"status": "going", "person": person}, 403, mia)
    await api.refused("POST", path, {"status": "going", "person": {"name": "Noor"}}, "person.email")
    await api.refused("POST", path, {"status": "going", "person": {"email": "noor"}}, "person.email")


async def test_the_list_is_for_the_hosts_with_every_way_people_came(rig: Rig) -> None:
    api, event, path = await started(rig)
    await rig.joins(MOBILIZON, event)
    await api.post(path, {"status": "maybe"}, token=await api.somebody("Mia"))
    by_source = {item["source"]: item for item in await signups(api, path)}
    assert by_source["join"]["person"]["actor"] == MOBILIZON.id
    assert by_source["api"]["person"]["email"] == "mia1@mail.example"
    assert [item["source"] for item in await signups(api, path, "?status=maybe")] == ["api"]
    page = await api.get(f"{path}?limit=1")
    assert page["counts"]["going"] == page["counts"]["maybe"] == 1
    assert len(await signups(api, path, f"?limit=1&cursor={page['next']}")) == 1
    await api.get(path, 403, await api.somebody("Ben"))
    await api.get(path, 401, "")


async def test_the_hosts_decide_and_a_full_event_lets_wait(rig: Rig) -> None:
    api, event, path = await started(rig, join_mode=JoinMode.APPROVAL, capacity=1)
    mia, ben = await api.somebody("Mia"), await api.somebody("Ben")
    first = await api.post(path, {"status": "going"}, token=mia)
    second = await api.post(path, {"status": "going"}, token=ben)
    assert first["status"] == second["status"] == "requested"
    assert (await api.patch(f"/rsvps/{first['id']}", {"status": "going"}))["status"] == "going"
    waits = await api.patch(f"/rsvps/{second['id']}", {"status": "going"})
    assert (waits["status"], waits["position"]) == ("waiting", 1)
    assert (await api.patch(f"/rsvps/{first['id']}", {"status": "rejected"}))["status"] == "rejected"
    assert await rig.counts(event) == {"going": 1, "rejected": 1}
    await api.patch(f"/rsvps/{second['id']}", {"status": "unconfirmed"}, 409)


async def test_another_person_s_answer_is_nobody_s_to_change(rig: Rig) -> None:
    api, event, path = await started(rig)
    mine = await api.post(path, {"status": "going"}, token=await api.somebody("Mia"))
    ben = await api.somebody("Ben")
    await api.patch(f"/rsvps/{mine['id']}", {"status": "rejected"}, 403, ben)
    await api.patch(f"/rsvps/{mine['id']}", {"status": "declined"}, 403, ben)
    await api.delete(f"/rsvps/{mine['id']}", 403, ben)
    await api.delete(f"/rsvps/{mine['id']}", 403)
    assert await rig.counts(event) == {"going": 1}
    for missing in ("none", "%00"):
        await api.patch(f"/rsvps/{missing}", {"status": "going"}, 404)
        await api.delete(f"/rsvps/{missing}", 404)


async def test_an_answer_that_cannot_be_says_why(rig: Rig) -> None:
    api, event, path = await started(rig)
    await api.refused("POST", path, {"status": "going", "guests": 1}, "guests")
    await api.refused("POST", path, {"status": "perhaps"}, "status")
    await api.refused("POST", path, {}, "status")
    await api.refused("POST", path, {"status": "going", "scope": "every"}, "scope")
    later = {"occurrences": ["1"], "answers": {"shirt": "M"}}
    await api.refused("POST", path, {"status": "going", **later}, "occurrences", "answers")
    mia = await api.somebody("Mia")
    rsvp = await api.post(path, {"status": "going"}, token=mia)
    problem = await api.ask("PATCH", f"/rsvps/{rsvp['id']}", {"status": "waiting"}, 422, mia)
    assert problem["errors"][0]["field"] == "status"
    await api.post(f"/events/{event.id}/cancel", None, 200)
    problem = await api.post(path, {"status": "going"}, 409)
    assert problem["detail"] == "This event was cancelled."
    rig.clock.pass_(days=30)
    await api.post(path, {"status": "going"}, 409)
