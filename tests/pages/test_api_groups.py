"""Groups by the API: started, found, kept, and who sees the people around them."""

from fedevent.people import Rank
from fedevent.places import Place
from tests.pages.api_client import Api
from tests.peers import MASTODON
from tests.rig import Rig

PLACE = {"name": "The Shed", "address": "Hof 3", "locality": "Berlin", "latitude": 52.52, "longitude": 13.4}


async def test_a_group_is_started_and_shown_to_everybody(rig: Rig) -> None:
    api = await Api.of(rig)
    made = await api.post(
        "/groups",
        {
            "slug": "menders",
            "name": "The Menders",
            "summary": "We mend.",
            "place": PLACE,
            "topics": ["Repair", "repair", " #Wood "],
        },
    )
    assert made["handle"] == "@menders@chapter.example"
    assert made["actor"] == made["url"] == "https://chapter.example/groups/menders"
    assert made["timezone"] == "Europe/Berlin"
    assert made["topics"] == ["Repair", "Wood"]
    assert made["place"] | PLACE == made["place"]
    assert [host["name"] for host in made["hosts"]] == ["Grace"]
    assert await api.get("/groups/menders", token="") == made


async def test_a_slug_that_is_taken_or_wrong_is_named(rig: Rig) -> None:
    api = await Api.of(rig)
    await rig.a_group("menders")
    await api.refused("POST", "/groups", {"slug": "menders", "name": "Others"}, "slug")
    await api.refused("POST", "/groups", {"slug": "No-Hyphens", "name": "Others"}, "slug")
    await api.refused("POST", "/groups", {"slug": "others", "name": " "}, "name")
    await api.refused("POST", "/groups", {"slug": "others", "name": "O", "timezone": "Mars/Base"}, "timezone")


async def test_members_of_the_chapter_may_not_start_groups_but_organizers_may(rig: Rig) -> None:
    api = await Api.of(rig)
    body = {"slug": "menders", "name": "The Menders"}
    await api.post("/groups", body, 403, await api.somebody("Mia"))
    person = await rig.an_account("Olga", Rank.ORGANIZER)
    await api.post("/groups", body, token=await api.a_token(await api.email_of(person)))


async def test_a_change_touches_only_what_is_said_and_null_empties(rig: Rig) -> None:
    api = await Api.of(rig)
    await rig.a_group("menders", place=Place("The Shed"), topics=("wood",), description="Long.")
    changed = await api.patch("/groups/menders", {"summary": "We mend bikes.", "place": None})
    assert changed["summary"] == "We mend bikes."
    assert changed["place"] is None
    assert (changed["description"], changed["topics"]) == ("Long.", ["wood"])


async def test_groups_are_found_by_word_topic_language_and_place(rig: Rig) -> None:
    api = await Api.of(rig)
    berlin, paris = (
        Place("Shed", latitude=52.52, longitude=13.4),
        Place("Hall", latitude=48.86, longitude=2.35),
    )
    await rig.a_group("menders", place=berlin, topics=("wood",), languages=("de",))
    await rig.a_group("knitters", place=paris, topics=("wool",), languages=("fr",), levels=("beginners",))
    await rig.a_group("online", programs=("talks",))

    async def found(query: str) -> list[str]:
        return [item["slug"] for item in (await api.get(f"/groups?{query}", token=""))["items"]]

    assert await found("") == ["knitters", "menders", "online"]
    assert await found("q=knit") == ["knitters"]
    assert await found("topic=Wood") == ["menders"]
    assert await found("language=fr") == await found("level=beginners") == ["knitters"]
    assert await found("program=talks") == await found("online=true") == ["online"]
    assert await found("near=48.8,2.3") == ["knitters", "menders"]
    assert await found("near=52.5,13.3&within_km=20") == ["menders"]


async def test_a_place_that_is_none_is_refused(rig: Rig) -> None:
    api = await Api.of(rig)
    for near in ("here", "91,0", "1,181", "nan,nan", "52.5"):
        await api.refused("GET", f"/groups?near={near}", None, "near")
    await api.refused("GET", "/groups?within_km=5", None, "near")
    await api.refused("GET", "/groups?near=1,1&within_km=nan", None, "within_km")


async def test_lists_come_page_by_page(rig: Rig) -> None:
    api = await Api.of(rig)
    for number in range(5):
        await rig.a_group(f"group_{number}")
    seen, cursor = [], ""
    for size in (2, 2, 1):
        page = await api.get(f"/groups?limit=2&cursor={cursor}", token="")
        assert len(page["items"]) == size
        seen += [item["slug"] for item in page["items"]]
        cursor = page.get("next", "")
    assert seen == [f"group_{number}" for number in range(5)]
    assert cursor == ""


async def test_a_cursor_that_we_did_not_make_is_refused(rig: Rig) -> None:
    api = await Api.of(rig)
    for cursor in ("zzz", "LTE=", "!", "é", "OTk5OTk5OTk5OTk5OTk5"):
        await api.refused("GET", f"/groups?cursor={cursor}", None, "cursor")
    for limit in ("0", "101", "many"):
        await api.refused("GET", f"/groups?limit={limit}", None, "limit")


async def test_followers_and_members_are_for_the_hosts(rig: Rig) -> None:
    api = await Api.of(rig)
    group = await rig.a_group("menders")
    await rig.follows(MASTODON, group)
    followers = await api.get("/groups/menders/followers")
    assert followers["total"] == 1
    assert followers["items"][0]["actor"] == MASTODON.id
    assert followers["items"][0]["person"]["handle"] == "@ada@social.example"
    members = await api.get("/groups/menders/members")
    assert [(item["person"]["name"], item["role"]) for item in members["items"]] == [("Grace", "owner")]
    stranger = await api.somebody("Mia")
    await api.get("/groups/menders/followers", 403, stranger)
    await api.get("/groups/menders/members", 403, stranger)


async def test_there_is_no_group_of_that_name(rig: Rig) -> None:
    api = await Api.of(rig)
    for slug in ("nobody", "%00", "NOBODY", "a" * 300):
        await api.get(f"/groups/{slug}", 404)
    await api.patch("/groups/nobody", {}, 404)
