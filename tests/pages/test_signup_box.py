"""Which face the sign-up box shows, and who somebody is by what they typed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fedevent.errors import Invalid
from fedevent.events import Event, JoinMode
from fedevent.events import Status as Life
from fedevent.ids import EventId, GroupId, PersonId, RsvpId
from fedevent.rsvps import Rsvp, Source, Status
from web.addresses import account, sort
from web.signup import Numbers, may_know_link, seats_left, state

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
LAB = Event(
    EventId("e1"),
    GroupId("g1"),
    "Repair café",
    datetime.fromisoformat("2030-03-12T19:00"),
    "Europe/Berlin",
    status=Life.PUBLISHED,
)
ANSWER = Rsvp(RsvpId("r1"), LAB.id, PersonId("p1"), Status.GOING, Source.WEB, NOW)
CLOSED = replace(LAB, closes=datetime.fromisoformat("2030-02-28T19:00"))


@pytest.mark.parametrize(
    ("event", "numbers", "expected"),
    [
        (LAB, Numbers(), "open"),
        (replace(LAB, capacity=2), Numbers(taken=1), "open"),
        (replace(LAB, capacity=2), Numbers(taken=2), "full"),
        (replace(LAB, capacity=2), Numbers(taken=1, waiting=1), "full"),
        (replace(LAB, capacity=2, join_mode=JoinMode.APPROVAL), Numbers(taken=2), "open"),
        (CLOSED, Numbers(), "closed"),
        (replace(LAB, join_mode=JoinMode.NONE), Numbers(), "none"),
        (replace(LAB, join_mode=JoinMode.EXTERNAL), Numbers(), "external"),
        (replace(LAB, status=Life.CANCELLED), Numbers(), "cancelled"),
        (replace(LAB, starts=datetime.fromisoformat("2030-02-12T19:00")), Numbers(), "past"),
    ],
)
def test_without_an_answer_the_event_decides(event: Event, numbers: Numbers, expected: str) -> None:
    assert state(event, numbers, None, NOW) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.GOING, "going"),
        (Status.MAYBE, "maybe"),
        (Status.DECLINED, "declined"),
        (Status.WAITING, "waiting"),
        (Status.REQUESTED, "requested"),
        (Status.REJECTED, "refused"),
        (Status.UNCONFIRMED, "open"),
        (Status.WITHDRAWN, "open"),
    ],
)
def test_an_answer_shows_where_it_stands(status: Status, expected: str) -> None:
    assert state(LAB, Numbers(), replace(ANSWER, status=status), NOW) == expected


@pytest.mark.parametrize(("status", "expected"), [(Status.GOING, "going"), (Status.MAYBE, "closed")])
def test_after_the_deadline_only_a_place_stands(status: Status, expected: str) -> None:
    assert state(CLOSED, Numbers(), replace(ANSWER, status=status), NOW) == expected


@pytest.mark.parametrize("life", [Life.CANCELLED, Life.PUBLISHED])
def test_what_is_over_or_called_off_shows_no_answer_any_more(life: Life) -> None:
    event = replace(LAB, status=life)
    now = NOW if life is Life.CANCELLED else event.over_at + timedelta(seconds=1)
    assert state(event, Numbers(), ANSWER, now) in ("cancelled", "past")


@pytest.mark.parametrize(
    ("capacity", "taken", "expected"),
    [(None, 5, None), (100, 50, None), (100, 80, 20), (40, 30, 10), (40, 29, None), (5, 5, None)],
)
def test_places_left_are_told_only_when_they_are_few(
    capacity: int | None, taken: int, expected: int | None
) -> None:
    assert seats_left(replace(LAB, capacity=capacity), Numbers(taken=taken)) == expected


@pytest.mark.parametrize(
    ("status", "organizer", "expected"),
    [
        (Status.GOING, False, True),
        (Status.MAYBE, False, False),
        (Status.WAITING, False, False),
        (Status.MAYBE, True, True),
    ],
)
def test_the_online_link_is_for_those_who_go_and_for_the_hosts(
    status: Status, organizer: bool, expected: bool
) -> None:
    online = replace(LAB, online_url="https://meet.example/x")
    assert may_know_link(online, replace(ANSWER, status=status), organizer) is expected
    assert may_know_link(LAB, ANSWER, organizer) is False
    assert may_know_link(online, None, False) is False


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("Ada@Example.ORG ", "email", "ada@example.org"),
        ("@ada@social.example", "fediverse", "@ada@social.example"),
        ("acct:ada@social.example", "fediverse", "@ada@social.example"),
        ("https://social.example/@ada", "fediverse", "@ada@social.example"),
        ("https://social.example/users/ada", "fediverse", "https://social.example/users/ada"),
        (
            "https://social.example/@ada@other.example",
            "fediverse",
            "https://social.example/@ada@other.example",
        ),
    ],
)
def test_one_field_tells_mail_from_the_fediverse(typed: str, kind: str, text: str) -> None:
    found = sort(typed)
    assert (found.kind, found.text) == (kind, text)


@pytest.mark.parametrize(
    "typed", ["", "ada", "ada@", "@ada@", "@a b@social.example", "https://", "javascript://x y"]
)
def test_what_is_no_address_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        sort(typed)
    assert [found.field for found in refused.value.faults] == ["address"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("you@social.example", "@you@social.example"),
        ("social.example", "@social.example"),
        ("@you@Localhost:8000", "@you@localhost:8000"),
    ],
)
def test_where_only_an_account_can_be_meant_the_first_at_may_be_missing(typed: str, expected: str) -> None:
    assert account(typed) == expected
