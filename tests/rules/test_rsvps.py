"""Who gets in: the rules, without any world around them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fedevent import events, rsvps
from fedevent.errors import Conflict, Invalid
from fedevent.events import JoinMode
from fedevent.rsvps import HOLD, Room, Status, Wish
from tests.makers import NOW, an_event, an_rsvp, said


@pytest.mark.parametrize(
    ("event", "taken", "waiting", "status"),
    [
        ({}, 99, 0, Status.GOING),
        ({"capacity": 10}, 9, 0, Status.GOING),
        ({"capacity": 10}, 10, 0, Status.WAITING),
        ({"capacity": 10}, 5, 1, Status.WAITING),
        ({"join_mode": JoinMode.APPROVAL}, 0, 0, Status.REQUESTED),
        ({"join_mode": JoinMode.APPROVAL, "capacity": 1}, 1, 0, Status.REQUESTED),
    ],
)
def test_going_depends_on_room_and_mode(
    event: dict[str, Any], taken: int, waiting: int, status: Status
) -> None:
    assert rsvps.decide(an_event(**event), said(), None, Room(taken, waiting)) is status


@pytest.mark.parametrize(("wish", "status"), [(Wish.MAYBE, Status.MAYBE), (Wish.DECLINED, Status.DECLINED)])
def test_maybe_and_no_need_no_place(wish: Wish, status: Status) -> None:
    assert rsvps.decide(an_event(capacity=1), said(wish), None, Room(1, 3)) is status


def test_whoever_is_going_keeps_the_place_although_others_wait() -> None:
    assert rsvps.decide(an_event(capacity=2), said(), an_rsvp(), Room(1, 5)) is Status.GOING


def test_bringing_more_guests_than_there_is_room_for_means_waiting() -> None:
    event = an_event(capacity=2, guests_max=3)
    assert rsvps.decide(event, said(guests=2), an_rsvp(), Room(1, 0)) is Status.WAITING


def test_a_refused_person_does_not_get_in_by_asking_again() -> None:
    event = an_event(join_mode=JoinMode.APPROVAL)
    known = an_rsvp(status=Status.REJECTED)
    assert rsvps.decide(event, said(), known, Room()) is Status.REJECTED


@pytest.mark.parametrize("wish", list(Wish))
def test_an_address_nobody_has_proven_decides_nothing(wish: Wish) -> None:
    assert rsvps.decide(an_event(), said(wish, confirmed=False), None, Room()) is Status.UNCONFIRMED


def test_an_unproven_address_holds_a_place_for_half_an_hour() -> None:
    held = rsvps.state(an_event(capacity=1), said(confirmed=False), None, an_rsvp(held_until=None), Room())
    assert held.held_until == NOW + HOLD


def test_it_holds_it_only_once_however_often_it_asks() -> None:
    known = an_rsvp(status=Status.UNCONFIRMED, held_until=NOW + HOLD)
    later = said(confirmed=False, at=NOW + timedelta(minutes=29))
    assert rsvps.state(an_event(), later, known, known, Room()).held_until == NOW + HOLD


def test_it_holds_no_place_where_there_is_none() -> None:
    fresh = an_rsvp(status=Status.WITHDRAWN)
    assert rsvps.state(an_event(capacity=1), said(confirmed=False), None, fresh, Room(1)).held_until is None


def test_confirming_in_time_gets_the_held_place_past_those_who_wait() -> None:
    known = an_rsvp(status=Status.UNCONFIRMED, held_until=NOW + HOLD)
    assert rsvps.decide(an_event(capacity=1), said(), known, Room(0, 4)) is Status.GOING


def test_confirming_too_late_means_queueing_like_everybody() -> None:
    known = an_rsvp(status=Status.UNCONFIRMED, held_until=NOW + HOLD)
    late = said(at=NOW + HOLD + timedelta(seconds=1))
    assert rsvps.decide(an_event(capacity=1), late, known, Room(0, 4)) is Status.WAITING


def test_the_queue_keeps_the_time_at_which_a_status_began() -> None:
    known = an_rsvp(status=Status.WAITING, since=NOW)
    again = said(at=NOW + timedelta(hours=1), note="please")
    after = rsvps.state(an_event(capacity=1), again, known, known, Room(1, 0))
    assert (after.since, after.note) == (NOW, "please")


def test_a_statement_older_than_the_known_one_is_outdated() -> None:
    assert rsvps.outdated(an_rsvp(stated_at=NOW), NOW - timedelta(seconds=1))
    assert not rsvps.outdated(an_rsvp(stated_at=NOW), NOW)
    assert not rsvps.outdated(None, NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": events.Status.DRAFT},
        {"status": events.Status.CANCELLED},
        {"status": events.Status.DELETED},
        {"join_mode": JoinMode.NONE},
        {"join_mode": JoinMode.EXTERNAL},
        {"starts": datetime(2030, 2, 1, 19), "ends": datetime(2030, 2, 1, 21)},
        {"closes": datetime(2030, 3, 1, 12, 59)},
    ],
)
def test_a_closed_door_says_so(changes: dict[str, Any]) -> None:
    with pytest.raises(Conflict):
        rsvps.need_open(an_event(**changes), NOW)


def test_an_open_door_lets_answers_in_until_it_closes() -> None:
    rsvps.need_open(an_event(closes=datetime(2030, 3, 1, 13, 1)), NOW)


def test_nobody_brings_more_guests_than_allowed() -> None:
    with pytest.raises(Invalid) as no:
        rsvps.check_guests(an_event(guests_max=1), 2)
    assert no.value.faults[0].field == "guests"


def test_the_waiting_list_is_fair_to_a_big_party_at_its_front() -> None:
    big, small = an_rsvp(1, status=Status.WAITING, guests=2), an_rsvp(2, status=Status.WAITING)
    assert rsvps.promote(an_event(capacity=4), [big, small], 2) == []
    assert rsvps.promote(an_event(capacity=5), [big, small], 2) == [big]
    assert rsvps.promote(an_event(capacity=6), [big, small], 2) == [big, small]


@given(
    capacity=st.integers(1, 30),
    taken=st.integers(0, 30),
    parties=st.lists(st.integers(0, 5), max_size=20),
)
def test_nobody_is_let_in_above_capacity(capacity: int, taken: int, parties: list[int]) -> None:
    event = an_event(capacity=capacity)
    waiting = [an_rsvp(i, status=Status.WAITING, guests=g) for i, g in enumerate(parties)]
    admitted = rsvps.promote(event, waiting, taken)
    assert admitted == waiting[: len(admitted)]
    assert not admitted or taken + sum(r.party for r in admitted) <= capacity


@pytest.mark.parametrize(
    ("known", "wanted"),
    [(Status.DECLINED, Status.GOING), (Status.WITHDRAWN, Status.GOING), (Status.GOING, Status.MAYBE)],
)
def test_hosts_cannot_answer_for_a_person(known: Status, wanted: Status) -> None:
    with pytest.raises(Conflict):
        rsvps.need_decision(an_rsvp(status=known), wanted)
