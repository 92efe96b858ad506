"""The hosts write to their guests: by the way each came, once each, and to nobody who did not agree."""

import re
from email import message_from_string
from email.message import Message as Mail
from typing import Any

import pytest

from fedevent.errors import Conflict
from fedevent.events import Event
from fedevent.ids import MessageId, PersonId
from fedevent.messages import Audience, Channel, Message
from fedevent.rsvps import Source, Statement, Status, Wish
from fedevent.usecases import messages, rsvps
from fedevent.usecases.messages import Letter
from fedevent.usecases.rsvps import Agreement
from storage.actors import Actors
from storage.queries.messages import MessageReport
from tests.flows.sayings import GROUP, hear, letters, reply, say, standing, vote
from tests.peers import MASTODON, MOBILIZON, UNKNOWN, Peer
from tests.rig import BASE, Rig

ZOE = Peer("https://social.example/users/zoe", "mastodon", number=1)


async def party(rig: Rig, *voters: Peer, **plan: Any) -> Event:
    """An event to which *voters* come."""
    event = await rig.an_event(await rig.a_group(), **plan)
    for peer in voters:
        await hear(rig, peer, vote(peer, event, "I’m going"))
    rig.network.sent.clear()
    return event


async def comes_by_mail(rig: Rig, event: Event, name: str, *, agrees: bool) -> PersonId:
    """Somebody with an account here, who answers on the page."""
    person = await rig.an_account(name)
    said = Statement(Wish.GOING, Source.WEB, rig.clock.now)
    await rsvps.answer(rig.work(), event.id, person, said, Agreement(agrees, "The hosts may write to me."))
    await rig.settles()
    return person


async def write(rig: Rig, event: Event, *statuses: Status, subject: str = "Laptops", **more: Any) -> Message:
    audience = Audience(event.id, statuses or (Status.GOING,))
    letter = Letter(audience, subject, "Bring **one**, please.", **more)
    message, _ = await messages.send(rig.work(), event.group, letter, rig.organizer)
    await rig.settles()
    return message


async def report_of(rig: Rig, message: Message) -> MessageReport:
    found = await rig.instance.reads.messages.report(MessageId(message.id))
    assert found is not None
    return found


def mails(rig: Rig, subject: str = "Laptops") -> list[Mail]:
    found = [message_from_string(text) for text in rig.letters()]
    return [mail for mail in found if mail["Subject"] == subject]


def words(mail: Mail) -> str:
    parts = [p.get_payload(decode=True) for p in mail.walk() if p.get_content_maintype() == "text"]
    return "".join(part.decode() for part in parts if isinstance(part, bytes))


async def test_a_message_goes_to_each_by_the_way_they_came(rig: Rig) -> None:
    event = await party(rig, MASTODON, UNKNOWN)
    await hear(rig, MOBILIZON, say(MOBILIZON, "Join", rig.urls.event(event.id)))
    await comes_by_mail(rig, event, "Mia", agrees=True)
    rig.network.sent.clear()
    message = await write(rig, event)
    for peer in (MASTODON, UNKNOWN, MOBILIZON):
        [text] = letters(rig, peer)
        assert "Laptops" in text and "<strong>one</strong>" in text and "stop" in text
        assert rig.urls.event(event.id) in text
    [mail] = mails(rig)
    assert mail["To"] == "Mia <mia1@mail.example>"
    assert "Bring" in words(mail)
    report = await report_of(rig, message)
    assert report.by_channel == {"fediverse": 3, "email": 1}
    assert (report.delivered, report.waiting, report.failed, report.left_out) == (4, 0, 0, {})


async def test_each_person_gets_a_document_of_their_own_that_names_nobody_else(rig: Rig) -> None:
    event = await party(rig, MASTODON, ZOE)
    await write(rig, event)
    sent = rig.network.sent
    assert sorted(s.inbox for s in sent) == sorted([MASTODON.inbox, ZOE.inbox])
    for each in sent:
        note = each.document["object"]
        reader = next(p for p in (MASTODON, ZOE) if p.inbox == each.inbox)
        other = ZOE if reader is MASTODON else MASTODON
        assert each.document["to"] == note["to"] == [reader.id]
        assert [(tag["type"], tag["href"]) for tag in note["tag"]] == [("Mention", reader.id)]
        assert note["attributedTo"] == GROUP and "attachment" not in note
        assert other.id not in str(each.document) and "cc" not in note
    assert len({each.document["object"]["id"] for each in sent}) == 2


async def test_only_those_whose_answer_was_asked_for_get_it(rig: Rig) -> None:
    event = await party(rig, MASTODON)
    await hear(rig, ZOE, vote(ZOE, event, "Maybe"))
    await hear(rig, UNKNOWN, vote(UNKNOWN, event, "Can’t come"))
    await write(rig, event, Status.MAYBE)
    assert [len(letters(rig, peer)) for peer in (MASTODON, ZOE, UNKNOWN)] == [0, 1, 0]
    await write(rig, event, Status.GOING, Status.MAYBE)
    assert [len(letters(rig, peer)) for peer in (MASTODON, ZOE, UNKNOWN)] == [1, 2, 0]


