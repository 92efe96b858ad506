"""What a stranger on another server may make us do, tell or spend: next to nothing."""

from typing import Any

from activitypub.keyring import MOST_FAILED
from fedevent.events import Event
from fedevent.remote import RemoteEvent
from fedevent.usecases import remote
from fedevent.usecases.groups import MOST_ANSWERED
from fedevent.usecases.moderation import MOST_MAILED
from fedevent.usecases.remote import MOST_HEARD
from tests.flows.sayings import GROUP, hear, letters, reply, say, standing
from tests.peers import EVE, MASTODON, MOBILIZON, Peer
from tests.rig import BASE, Rig


async def dead(rig: Rig) -> list[Any]:
    """Jobs that were given up, and those that wait to be tried again."""
    from storage.queue import Queue

    queue = Queue(rig.instance.database)
    state = await queue.state(rig.clock.now)
    return [*await queue.dead(), *(kind for kind in state.kinds if kind == "process")]


# reports


async def test_a_report_of_a_million_signs_is_one_report(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    flag = say(EVE, "Flag", [f"{BASE}/events/{event.id}"], content="<" * 900_000)
    await hear(rig, EVE, flag)
    assert len(await rig.instance.reads.reports.open()) == 1
    assert await dead(rig) == []


async def test_what_is_not_here_cannot_be_reported(rig: Rig) -> None:
    draft = await rig.an_event(await rig.a_group(), published=False)
    for number, about in enumerate(
        (f"{BASE}/events/nothing", f"{BASE}/events/{draft.id}", f"{BASE}/groups/none")
    ):
        await hear(rig, EVE, say(EVE, "Flag", [about], number, content="Bad."))
    assert await rig.instance.reads.reports.open() == []
    assert rig.letters() == []


async def test_a_group_that_another_server_reports_is_found_by_the_people_in_charge(rig: Rig) -> None:
    await rig.a_group()
    await hear(rig, EVE, say(EVE, "Flag", [GROUP], content="Spam."))
    await rig.sign_in()
    assert 'href="/groups/menders"' in await rig.text("/admin/reports")


async def test_many_reports_are_kept_and_few_are_mailed(rig: Rig) -> None:
    group = await rig.a_group()
    crowd = [Peer(f"https://s{n}.example/users/x", "mastodon") for n in range(4)]
    for event in [await rig.an_event(group) for _ in range(3)]:
        for peer in crowd:
            for number in range(4):
                about = [f"{BASE}/events/{event.id}"]
                await hear(
                    rig, peer, say(peer, "Flag", about, hash((event.id, number)) % 10**9, content="Bad.")
                )
    reports = await rig.instance.reads.reports.open()
    assert len(reports) == 48
    assert len([letter for letter in rig.letters() if "Subject: Somebody reported" in letter]) == MOST_MAILED


async def test_one_account_reports_so_often_and_no_more(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    for number in range(25):
        await hear(rig, EVE, say(EVE, "Flag", [f"{BASE}/events/{event.id}"], number, content="Bad."))
    assert len(await rig.instance.reads.reports.open()) == 20


# drafts


async def test_nobody_is_told_what_is_in_a_draft(rig: Rig) -> None:
    draft = await rig.an_event(await rig.a_group(), published=False, title="Secret")
    await hear(rig, EVE, say(EVE, "Join", f"{BASE}/events/{draft.id}"))
    for number, word in enumerate(("going", "help", "stop", "what?")):
        await hear(rig, EVE, reply(EVE, draft, word, number))
    assert rig.network.to(EVE) == []
    for path in ("", "/poll", "/note", "/attendees", "/cover.svg", ".ics"):
        answer = await rig.get(f"/events/{draft.id}{path}", Accept="application/activity+json")
        assert answer.status == 404, path


# words without end


async def test_saying_stop_again_is_not_answered_again(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    for number in range(5):
        await hear(rig, EVE, reply(EVE, event, "stop", number))
    assert len(letters(rig, EVE)) == 1


async def test_following_again_and_again_is_answered_so_often_and_no_more(rig: Rig) -> None:
    for event in range(3):
        await rig.an_event(await rig.a_group() if not event else await _group(rig))
    for number in range(MOST_ANSWERED + 10):
        await hear(rig, MOBILIZON, say(MOBILIZON, "Follow", f"{BASE}/actor", number))
    await rig.later(minutes=1)
    accepts = [said for said in rig.network.to(MOBILIZON) if said["type"] == "Accept"]
    assert len(accepts) == MOST_ANSWERED
    assert await rig.instance.reads.federation.followers(None) == [MOBILIZON.id]


async def _group(rig: Rig) -> Any:
    page = await rig.instance.reads.groups.page("menders")
    assert page is not None
    return page.group


async def test_the_hosts_of_an_event_elsewhere_get_so_many_words_through_and_no_more(rig: Rig) -> None:
    await rig.a_chapter()
    rig.meet(MOBILIZON, EVE)
    uri = "https://mobilizon.example/events/1"
    async with rig.work() as work:
        starts = rig.clock.now.replace(month=6)
        await work.remote.put_event(RemoteEvent(uri, MOBILIZON.id, "Harbour walk", starts, "UTC"))
        await work.commit()
    await remote.answer(rig.work(), uri, rig.organizer)
    await rig.settles()
    before = len(rig.letters())
    bomb = "<p>" + "".join(f"<b x={n}>" for n in range(1_000)) + "</p>" + "<p>a</p>" * 3_000
    for peer in (EVE, MOBILIZON):
        for number in range(MOST_HEARD + 4):
            note = {
                "id": f"{peer.id}/notes/{number}",
                "type": "Note",
                "attributedTo": peer.id,
                "to": [f"{BASE}/people/grace"],
                "content": bomb if peer is EVE else "<p>Bring boots.</p>",
            }
            await hear(rig, peer, say(peer, "Create", note, number, to=[f"{BASE}/people/grace"]))
    told = rig.letters()[before:]
    assert len(told) == MOST_HEARD
    assert all("Bring boots." in letter for letter in told)


# fetches


async def test_a_stranger_who_moves_makes_us_ask_nobody(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await hear(rig, EVE, say(EVE, "Like", f"{BASE}/events/{event.id}"))
    rig.network.asked.clear()
    victim = "https://victim.example/users/x"
    await hear(rig, EVE, say(EVE, "Move", EVE.id, 2, target=victim))
    await hear(rig, EVE, say(EVE, "Move", MASTODON.id, 3, target=victim))
    assert [url for url in rig.network.asked if "victim" in url] == []


async def test_made_up_keys_of_one_server_are_asked_for_so_often_and_no_more(rig: Rig) -> None:
    await rig.a_chapter()
    statuses = set()
    for number in range(MOST_FAILED + 50):
        nobody = Peer(f"https://victim.example/users/u{number}", "mastodon")
        statuses.add(await rig.receives(say(nobody, "Like", GROUP), nobody))
    assert statuses == {401, 503}
    assert len([url for url in rig.network.asked if "victim" in url]) == MOST_FAILED
    assert await rig.receives(say(EVE, "Like", GROUP), EVE) == 401  # unknown, too, but of another server


# shapes


async def test_a_leave_without_an_id_counts_each_time_it_is_said(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    leave = {"type": "Leave", "actor": MOBILIZON.id, "object": f"{BASE}/events/{event.id}"}
    for number in range(3):
        await hear(rig, MOBILIZON, say(MOBILIZON, "Join", f"{BASE}/events/{event.id}", number))
        assert await standing(rig, event) == {MOBILIZON.id: "going"}
        rig.clock.pass_(seconds=5)
        await hear(rig, MOBILIZON, leave)
        assert await standing(rig, event) == {}
        rig.clock.pass_(seconds=5)


def long(length: int, prefix: str) -> str:
    """An address of *length* letters that no database can press together."""
    import hashlib

    noise = "".join(hashlib.sha256(f"{prefix}{n}".encode()).hexdigest() for n in range(40))
    return (prefix + noise)[:length]


async def test_the_longest_ids_that_we_take_can_be_stored_everywhere(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    about = f"{BASE}/events/{event.id}"
    peer = Peer(long(980, "https://long.example/users/"), "mastodon")
    for number, kind in enumerate(("Like", "Announce", "Follow", "Join", "Undo", "Leave", "Flag")):
        what = GROUP if kind == "Follow" else long(1_000, f"{peer.id[:200]}/") if kind == "Undo" else about
        activity = say(peer, kind, what) | {"id": long(1_000, f"https://long.example/{number}/")}
        await hear(rig, peer, activity)
    note = {"id": long(1_000, "https://long.example/note/"), "type": "Note", "attributedTo": peer.id}
    await hear(
        rig,
        peer,
        reply(peer, event, "going", 9, to=about) | {"object": reply(peer, event, "no")["object"] | note},
    )
    assert await dead(rig) == []
    assert (await rig.counts(event)).get("declined") == 1


async def test_ids_that_are_longer_are_no_ids(rig: Rig) -> None:
    event: Event = await rig.an_event(await rig.a_group())
    rig.meet(EVE)
    longer = say(EVE, "Like", f"{BASE}/events/{event.id}") | {"id": long(1_001, f"{EVE.id}/")}
    assert await rig.receives(longer, EVE) == 400
