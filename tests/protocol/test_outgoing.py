"""What we say of each thing that happened, and to whom."""

import itertools
import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from activitypub.dialects.dialect import Form
from activitypub.outgoing.facts import Facts, Guest, Recipient
from activitypub.outgoing.outgoing import Outgoing
from activitypub.outgoing.table import BUILDERS
from activitypub.translate.posts import Tally
from activitypub.urls import Urls
from activitypub.vocabulary import PUBLIC
from fedevent import domain_events as happened
from fedevent.events import JoinMode, Visibility
from fedevent.events import Status as EventStatus
from fedevent.ids import GroupId, MessageId
from fedevent.messages import Audience, Message
from fedevent.rsvps import Source, Status
from tests.makers import EVENT_ID, NOW, a_group, a_person, an_event, an_rsvp
from web.i18n import Languages

URLS = Urls("https://chapter.example", "chapter.example")
GROUP = URLS.group("menders")
ADA = "https://social.example/users/ada"
BOB = "https://mobilizon.example/@bob"


def facts(**changes: Any) -> Facts:
    numbers = itertools.count(1)
    base = Facts(
        URLS,
        Languages(),
        NOW,
        lambda: f"id-{next(numbers)}",
        language="en",
        group=a_group(),
        event=an_event(),
        tally=Tally(3, 1, 0),
    )
    return replace(base, **changes)


def guest(actor: str, form: Form, status: Status = Status.GOING, source: Source = Source.POLL) -> Guest:
    return Guest(actor, "@x@y.example", None, form, status, source)


def say(what: happened.DomainEvent, told: Facts) -> list[Outgoing]:
    return BUILDERS[type(what)](what, told)


def published(**changes: Any) -> list[Outgoing]:
    return say(happened.EventPublished(EVENT_ID, "g1"), facts(**changes))


def test_each_follower_gets_the_event_in_exactly_one_form() -> None:
    said = published()
    forms = {s.form: s.document["object"]["type"] for s in said if s.followers_of == GROUP}
    assert forms == {Form.EVENT: "Event", Form.QUESTION: "Question", Form.NOTE: "Note"}


def test_the_three_forms_have_three_ids_of_one_type_each() -> None:
    objects = [s.document["object"] for s in published() if s.followers_of == GROUP]
    assert len({o["id"] for o in objects}) == 3
    assert all(isinstance(o["type"], str) for o in objects)


def test_followers_of_the_instance_get_the_bare_id_announced_a_little_later() -> None:
    [announce] = [s for s in published() if s.followers_of == URLS.instance]
    assert (announce.document["type"], announce.document["object"]) == ("Announce", URLS.event(EVENT_ID))
    assert announce.delay >= 10


def test_where_nobody_answers_there_is_no_poll() -> None:
    said = published(event=an_event(join_mode=JoinMode.NONE))
    assert {s.form: s.document["object"]["type"] for s in said if s.form}[Form.QUESTION] == "Note"


def test_an_unlisted_event_is_announced_to_nobody() -> None:
    assert published(event=an_event(visibility=Visibility.UNLISTED)) == []


def test_no_document_carries_a_null_or_a_hidden_recipient() -> None:
    for each in published():
        text = json.dumps(each.document)
        assert "null" not in text and '"bto"' not in text and '"bcc"' not in text


def test_the_announcement_says_what_answering_means() -> None:
    for each in published():
        spoken = each.document["object"]
        if isinstance(spoken, dict):
            assert "stop" in spoken["content"], spoken["type"]


def change(**changes: Any) -> happened.EventChanged:
    fields = {
        "matters": True,
        "old_title": "Tuesday Lab",
        "old_starts": "2030-03-12T18:00:00",
        "old_ends": "2030-03-12T21:00:00",
        "old_timezone": "Europe/Berlin",
        "old_place": "The Shed, Hof 3, 10115 Berlin",
    }
    return happened.EventChanged(EVENT_ID, "g1", **(fields | changes))


def test_a_change_updates_each_form_and_is_told_anew_where_edits_go_unseen() -> None:
    said = say(change(), facts())
    kinds = [(s.document["type"], s.document["object"]["type"], s.form) for s in said]
    assert kinds == [
        ("Update", "Event", Form.EVENT),
        ("Update", "Question", Form.QUESTION),
        ("Update", "Note", Form.NOTE),
        ("Update", "Event", None),
        ("Create", "Note", Form.NOTE),
        ("Create", "Note", Form.QUESTION),
    ]
    anew = said[-1].document["object"]
    assert anew["inReplyTo"] == URLS.poll(EVENT_ID)
    assert "18:00" in anew["content"] and "19:00" in anew["content"]


def test_a_change_that_misleads_nobody_is_only_an_update() -> None:
    assert {s.document["type"] for s in say(change(matters=False), facts())} == {"Update"}


def test_microblog_guests_are_told_in_private_and_event_peers_by_the_update() -> None:
    guests = (guest(ADA, Form.QUESTION), guest(BOB, Form.EVENT, source=Source.JOIN))
    said = say(change(), facts(guests=guests))
    assert [s.people for s in said if s.private] == [(ADA,)]
    assert [s.people for s in said if s.form is Form.EVENT] == [(BOB,)]


def test_whoever_said_no_hears_nothing_of_a_change() -> None:
    said = say(change(), facts(guests=(guest(ADA, Form.QUESTION, Status.DECLINED),)))
    assert not any(s.private or s.people for s in said)


