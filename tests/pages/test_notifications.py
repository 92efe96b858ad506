"""Who gets which mail, in whose language, with which link; and who gets none."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from fedevent import domain_events as happened
from fedevent.domain_events import DomainEvent
from fedevent.events import JoinMode
from fedevent.events import Status as Life
from fedevent.ids import PersonId
from fedevent.people import Person
from fedevent.rsvps import Source, Status
from tests.pages.markup import Page
from tests.pages.notices import (
    ADA,
    ALL,
    ANSWER,
    ASKED,
    CAFE,
    CANCELLED,
    CHANGED,
    DELETED,
    HEDY,
    LINKS,
    MESSAGE,
    MOVED,
    NOW,
    REPORTED,
    SENT,
    SIGN_IN,
    STATED,
    STRANGER,
    Words,
    facts,
    guest,
)
from web.mail.letter import Kind, Letter
from web.notifications.facts import MailFacts
from web.notifications.table import LETTERS, SILENT, letters

FACTS = facts()
ROOM = "https://meet.example/secret-room"
every_mail = pytest.mark.parametrize("what", ALL, ids=lambda value: type(value).__name__)


def only(what: DomainEvent, known: MailFacts = FACTS, to: str = ADA.email or "") -> Letter:
    (letter,) = [each for each in letters(what, known) if each.to == to]
    return letter


def readers(what: DomainEvent, known: MailFacts = FACTS) -> list[str]:
    return [letter.to.partition("@")[0] for letter in letters(what, known)]


def token(letter: Letter, path: str) -> str:
    (found,) = set(re.findall(rf"https://here\.example{path}(\S+)", letter.text))
    return str(found)


def test_everything_that_happens_is_told_or_left_out_on_purpose() -> None:
    known = {each for each in vars(happened).values() if isinstance(each, type)} - {DomainEvent}
    assert set(LETTERS) | SILENT == known
    assert set(LETTERS) & SILENT == set()
    assert letters(happened.GroupCreated("g1"), FACTS) == []


@every_mail
def test_a_mail_is_well_made_and_loads_nothing(what: DomainEvent) -> None:
    for letter in letters(what, FACTS):
        assert Page(letter.html).faults == []
        assert Words(letter.html).loads == []
        assert "url(" not in letter.html
        assert '<html lang="en" dir="ltr">' in letter.html


@every_mail
def test_both_parts_say_the_same(what: DomainEvent) -> None:
    plain = replace(FACTS, message=replace(MESSAGE, body="Bring a lamp & tea."))
    for letter in letters(what, plain):
        seen, text = Words(letter.html), " ".join(letter.text.split())
        assert [piece for piece in seen.pieces if piece.strip("→ ") not in text] == []
        assert sorted(set(seen.links)) == sorted({href for href in text.split() if "://" in href})


@every_mail
def test_a_mail_has_one_button_and_says_why_it_came(what: DomainEvent) -> None:
    for letter in letters(what, FACTS):
        assert len(Page(letter.html).all("a", **{"class": "button"})) == 1
        assert "You get this mail because" in letter.text.partition("\n-- \n")[2]


@every_mail
def test_every_sentence_is_in_the_readers_language(what: DomainEvent) -> None:
    speaking = replace(
        FACTS,
        person=replace(ADA, language="xx"),
        hosts=(replace(HEDY, language="xx"),),
        admins=(replace(HEDY, language="xx"),),
        recipients=tuple(replace(each, language="xx") for each in FACTS.recipients),
        mail_guests=(guest("ada", language="xx"),),
    )
    own = (
        CAFE.title,
        MESSAGE.subject,
        MESSAGE.body,
        "Repair",
        "Bremen mends",
        "Old hall",
        "Hall",
        "Mill Road",
    )
    for letter in letters(what, speaking):
        assert letter.language == "xx"
        rest = re.sub(
            r"⟦[^⟧]*⟧|https?://\S+|me@mail.example|(?m:^> .*$)", "", f"{letter.subject}\n{letter.text}"
        )
        for words in own:
            rest = rest.replace(words, "")
        assert set(re.findall(r"[A-Za-z]+", rest)) <= {"Tuesday", "Monday", "March", "CET", "Bremen", "Ada"}


def test_without_a_language_of_their_own_people_read_the_events() -> None:
    german = replace(FACTS, event=replace(CAFE, languages=("tlh", "xx")), person=replace(ADA, language="tlh"))
    assert only(STATED, german).language == "xx"
    assert only(STATED).language == "en"


@every_mail
def test_only_what_the_hosts_wrote_can_be_unsubscribed(what: DomainEvent) -> None:
    for letter in letters(what, FACTS):
        assert (letter.list_unsubscribe is not None) == (what is SENT)
        assert (letter.kind is Kind.MESSAGE) == (what is SENT)


def test_every_letter_is_a_mail_of_its_own() -> None:
    ids = [letter.message_id for what in ALL for letter in letters(what, FACTS)]
    assert len(ids) == len(set(ids)) > len(ALL)
    assert all(re.fullmatch(r"<id\d+@here\.example>", each) for each in ids)


def test_the_link_to_confirm_carries_what_was_said() -> None:
    letter = only(ASKED)
    assert LINKS.read("confirm", token(letter, "/confirm/")) == {
        "event": "e1",
        "person": "ada",
        "wish": "going",
        "guests": 2,
        "name_shown": True,
        "consents": True,
        "note": "a note",
    }
    assert "We keep your place until 13:30 CET." in letter.text
    assert "until Monday, 4 March 2030" in letter.text
    assert letter.useful_until == (NOW + timedelta(days=3)).isoformat()
    assert letter.kind is Kind.LINK


def test_nothing_a_stranger_typed_reaches_an_address_that_is_not_proven() -> None:
    typed = replace(ASKED, note="Visit evil.example")
    asking = only(typed, replace(FACTS, person=STRANGER))
    signing_in = only(SIGN_IN, replace(FACTS, person=STRANGER))
    for letter in (asking, signing_in):
        assert letter.to_name == ""
        assert "evil.example" not in letter.text + letter.html + letter.subject
        assert ROOM not in letter.text


@pytest.mark.parametrize("note", ["阿" * 1_000, "🛠" * 1_000, '"' * 1_000, "x" * 1_000])
def test_a_long_note_does_not_spoil_the_link(note: str) -> None:
    link = token(only(replace(ASKED, note=note)), "/confirm/")
    found = LINKS.read("confirm", link)
    assert found is not None
    assert found["note"] in (note, "")
    assert len(link) < 2_000


@pytest.mark.parametrize(
    ("wish", "held", "mode", "said"),
    [
        ("going", "", JoinMode.FREE, "Your answer counts once you confirm it."),
        ("going", "", JoinMode.APPROVAL, "The hosts decide who comes."),
        ("maybe", "", JoinMode.FREE, "Please confirm that you may come"),
        ("declined", "", JoinMode.FREE, "Please confirm that you are not coming"),
    ],
)
def test_a_mail_to_confirm_promises_no_more_than_there_is(
    wish: str, held: str, mode: JoinMode, said: str
) -> None:
    known = replace(FACTS, event=replace(CAFE, join_mode=mode))
    letter = only(replace(ASKED, wish=wish, held_until=held), known)
    assert said in letter.text
    assert "We keep" not in letter.text


@pytest.mark.parametrize("source", list(Source))
def test_who_answered_from_afar_hears_there_and_not_by_mail(source: Source) -> None:
    here = source in (Source.WEB, Source.EMAIL, Source.API)
    known = replace(FACTS, rsvp=replace(ANSWER, source=source))
    assert readers(replace(STATED, source=source.value), known) == (["ada"] if here else [])
    assert readers(MOVED, known) == (["ada"] if here else [])


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.UNCONFIRMED])
def test_only_who_is_going_gets_the_way_in(status: Status) -> None:
    letter = only(replace(STATED, new=status.value))
    assert (ROOM in letter.text) == (status is Status.GOING)
    assert ("/events/e1.ics" in letter.text) == (status in (Status.GOING, Status.MAYBE))


def test_the_confirmation_opens_the_guests_own_page_until_after_the_event() -> None:
    far = replace(FACTS, event=replace(CAFE, starts=CAFE.starts + timedelta(days=90)))
    link = token(only(STATED, far), "/me/link/")
    assert LINKS.read("me", link) == {"person": "ada"}
    later = type(LINKS)(b"secret" * 8, "", lambda: NOW + timedelta(days=125))
    assert later.read("me", link) == {"person": "ada"}


def test_an_answer_given_twice_is_confirmed_once() -> None:
    assert readers(replace(STATED, again=True)) == []


@pytest.mark.parametrize("person", [STRANGER, replace(ADA, email=None), None])
def test_who_has_no_proven_address_gets_no_notice(person: Person | None) -> None:
    known = replace(FACTS, person=person)
    assert readers(STATED, known) == readers(MOVED, known) == []


def test_the_hosts_hear_of_what_they_decide_and_of_notes_and_of_nothing_else() -> None:
    noted = replace(FACTS, rsvp=replace(ANSWER, note="Is there a step?"))
    asking = replace(STATED, new="requested", source="join")
    assert readers(STATED) == ["ada"]
    assert readers(STATED, noted) == ["ada", "hedy"]
    assert readers(asking) == ["hedy"]
    assert readers(replace(asking, old="requested")) == []
    assert readers(replace(STATED, old="going", new="withdrawn"), noted) == ["ada"]
    letter = only(asking, replace(noted, person=replace(ADA, handle="@ada@social.example")), HEDY.email)
    assert letter.subject == "Ada asks to come · Repair <café>"
    assert "> Is there a step?" in letter.text
    assert "@ada@social.example" in letter.text
    assert "https://here.example/organize/tinker/events/e1/signups" in letter.text


def test_a_host_is_not_told_of_their_own_answer() -> None:
    own = replace(ANSWER, person=PersonId("hedy"), note="I bring cake.")
    assert "hedy" not in readers(STATED, replace(FACTS, rsvp=own))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("waiting", "going", "You have a place"),
        ("requested", "going", "The hosts said yes"),
        ("rejected", "going", "The hosts gave you a place."),
        ("requested", "waiting", "The hosts said yes, and you are on the waiting list"),
        ("going", "waiting", "The hosts moved you to the waiting list"),
        ("requested", "rejected", "The hosts could not give you a place"),
        ("going", "rejected", "The hosts could not give you a place"),
    ],
)
def test_a_guest_hears_where_the_answer_was_moved(old: str, new: str, said: str) -> None:
    letter = only(replace(MOVED, old=old, new=new))
    assert said in letter.text
    assert (ROOM in letter.text) == (new == "going")


def test_a_change_is_told_old_and_new_once_to_each_guest() -> None:
    assert readers(CHANGED) == ["ada", "bob"]
    text = only(CHANGED).text
    assert "Begins: Monday, 11 March 2030, 18:00 CET → Tuesday, 12 March 2030, 19:00 CET" in text
    assert "Title: Repair → Repair <café>" in text
    assert "Where: Old hall → Hall, Mill Road 1, Bremen" in text
    assert ROOM in text
    assert ROOM not in only(CHANGED, to="bob@mail.example").text


def test_a_new_end_is_told_as_one() -> None:
    as_before = replace(
        CHANGED,
        old_title=CAFE.title,
        old_starts=CAFE.starts.isoformat(),
        old_place="Hall, Mill Road 1, Bremen",
    )
    later = replace(FACTS, event=replace(CAFE, ends=CAFE.starts + timedelta(hours=6)))
    text = only(as_before, later).text
    assert "Ends: open end → Wed 13 Mar, 01:00 CET" in text
    assert "19:00 – Wed 13 Mar, 01:00 CET" in text
    assert "→" not in text.replace("Ends: open end →", "")


def test_a_change_of_words_alone_is_told_to_nobody() -> None:
    assert readers(replace(CHANGED, matters=False)) == []


@pytest.mark.parametrize("what", [CHANGED, CANCELLED, DELETED])
def test_who_does_not_come_is_not_told(what: DomainEvent) -> None:
    known = replace(FACTS, mail_guests=(guest("ada", Status.DECLINED), guest("bob", Status.REJECTED)))
    assert readers(what, known) == []


def test_a_cancelled_event_says_why_and_is_struck_through() -> None:
    off = replace(FACTS, event=replace(CAFE, status=Life.CANCELLED, cancel_reason="The roof leaks.\nSorry."))
    assert readers(CANCELLED, off) == ["ada", "bob"]
    letter = only(CANCELLED, off)
    assert "> The roof leaks.\n> Sorry." in letter.text
    assert "line-through" in letter.html
    assert "line-through" not in only(STATED).html


def test_a_deleted_event_is_told_from_what_is_left_of_it() -> None:
    tombstone = replace(CAFE, title="", place=None, online_url="", status=Life.DELETED)
    gone = replace(FACTS, event=tombstone)
    letter = only(DELETED, gone)
    assert letter.subject == "Taken off: Repair"
    assert "Tuesday, 12 March 2030, 19:00 CET" in letter.text
    assert "/events/e1" not in letter.text
    assert readers(replace(DELETED, expected=False), gone) == []


def test_a_message_is_one_letter_a_person_with_their_own_way_to_stop() -> None:
    assert readers(SENT) == ["ada", "hedy"]
    letter = only(SENT)
    assert (letter.subject, letter.from_name, letter.about) == ("What to bring", "Tinkerers", "m1:ada")
    assert LINKS.read("stop", token(letter, "/stop/")) == {"person": "ada", "event": "e1"}
    assert letter.list_unsubscribe == f"https://here.example/stop/{token(letter, '/stop/')}"
    assert "Bring a *lamp* & tea." in letter.text
    assert "Bring a <em>lamp</em> &amp; tea." in letter.html
    assert HEDY.email not in letter.text + letter.html


@pytest.mark.parametrize(
    ("purpose", "path", "until"),
    [
        ("sign-in", "/sign-in/", "until 14:00 CET"),
        ("reset", "/reset/", "until 14:00 CET"),
        ("invite", "/sign-in/", "until Friday, 15 March 2030"),
    ],
)
def test_a_link_to_an_account_works_once_and_not_for_long(purpose: str, path: str, until: str) -> None:
    letter = only(happened.LinkAsked("ada", purpose))
    fields = LINKS.read(purpose, token(letter, path))
    assert fields is not None
    assert (fields["person"], fields["epoch"]) == ("ada", 3)
    another = LINKS.read(purpose, token(only(happened.LinkAsked("ada", purpose)), path))
    assert another is not None
    assert fields["nonce"] != another["nonce"]
    assert until in letter.text


def test_a_guest_without_an_account_gets_the_link_to_their_page_and_no_other() -> None:
    no_account = replace(FACTS, account=None, event=None, group=None)
    assert readers(SIGN_IN, no_account) == []
    letter = only(happened.LinkAsked("ada", "me"), no_account)
    assert LINKS.read("me", token(letter, "/me/link/")) == {"person": "ada"}


def test_a_report_goes_to_those_who_run_the_chapter() -> None:
    assert readers(REPORTED) == ["hedy"]
    letter = only(REPORTED, to=HEDY.email)
    assert "> This is <b>spam</b>." in letter.text
    assert "<b>spam</b>" not in letter.html
    assert "Contact they gave: me@mail.example" in letter.text
    assert readers(REPORTED, replace(FACTS, report=None)) == []


def test_the_date_stands_as_a_tear_off_sheet_in_the_chapters_colour() -> None:
    red = replace(FACTS, chapter=replace(FACTS.chapter, accent="#b00020"))
    html = only(STATED, red).html
    block = html[html.index('aria-hidden="true"') : html.index("</table>", html.index('aria-hidden="true"'))]
    assert [Words(f"<p>{block.partition('>')[2]}").pieces] == [["Tue", "12", "Mar"]]
    assert "background:#b00020" in block
    assert "prefers-color-scheme: dark" in html
