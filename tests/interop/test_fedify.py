"""An account made with Fedify, an implementation that shares no line with ours, follows a group and answers."""

from tests.interop.chapter import Chapter
from tests.interop.driver import Ada


async def test_a_group_is_found_by_its_handle(chapter: Chapter, ada: Ada) -> None:
    group = await chapter.a_group()
    found = await ada.looks_up(chapter.handle(group))
    assert found["type"] == "Group"
    assert found["id"] == chapter.urls.group("menders")
    assert found["name"] == "Menders"


async def test_a_follow_is_accepted_and_each_side_believes_the_other(chapter: Chapter, ada: Ada) -> None:
    group = await chapter.a_group()
    follow = await ada.follows(chapter.handle(group))
    await chapter.settles()
    assert [s for s in await ada.sent() if s["method"] == "POST"] == [
        {"method": "POST", "url": f"{chapter.urls.group('menders')}/inbox", "scheme": "rfc9421", "status": 202}
    ]
    assert await chapter.instance.reads.federation.followers(group.id) == [ada.actor]
    (accept,) = await ada.news()
    assert accept.kind == "Accept Follow"
    assert accept.scheme == "cavage"
    assert accept.object["id"] == follow
    assert accept.read == {"activity": "Accept", "actor": chapter.urls.group("menders"), "object": "Follow", "id": follow}