async def test_stop_ends_the_messages_and_leaves_the_answer(rig: Rig) -> None:
    event = await party(rig, MASTODON, ZOE)
    await write(rig, event)
    [note] = [d["object"] for d in rig.network.to(MASTODON) if "to" in d and d["to"] == [MASTODON.id]]
    await hear(rig, MASTODON, reply(MASTODON, event, "STOP!", to=note["id"]))
    assert "not write to you" in letters(rig, MASTODON)[-1]
    assert (await standing(rig, event))[MASTODON.id] == "going"
    message = await write(rig, event)
    assert (len(letters(rig, MASTODON)), len(letters(rig, ZOE))) == (2, 2)
    report = await report_of(rig, message)
    assert (report.total, report.left_out) == (1, {"no_consent": 1})


async def test_answering_again_from_afar_does_not_take_back_a_stop(rig: Rig) -> None:
    event = await party(rig, MASTODON)
    await hear(rig, MASTODON, reply(MASTODON, event, "stop"))
    rig.clock.pass_(minutes=1)
    await hear(rig, MASTODON, say(MASTODON, "Join", rig.urls.event(event.id)))
    assert (await report_of(rig, await write(rig, event))).left_out == {"no_consent": 1}


async def test_stop_before_any_answer_holds_for_the_answer_to_come(rig: Rig) -> None:
    event = await party(rig)
    await hear(rig, MASTODON, reply(MASTODON, event, "stop"), vote(MASTODON, event, "I’m going"))
    assert (await report_of(rig, await write(rig, event))).left_out == {"no_consent": 1}


async def test_whoever_is_left_out_is_counted_with_the_reason(rig: Rig) -> None:
    event = await party(rig, MASTODON)
    await comes_by_mail(rig, event, "Mia", agrees=False)
    await comes_by_mail(rig, event, "Noa", agrees=True)
    rig.network.sent.clear()
    letter = Letter(Audience(event.id), "Laptops", "Bring one.", (Channel.EMAIL,))
    preview = await messages.preview(rig.work(), event.group, letter, rig.organizer)
    message = await write(rig, event, channels=(Channel.EMAIL,))
    report = await report_of(rig, message)
    assert report.left_out == {why.value: n for why, n in preview.left_out.items()}
    assert report.left_out == {"no_consent": 1, "channel_off": 1}
    assert (report.by_channel, rig.network.sent) == ({"email": 1}, [])
    assert [mail["To"] for mail in mails(rig)] == ["Noa <noa2@mail.example>"]


async def test_the_link_under_a_mail_ends_mails_of_this_event(rig: Rig) -> None:
    event = await party(rig)
    await comes_by_mail(rig, event, "Mia", agrees=True)
    await write(rig, event)
    [mail] = mails(rig)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.search(r"<(https://[^>]+)>", mail["List-Unsubscribe"].replace("\n", ""))
    assert found is not None
    path = found.group(1).removeprefix(BASE)
    assert (await rig.get(path)).status == 200
    assert (await report_of(rig, await write(rig, event, subject="Second"))).total == 1
    answer = await rig.client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status == 200
    assert (await report_of(rig, await write(rig, event, subject="Third"))).left_out == {"no_consent": 1}
    assert (len(mails(rig, "Second")), len(mails(rig, "Third"))) == (1, 0)


async def test_the_report_tells_what_arrived_what_waits_and_what_failed(rig: Rig) -> None:
    event = await party(rig, MASTODON, ZOE, UNKNOWN, MOBILIZON)
    rig.network.silent.add(UNKNOWN.host)
    rig.network.answers |= {ZOE.inbox: 404, MOBILIZON.inbox: 500}
    message = await write(rig, event)
    report = await report_of(rig, message)
    assert (report.delivered, report.waiting, report.failed) == (1, 2, 1)
    by_host = {h.host: (h.delivered, h.waiting, h.failed) for h in report.per_host}
    assert by_host == {"social.example": (1, 0, 1), "odd.example": (0, 1, 0), "mobilizon.example": (0, 1, 0)}
    rig.network.silent.clear()
    rig.network.answers.clear()
    await rig.later(hours=2)
    report = await report_of(rig, message)
    assert (report.delivered, report.waiting, report.failed) == (3, 0, 1)
    assert [len(letters(rig, peer)) for peer in (MASTODON, ZOE, UNKNOWN, MOBILIZON)] == [1, 0, 1, 1]


async def test_an_account_that_cannot_be_reached_any_more_is_reported_as_failed(rig: Rig) -> None:
    event = await party(rig, MASTODON)
    rig.network.documents.pop(MASTODON.id)
    await Actors(rig.instance.database).forget(MASTODON.id)
    report = await report_of(rig, await write(rig, event))
    assert (report.delivered, report.waiting, report.failed) == (0, 0, 1)


async def test_a_kept_letter_leaves_once_and_to_those_who_are_there_then(rig: Rig) -> None:
    event = await party(rig, MASTODON)
    letter = Letter(Audience(event.id), "Laptops", "Bring one.")
    draft = await messages.draft(rig.work(), event.group, letter, rig.organizer)
    await rig.later(minutes=1)
    assert letters(rig, MASTODON) == []
    await hear(rig, ZOE, vote(ZOE, event, "I’m going"))
    await messages.send_draft(rig.work(), draft.id, rig.organizer)
    with pytest.raises(Conflict):
        await messages.send_draft(rig.work(), draft.id, rig.organizer)
    await rig.settles()
    assert [len(letters(rig, peer)) for peer in (MASTODON, ZOE)] == [1, 1]
