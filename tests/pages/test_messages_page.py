"""Writing to the people of a date: in words to whom it goes, once, and with an honest report."""

from fedevent.events import Event
from fedevent.rsvps import Wish
from tests.pages.markup import Page
from tests.pages.organizing import answers, fields, words
from tests.rig import Rig
from web.templating import environment

LETTER = {
    "statuses": "going",
    "channels": "email",
    "subject": "Bring a cup",
    "body": "We have **tea**, but no cups.",
}


async def written(rig: Rig, **letter: str) -> tuple[Event, str]:
    """A date with Mia (agreed), Ida (did not) and Ada (maybe); and the page of a message to them."""
    event = await rig.an_event(await rig.a_group())
    await answers(rig, event, await rig.an_account("Mia"))
    await answers(rig, event, await rig.an_account("Ida"), agrees=False)
    await answers(rig, event, await rig.an_account("Ada"), Wish.MAYBE)
    await rig.settles()
    await rig.sign_in()
    kept = await rig.post(composer(event), LETTER | letter)
    assert kept.status == 303, await kept.text()
    return event, kept.headers["Location"]


def composer(event: Event) -> str:
    return f"/organize/menders/events/{event.id}/message"


def sent_mails(rig: Rig) -> list[str]:
    return [letter for letter in rig.letters() if "Bring a cup" in letter]


async def test_before_sending_the_page_says_in_words_to_whom_it_goes(rig: Rig) -> None:
    _, page = await written(rig)
    text = await rig.text(page)
    assert Page(text).faults == []
    assert "This goes to 1 person: 1 by mail. Not to 1 who did not agree." in words(text)
    assert "Tell 1 person" in text
    assert "<strong>tea</strong>" in text
    assert "We have tea, but no cups." in text
    await rig.settles()
    assert sent_mails(rig) == []


async def test_who_said_maybe_gets_it_when_they_are_chosen(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await answers(rig, event, await rig.an_account("Mia"))
    await answers(rig, event, await rig.an_account("Ada"), Wish.MAYBE)
    await rig.sign_in()
    token = fields(await rig.text(composer(event)), composer(event))["csrf"]
    form = [("csrf", token), ("statuses", "going"), ("statuses", "maybe")]
    form += [(name, LETTER[name]) for name in ("channels", "subject", "body")]
    kept = await rig.client.post(composer(event), data=form, allow_redirects=False)
    assert "This goes to 2 people: 2 by mail." in words(await rig.text(kept.headers["Location"]))


async def test_a_message_is_sent_once_however_often_the_button_is_pressed(rig: Rig) -> None:
    _, page = await written(rig)
    first = await rig.post(f"{page}/send", {}, page=page)
    second = await rig.post(f"{page}/send", {}, page="/me/profile")
    assert (first.status, second.status) == (303, 409)
    await rig.settles()
    assert len(sent_mails(rig)) == 1
    assert "mia1@mail.example" in sent_mails(rig)[0]


async def test_the_report_says_what_arrived_where(rig: Rig) -> None:
    _, page = await written(rig)
    await rig.post(f"{page}/send", {}, page=page)
    await rig.settles()
    text = await rig.text(page)
    assert Page(text).faults == []
    assert "This went to 1 person: 1 by mail. Not to 1 who did not agree." in words(text)
    assert "mail.example" in text
    listed = words(await rig.text("/organize/menders/messages"))
    assert "Bring a cup" in listed and "This went to 1 person" in listed


async def test_what_is_missing_is_told_and_what_was_typed_is_kept(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    await rig.sign_in()
    refused = await rig.post(composer(event), {"subject": "", "body": "Half a thought", "channels": "email"})
    text = await refused.text()
    page = Page(text)
    assert refused.status == 422
    assert page.faults == []
    assert page.all("a", href="#f-subject") and page.all("a", href="#f-statuses")
    assert fields(text, composer(event))["body"] == "Half a thought"
    assert page.all("input", value="email")[0].keys() >= {"checked"}
    assert "checked" not in page.all("input", value="fediverse")[0]
    assert await rig.instance.reads.messages.of_group(event.group) == []


async def test_a_draft_is_changed_and_asked_about_again(rig: Rig) -> None:
    event, page = await written(rig)
    edit = f"{page}/edit"
    assert fields(await rig.text(edit), edit)["body"] == LETTER["body"]
    changed = await rig.post(edit, LETTER | {"subject": "Bring two cups"})
    assert changed.headers["Location"] == page
    assert "Bring two cups" in await rig.text(page)
    assert len(await rig.instance.reads.messages.of_group(event.group)) == 1


async def test_a_draft_that_was_thrown_away_goes_to_nobody(rig: Rig) -> None:
    _, page = await written(rig)
    assert (await rig.post(f"{page}/drop", {}, page=page)).status == 303
    assert (await rig.post(f"{page}/send", {}, page="/me/profile")).status == 409
    assert "Nobody got it." in await rig.text(page)
    assert (await rig.get(f"{page}/edit")).status == 409
    await rig.settles()
    assert sent_mails(rig) == []


async def test_to_people_of_a_draft_nobody_can_write(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), published=False)
    await rig.sign_in()
    assert (await rig.get(composer(event))).status == 409


async def test_the_message_of_another_group_is_not_there(rig: Rig) -> None:
    _, page = await written(rig)
    await rig.a_group("bakers")
    elsewhere = page.replace("/menders/", "/bakers/")
    assert (await rig.get(elsewhere)).status == 404
    assert (await rig.post(f"{elsewhere}/send", {}, page="/me/profile")).status == 404


def sentence(macro: str, total: int, by_channel: dict[str, int], left_out: dict[str, int]) -> str:
    def count(one: str, many: str, number: int, **parameters: object) -> str:
        return (one if number == 1 else many) % {"num": number, **parameters}

    template = environment().from_string(
        '{% from "organize/_letters.html" import goes_to, went_to with context %}'
        f"{{{{ {macro}(total, by_channel, left_out) }}}}"
    )
    values = {"total": total, "by_channel": by_channel, "left_out": left_out}
    return template.render(_=lambda text, **p: text % p if p else text, ngettext=count, **values)


def test_the_sentence_names_every_way_and_every_reason() -> None:
    said = sentence("goes_to", 12, {"fediverse": 7, "email": 5}, {"no_consent": 3, "no_channel": 1})
    assert said == (
        "This goes to 12 people: 7 on the fediverse, 5 by mail. "
        "Not to 3 who did not agree, 1 whose address is unknown."
    )


def test_the_sentence_is_short_when_there_is_little_to_say() -> None:
    assert sentence("goes_to", 1, {"email": 1}, {}) == "This goes to 1 person: 1 by mail."
    assert sentence("goes_to", 0, {}, {"channel_off": 2}) == (
        "This goes to nobody. Not to 2 who cannot be reached the way you chose."
    )
    assert sentence("went_to", 2, {"fediverse": 2}, {}) == "This went to 2 people: 2 on the fediverse."
