"""The sample chapter: everything that `make run` promises is there."""

import itertools

from deploy.demo.chapter import Sample
from deploy.demo.words import EMAIL, GROUPS, PASSWORD
from tests.rig import Rig


async def fill(rig: Rig) -> None:
    await Sample(rig.instance, rig.clock.now).fill()
    await rig.settles()


async def test_the_sample_has_three_groups_and_a_weekly_evening(rig: Rig) -> None:
    await fill(rig)
    home = await rig.text("/")
    assert all(profile.name in home for profile in GROUPS.values())
    cards = await rig.instance.reads.calendar.upcoming(rig.clock.now)
    weekly = [card.starts for card in cards if card.group_slug == "tuesday_lab"]
    assert len(weekly) >= 4
    assert {(late - early).days for early, late in itertools.pairwise(weekly)} == {7}


async def test_the_sample_shows_every_kind_of_answer(rig: Rig) -> None:
    await fill(rig)
    cards = await rig.instance.reads.calendar.upcoming(rig.clock.now)
    statuses, sources = set(), set()
    for card in cards:
        for row in await rig.instance.reads.organizing.signups(card.id):
            statuses.add(row.status)
            sources.add(row.source)
    assert {"going", "maybe", "declined", "waiting", "requested"} <= statuses
    assert {"join", "poll", "reply", "accept", "web"} <= sources


async def test_the_sample_has_a_past_and_a_message_that_went_both_ways(rig: Rig) -> None:
    await fill(rig)
    group = await rig.instance.reads.groups.page("tuesday_lab")
    assert group is not None
    assert await rig.instance.reads.calendar.past(rig.clock.now, group=group.group.id)
    [message] = await rig.instance.reads.messages.of_group(group.group.id)
    assert message.by_channel["fediverse"] and message.by_channel["email"] and message.left_out


async def test_its_organizer_signs_in_with_the_printed_password(rig: Rig) -> None:
    await fill(rig)
    answer = await rig.post("/sign-in", {"email": EMAIL, "password": PASSWORD})
    assert answer.status == 303
    assert "Tuesday Lab" in await rig.text("/organize")
