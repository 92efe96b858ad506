"""We follow others, keep the events they tell us of, and our people ask to come to them."""

from datetime import UTC, datetime
from typing import Any

from fedevent.ids import PersonId
from fedevent.remote import AnswerState, Following, FollowState, RemoteRsvp
from fedevent.usecases import remote
from tests.flows.sayings import PUBLIC, Said, hear, kinds, say
from tests.peers import EVE, MOBILIZON, Peer
from tests.rig import BASE, Rig

HIKERS = Peer("https://mobilizon.example/@hikers", "mobilizon", number=2)
STRANGER = Peer("https://mobilizon.example/@zed", "mobilizon", number=3)
RELAY = Peer("https://relay.example/relay", "mobilizon", number=2)
URI = "https://mobilizon.example/events/9"


def an_event(**changes: Any) -> Said:
    """An event as Mobilizon tells it, of *bob* himself."""
    return {
        "id": URI,
        "type": "Event",
        "name": "Harbour walk",
        "attributedTo": MOBILIZON.id,
        "actor": MOBILIZON.id,
        "to": [PUBLIC],
        "startTime": "2030-04-01T19:00:00+02:00",
        "endTime": "2030-04-01T21:00:00+02:00",
        "timezone": "Europe/Paris",
        "updated": "2030-03-01T08:00:00Z",
        "joinMode": "free",
        "status": "CONFIRMED",
        **changes,
    }


def told(peer: Peer, event: Said, verb: str = "Create") -> Said:
    """Mobilizon gives a Create and all its Updates one id."""
    return say(peer, verb, event) | {"id": f"{URI}/activity"}


async def following(rig: Rig, *peers: Peer) -> Following:
    """The instance follows *peers*, and all have said yes; the last follow."""
    admin = await rig.a_chapter()
    rig.meet(*peers)
    for peer in peers:
        asked = await remote.follow(rig.work(), None, peer.id, admin)
        await rig.settles()
        await hear(rig, peer, say(peer, "Accept", f"{BASE}/follows/{asked.id}", 900))
    rig.network.sent.clear()
    return asked


async def state_of(rig: Rig, peer: Peer) -> FollowState | None:
    found = await rig.instance.reads.remote.following(None)
    return next((v.following.state for v in found if v.following.actor == peer.id), None)


async def kept(rig: Rig, uri: str = URI) -> Any:
    view = await rig.instance.reads.remote.event(uri)
    return view.event if view else None


async def asks(rig: Rig, uri: str = URI) -> tuple[PersonId, RemoteRsvp]:
    person = await rig.an_account("Mia")
    answer = await remote.answer(rig.work(), uri, person)
    await rig.settles()
    return person, answer


async def answer_state(rig: Rig, person: PersonId) -> AnswerState:
    [(rsvp, _)] = await rig.instance.reads.remote.rsvps(person)
    return rsvp.state


# following


async def test_a_follow_is_asked_for_and_holds_when_it_is_accepted(rig: Rig) -> None:
    admin = await rig.a_chapter()
    rig.meet(MOBILIZON)
    asked = await remote.follow(rig.work(), None, MOBILIZON.id, admin)
    await rig.settles()
    [follow] = rig.network.to(MOBILIZON)
    assert (follow["type"], follow["actor"], follow["object"]) == ("Follow", f"{BASE}/actor", MOBILIZON.id)
    assert rig.network.sent[0].key_id == f"{BASE}/actor#main-key"
    assert follow["id"] == f"{BASE}/follows/{asked.id}"
    assert await state_of(rig, MOBILIZON) is FollowState.SENT
    await hear(rig, MOBILIZON, say(MOBILIZON, "Accept", follow))
    assert await state_of(rig, MOBILIZON) is FollowState.ACCEPTED