def test_a_cancelled_event_says_so_in_every_form_with_its_reason() -> None:
    event = an_event(status=EventStatus.CANCELLED, cancel_reason="flood", updated_at=NOW)
    said = say(happened.EventCancelled(EVENT_ID, "g1"), facts(event=event, guests=(guest(ADA, Form.NOTE),)))
    by_form = {s.form: s.document["object"] for s in said if s.document["type"] == "Update"}
    assert by_form[Form.EVENT]["status"] == "CANCELLED"
    assert by_form[Form.QUESTION]["closed"]
    private = [s.document["object"]["content"] for s in said if s.private]
    assert len(private) == 1 and "flood" in private[0]


def test_a_deleted_event_is_a_tombstone_in_each_form() -> None:
    gone = happened.EventDeleted(EVENT_ID, "g1", "Lab", "2030-03-12T18:00:00+00:00", "Europe/Berlin", False)
    said = say(gone, facts(event=an_event(status=EventStatus.DELETED, title="")))
    assert {s.document["object"]["id"] for s in said} == {
        URLS.event(EVENT_ID),
        URLS.poll(EVENT_ID),
        URLS.note(EVENT_ID),
    }
    assert {s.document["object"]["type"] for s in said} == {"Tombstone"}


def stated(status: Status, source: Source, asked_by: str = "https://m.example/join/1") -> list[Outgoing]:
    what = happened.RsvpStated(EVENT_ID, "g1", "r1", "p1", "", status.value, source.value, asked_by)
    return say(what, facts(person=a_person(), rsvp=an_rsvp(status=status, source=source)))


@pytest.mark.parametrize(
    ("status", "verb"),
    [(Status.GOING, "Accept"), (Status.REJECTED, "Reject"), (Status.WAITING, ""), (Status.REQUESTED, "")],
)
def test_a_join_is_answered_or_waits_in_silence(status: Status, verb: str) -> None:
    said = stated(status, Source.JOIN)
    assert [s.document["type"] for s in said] == ([verb] if verb else [])
    assert all(s.document["object"]["id"] == "https://m.example/join/1" for s in said)


def test_an_accept_is_addressed_to_the_guest_alone() -> None:
    [accept] = stated(Status.GOING, Source.JOIN)
    assert (accept.people, accept.document["to"], "cc" in accept.document) == ((ADA,), [ADA], False)


def test_a_vote_is_answered_only_when_it_came_out_otherwise() -> None:
    assert stated(Status.GOING, Source.POLL) == []
    [said] = stated(Status.WAITING, Source.POLL)
    assert "waiting list" in said.document["object"]["content"]


def test_a_direct_message_is_both_addressed_and_mentioned_and_has_no_attachment() -> None:
    [said] = stated(Status.MAYBE, Source.REPLY, "https://social.example/n/1")
    note = said.document["object"]
    assert note["to"] == [ADA] and PUBLIC not in json.dumps(said.document)
    assert note["tag"] == [{"type": "Mention", "href": ADA, "name": "@ada@social.example"}]
    assert "attachment" not in note and note["inReplyTo"] == "https://social.example/n/1"


def test_a_place_from_the_waiting_list_is_told_the_way_the_guest_came() -> None:
    moved = happened.RsvpMoved(EVENT_ID, "g1", "r1", "p1", "waiting", "going")
    join = an_rsvp(source=Source.JOIN, asked_by="https://m.example/join/1")
    assert say(moved, facts(person=a_person(), rsvp=join))[0].document["type"] == "Accept"
    vote = an_rsvp(source=Source.POLL)
    assert say(moved, facts(person=a_person(), rsvp=vote))[0].document["type"] == "Create"
    assert say(moved, facts(person=a_person(actor=None), rsvp=an_rsvp())) == []


@pytest.mark.parametrize(("kind", "verb"), [("reject", "Reject"), ("ignore", "Ignore")])
def test_a_join_that_cannot_be_is_refused(kind: str, verb: str) -> None:
    what = happened.RsvpRefused(
        EVENT_ID, "g1", ADA, "https://m.example/j", kind, "This event is over.", "join"
    )
    assert say(what, facts())[0].document["type"] == verb


def test_a_message_goes_to_each_in_private_and_names_no_other() -> None:
    message = Message(
        MessageId("m1"), GroupId("g1"), Audience(EVENT_ID), "Laptops", "Bring **one**", sent_at=NOW
    )
    recipients = (
        Recipient("p1", ADA, "@ada@social.example", None),
        Recipient("p2", BOB, "@bob@m.example", "de"),
    )
    said = say(happened.MessageSent("m1", "g1"), facts(message=message, recipients=recipients))
    assert [s.people for s in said] == [(ADA,), (BOB,)]
    assert all(s.private for s in said)
    assert BOB not in json.dumps(said[0].document)
    assert "<strong>one</strong>" in said[0].document["object"]["content"]


def test_new_counts_go_to_followers_and_to_every_voter() -> None:
    from activitypub.outgoing import events

    [said] = events.tally(facts(guests=(guest(ADA, Form.QUESTION),)))
    assert (said.form, said.followers_of, said.people) == (Form.QUESTION, GROUP, (ADA,))
    options = said.document["object"]["oneOf"]
    assert [o["replies"]["totalItems"] for o in options] == [3, 1, 0]
    assert datetime.fromisoformat(said.document["object"]["updated"]) == NOW


def test_a_follow_of_the_instance_is_accepted_and_told_what_is_to_come() -> None:
    what = happened.GroupFollowed("", BOB, "https://mobilizon.example/follow/1")
    said = say(what, facts(group=None, event=None, upcoming=("e1", "e2")))
    assert [s.document["type"] for s in said] == ["Accept", "Announce", "Announce"]
    assert said[0].document["object"]["id"] == "https://mobilizon.example/follow/1"
