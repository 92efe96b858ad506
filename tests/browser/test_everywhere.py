"""What stands at the foot of every page: another language, and telling that something is not right."""

from urllib.parse import urlsplit

from tests.browser.conftest import Arrive
from tests.browser.site import Site
from tests.browser.visitor import Visitor


async def test_another_language_is_chosen_without_leaving_the_page(site: Site, visitor: Visitor) -> None:
    await site.an_event(await site.a_group())
    await visitor.open("/events?q=lab&from=2030-03-01")
    await visitor.press("Deutsch", within="footer")
    assert urlsplit(visitor.page.url).path == "/events"
    assert urlsplit(visitor.page.url).query == "q=lab&from=2030-03-01"
    assert await visitor.page.locator("html").get_attribute("lang") == "de"
    await visitor.sees("Veranstaltungen", "Tuesday Lab")
    await visitor.open("/groups")
    await visitor.sees("Gruppen")


async def test_a_browser_is_first_answered_in_its_own_language(site: Site, arrive: Arrive) -> None:
    await site.a_chapter()
    visitor = await arrive(locale="de-AT")
    await visitor.open("/events")
    assert await visitor.page.locator("html").get_attribute("lang") == "de"


async def test_a_report_is_sent_without_an_account_and_read_by_those_who_run_the_place(
    site: Site, arrive: Arrive
) -> None:
    event = await site.an_event(await site.a_group())
    visitor, grace = await arrive(), await arrive()
    await visitor.open(f"/events/{event.id}")
    await visitor.follow("Report")
    await visitor.sees("This is about Tuesday Lab")
    await visitor.write("What is wrong", "This is not a lab at all.")
    await visitor.write("How to reach you (optional)", "ada@mail.example")
    await visitor.press("Send the report")
    await visitor.sees("Thank you for the report")
    await grace.sign_in()
    await grace.open("/organize")
    await grace.follow("1 report to look at")
    await grace.sees("Tuesday Lab", "This is not a lab at all.", "ada@mail.example")
    await grace.press("I have looked at it")
    await grace.sees("No open reports", "Looked at")