async def test_the_word_of_anybody_but_the_followed_is_not_believed(rig: Rig) -> None:
    admin = await rig.a_chapter()
    rig.meet(MOBILIZON)
    asked = await remote.follow(rig.work(), None, MOBILIZON.id, admin)
    await rig.settles()
    for peer in (EVE, STRANGER):
        uri = f"{BASE}/follows/{asked.id}"
        await hear(rig, peer, say(peer, "Accept", uri), say(peer, "Reject", uri))
        await hear(rig, peer, say(peer, "Accept", uri, 2, attributedTo=MOBILIZON.id))
    assert await state_of(rig, MOBILIZON) is FollowState.SENT
    await hear(rig, MOBILIZON, say(MOBILIZON, "Reject", f"{BASE}/follows/{asked.id}"))
    assert await state_of(rig, MOBILIZON) is FollowState.REFUSED


async def test_a_group_may_follow_too_and_stop(rig: Rig) -> None:
    group = await rig.a_group()
    rig.meet(MOBILIZON)
    await remote.follow(rig.work(), group.id, MOBILIZON.id, rig.organizer)
    await rig.settles()
    await remote.unfollow(rig.work(), group.id, MOBILIZON.id, rig.organizer)
    await rig.settles()
    assert kinds(rig, MOBILIZON) == [("Follow", ""), ("Undo", "Follow")]
    assert {d["actor"] for d in rig.network.to(MOBILIZON)} == {f"{BASE}/groups/menders"}
    first, second = rig.network.to(MOBILIZON)
    assert second["object"]["id"] == first["id"]


# events elsewhere


async def test_an_event_of_someone_we_follow_is_kept(rig: Rig) -> None:
    await following(rig, MOBILIZON)
    await hear(rig, MOBILIZON, told(MOBILIZON, an_event()))
    event = await kept(rig)
    assert (event.name, event.actor) == ("Harbour walk", MOBILIZON.id)
    assert (event.starts_at, event.timezone) == (datetime(2030, 4, 1, 17, tzinfo=UTC), "Europe/Paris")


async def test_an_event_of_someone_we_do_not_follow_is_not(rig: Rig) -> None:
    await rig.a_chapter()
    await hear(rig, MOBILIZON, told(MOBILIZON, an_event()))
    assert await kept(rig) is None


async def test_an_event_that_is_not_for_everybody_is_not_shown_to_everybody(rig: Rig) -> None:
    await following(rig, MOBILIZON)
    followers = f"{MOBILIZON.id}/followers"
    await hear(rig, MOBILIZON, told(MOBILIZON, an_event(to=[followers])))
    await hear(rig, MOBILIZON, told(MOBILIZON, an_event(to=[followers], cc=[PUBLIC])))
    assert await kept(rig) is None


async def test_an_update_counts_when_it_is_newer(rig: Rig) -> None:
    await following(rig, MOBILIZON)
    newer = an_event(name="Evening walk", updated="2030-03-02T08:00:00Z")
    await hear(rig, MOBILIZON, told(MOBILIZON, newer, "Update"), told(MOBILIZON, an_event()))
    assert (await kept(rig)).name == "Evening walk"
    last = an_event(status="CANCELLED", updated="2030-03-03T08:00:00Z")
    await hear(rig, MOBILIZON, told(MOBILIZON, last, "Update"))
    event = await kept(rig)
    assert (event.name, event.cancelled) == ("Harbour walk", True)


async def test_its_owner_deletes_it(rig: Rig) -> None:
    await following(rig, MOBILIZON)
    await hear(rig, MOBILIZON, told(MOBILIZON, an_event()))
    rig.network.documents[URI] = an_event()
    await hear(rig, STRANGER, say(STRANGER, "Delete", URI))
    assert await kept(rig) is not None
    tombstone = {"id": URI, "type": "Tombstone", "formerType": "Event"}
    await hear(rig, MOBILIZON, say(MOBILIZON, "Delete", tombstone))
    assert await kept(rig) is None


