"""Reports: seen by those who run the chapter, looked at once, and kept."""

from fedevent.moderation import Subject
from fedevent.usecases import events, moderation
from tests.pages.markup import Page
from tests.pages.organizing import fields, words
from tests.rig import Rig


async def test_a_report_waits_until_an_admin_has_looked_at_it(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    made = await moderation.report(
        rig.work(), Subject.EVENT, event.id, "This is <b>spam</b>.", contact="mia@mail.example"
    )
    await rig.sign_in()
    assert "1 report to look at" in words(await rig.text("/organize"))
    text = await rig.text("/admin/reports")
    assert Page(text).faults == []
    assert "This is <b>spam</b>." in words(text)
    assert "<b>spam</b>" not in text
    assert f"/events/{event.id}" in text
    assert "mia@mail.example" in text
    assert fields(text, "/admin/reports")["report"] == made.id
    assert (await rig.post("/admin/reports", {"report": made.id})).status == 303
    after = words(await rig.text("/admin/reports"))
    assert "No open reports" in after
    assert "Looked at" in after
    assert await rig.instance.reads.reports.open() == []


async def test_a_report_about_something_that_is_gone_still_stands(rig: Rig) -> None:
    group = await rig.a_group()
    event = await rig.an_event(group)
    await moderation.report(rig.work(), Subject.EVENT, event.id, "Bad.")
    await moderation.report(rig.work(), Subject.GROUP, group.id, "Worse.")
    await moderation.report(rig.work(), Subject.PERSON, rig.organizer, "Worst.", by=rig.organizer)
    await events.delete(rig.work(), event.id, rig.organizer)
    await rig.sign_in()
    text = await rig.text("/admin/reports")
    assert Page(text).faults == []
    assert "not here any more" in text
    assert "/groups/menders" in text
    assert "by Grace" in words(text)


async def test_nobody_but_admins_sees_or_handles_reports(rig: Rig) -> None:
    group = await rig.a_group()
    made = await moderation.report(rig.work(), Subject.GROUP, group.id, "Bad.")
    assert (await rig.get("/admin/reports")).headers["Location"] == "/sign-in?next=/admin/reports"
    await rig.an_account("Mia")
    await rig.sign_in("mia1@mail.example")
    assert (await rig.get("/admin")).status == 403
    assert (await rig.get("/admin/reports")).status == 403
    refused = await rig.post("/admin/reports", {"report": made.id}, page="/me/profile")
    assert refused.status == 403
    assert "run this chapter" in await refused.text()
    assert len(await rig.instance.reads.reports.open()) == 1