async def test_a_moderator_deletes_an_event_of_the_group_when_its_address_agrees(rig: Rig) -> None:
    await following(rig, HIKERS)
    rig.network.documents[URI] = an_event(attributedTo=HIKERS.id)
    await hear(rig, MOBILIZON, told(MOBILIZON, an_event(attributedTo=HIKERS.id)))
    assert (await kept(rig)).actor == HIKERS.id
    await hear(rig, MOBILIZON, say(MOBILIZON, "Delete", URI))
    assert await kept(rig) is not None
    rig.network.documents[URI] = {"id": URI, "type": "Tombstone"}
    await hear(rig, MOBILIZON, say(MOBILIZON, "Delete", URI, 2))
    assert await kept(rig) is None


async def test_a_neighbour_cannot_change_it(rig: Rig) -> None:
    await following(rig, MOBILIZON)
    rig.network.documents[URI] = an_event()
    await hear(rig, MOBILIZON, told(MOBILIZON, an_event()))
    for number, liar in enumerate((STRANGER, EVE)):
        false = an_event(name="Cancelled for good", updated="2030-03-09T08:00:00Z")
        await hear(rig, liar, say(liar, "Update", false, number), say(liar, "Create", false, 10 + number))
    assert (await kept(rig)).name == "Harbour walk"


async def test_what_a_relay_passes_on_is_read_at_its_origin(rig: Rig) -> None:
    await following(rig, RELAY)
    rig.network.documents[URI] = an_event()
    rig.network.asked.clear()
    await hear(rig, RELAY, say(RELAY, "Announce", an_event(name="Not what the origin says")))
    assert URI in rig.network.asked
    assert (await kept(rig)).name == "Harbour walk"


async def test_a_relay_may_wrap_what_it_passes_on_in_its_create(rig: Rig) -> None:
    await following(rig, HIKERS)
    rig.network.documents[URI] = an_event(attributedTo=HIKERS.id)
    await hear(rig, HIKERS, say(HIKERS, "Announce", told(MOBILIZON, an_event(attributedTo=HIKERS.id))))
    assert (await kept(rig)).actor == HIKERS.id


# our people go there


async def test_our_person_joins_and_is_let_in_and_put_out_again(rig: Rig) -> None:
    await following(rig, MOBILIZON)
    await hear(rig, MOBILIZON, told(MOBILIZON, an_event()))
    person, answer = await asks(rig)
    [join] = rig.network.to(MOBILIZON)
    assert (join["type"], join["actor"], join["object"]) == ("Join", f"{BASE}/people/mia", URI)
    assert join["id"] == f"{BASE}/rsvps/{answer.id}" and join["to"] == [MOBILIZON.id]
    assert rig.network.sent[-1].key_id == f"{BASE}/people/mia#main-key"
    assert (await rig.json("/people/mia"))["publicKey"]["id"] == f"{BASE}/people/mia#main-key"
    assert await answer_state(rig, person) is AnswerState.SENT
    await hear(rig, MOBILIZON, say(MOBILIZON, "Accept", join))
    assert await answer_state(rig, person) is AnswerState.ACCEPTED
    await hear(rig, MOBILIZON, say(MOBILIZON, "Reject", join["id"]))
    assert await answer_state(rig, person) is AnswerState.REFUSED


async def test_nobody_else_lets_our_person_in(rig: Rig) -> None:
    await following(rig, MOBILIZON)
    await hear(rig, MOBILIZON, told(MOBILIZON, an_event()))
    person, answer = await asks(rig)
    for peer in (EVE, STRANGER):
        await hear(rig, peer, say(peer, "Accept", f"{BASE}/rsvps/{answer.id}"))
    await hear(rig, EVE, say(EVE, "Accept", f"{BASE}/rsvps/{answer.id}", 2, attributedTo=MOBILIZON.id))
    assert await answer_state(rig, person) is AnswerState.SENT


async def test_a_moderator_answers_in_the_name_of_the_group(rig: Rig) -> None:
    await following(rig, HIKERS)
    rig.network.documents[URI] = an_event(attributedTo=HIKERS.id)
    await hear(rig, MOBILIZON, told(MOBILIZON, an_event(attributedTo=HIKERS.id)))
    person, answer = await asks(rig)
    assert [(d["type"], d["to"]) for d in rig.network.to(HIKERS)] == [("Join", [HIKERS.id])]
    accept = say(STRANGER, "Accept", f"{BASE}/rsvps/{answer.id}", attributedTo=HIKERS.id)
    await hear(rig, STRANGER, accept)
    assert await answer_state(rig, person) is AnswerState.ACCEPTED


async def test_a_host_whom_we_never_met_is_looked_up_to_be_asked(rig: Rig) -> None:
    await following(rig, RELAY)
    rig.network.documents[URI] = an_event()
    await hear(rig, RELAY, say(RELAY, "Announce", URI))
    rig.network.silent.add(MOBILIZON.host)
    await asks(rig)
    assert rig.network.to(MOBILIZON) == []
    rig.network.silent.clear()
    rig.meet(MOBILIZON)
    await rig.later(minutes=1)
    assert kinds(rig, MOBILIZON) == [("Join", "")]


async def test_our_person_leaves_and_a_late_accept_changes_nothing(rig: Rig) -> None:
    await following(rig, MOBILIZON)
    await hear(rig, MOBILIZON, told(MOBILIZON, an_event()))
    person, answer = await asks(rig)
    await remote.withdraw(rig.work(), URI, person)
    await rig.settles()
    leave = rig.network.to(MOBILIZON)[-1]
    assert (leave["type"], leave["actor"], leave["object"]) == ("Leave", f"{BASE}/people/mia", URI)
    await hear(rig, MOBILIZON, say(MOBILIZON, "Accept", f"{BASE}/rsvps/{answer.id}"))
    assert await answer_state(rig, person) is AnswerState.WITHDRAWN


# what our people hear of it


async def invited(rig: Rig) -> PersonId:
    """Mia, who is going to the event elsewhere."""
    await following(rig, MOBILIZON)
    await hear(rig, MOBILIZON, told(MOBILIZON, an_event()))
    person, answer = await asks(rig)
    await hear(rig, MOBILIZON, say(MOBILIZON, "Accept", f"{BASE}/rsvps/{answer.id}"))
    return person


async def test_our_person_is_mailed_when_the_event_moves_or_is_off(rig: Rig) -> None:
    await invited(rig)
    assert rig.letters() == []
    words = an_event(content="<p>New words</p>", updated="2030-03-02T08:00:00Z")
    await hear(rig, MOBILIZON, told(MOBILIZON, words, "Update"))
    assert rig.letters() == []
    moved = an_event(startTime="2030-04-02T19:00:00+02:00", endTime=None, updated="2030-03-03T08:00:00Z")
    await hear(rig, MOBILIZON, told(MOBILIZON, moved, "Update"))
    assert len(rig.letters()) == 1
    await hear(rig, MOBILIZON, say(MOBILIZON, "Delete", URI))
    assert len(rig.letters()) == 2
    assert all("mia1@mail.example" in letter and "Harbour walk" in letter for letter in rig.letters())


def word(peer: Peer, number: int, **addressed: object) -> Said:
    note = {"id": f"{peer.id}/notes/{number}", "type": "Note", "content": "<p>Bring a torch</p>", **addressed}
    return say(peer, "Create", note, number, **addressed)


async def test_what_the_hosts_write_in_private_reaches_our_person_by_mail(rig: Rig) -> None:
    await invited(rig)
    mia = f"{BASE}/people/mia"
    await hear(rig, MOBILIZON, word(MOBILIZON, 1, to=[PUBLIC], cc=[mia]))
    await hear(rig, EVE, word(EVE, 1, to=[mia]))
    assert rig.letters() == []
    await hear(rig, MOBILIZON, word(MOBILIZON, 2, to=[mia], cc=[]))
    [letter] = rig.letters()
    assert "mia1@mail.example" in letter and "Bring a torch" in letter
