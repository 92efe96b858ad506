"""From an empty server to a published event that people can be told of."""

from tests.browser.visitor import Visitor

MOST_SCREENS = 3  # from a chapter's front page to a published event


async def found_chapter(visitor: Visitor) -> None:
    """The two pages of the first run."""
    await visitor.open("/")
    assert visitor.path == "/setup"
    await visitor.write("What is your chapter called?", "Berlin Menders")
    await visitor.write("Where is it? (optional)", "Berlin")
    await visitor.press("Continue")
    assert await visitor.main.get_by_label("Time zone").input_value() == "Europe/Berlin"
    await visitor.write("Your name", "Grace")
    await visitor.write("Email", "grace@chapter.example")
    await visitor.write("Password", "correct horse battery")
    await visitor.press("Open the chapter")


async def start_group(visitor: Visitor) -> None:
    await visitor.write("Name", "Repair Table")
    await visitor.write("What you do, in one line (optional)", "We mend things.")
    await visitor.press("Start the group")


async def describe_event(visitor: Visitor, title: str = "Lamps and radios") -> None:
    await visitor.write("Title", title)
    await visitor.fill("starts_at_date", "2030-03-12")
    await visitor.fill("starts_at_time", "19:00")
    await visitor.fill("ends_at_time", "21:00")
    await visitor.write("Place (optional)", "Library")


async def test_a_chapter_opens_with_a_group_and_a_first_event(visitor: Visitor) -> None:
    await found_chapter(visitor)
    assert visitor.path == "/organize/new"
    await visitor.sees("Berlin Menders is open. Now start its first group.")
    await start_group(visitor)
    assert visitor.path == "/organize/repair_table/events/new"
    await describe_event(visitor)
    await visitor.press("Save draft")
    await visitor.sees("Saved as a draft. Only the hosts can see it.", "Lamps and radios")
    await visitor.press("Publish")
    assert visitor.path.endswith("/recruit")
    await visitor.sees("Published. Now people need to hear of it.", "@repair_table@")
    await visitor.open("/")
    await visitor.sees("Lamps and radios", "19:00–21:00", "Library")


async def test_what_is_missing_is_said_and_what_was_typed_stays(visitor: Visitor) -> None:
    await found_chapter(visitor)
    await start_group(visitor)
    await visitor.write("Title", "Lamps")
    await visitor.press("Publish")
    await visitor.sees("things need another look", "Starts: ", "Place: ")
    assert await visitor.main.get_by_label("Title", exact=True).input_value() == "Lamps"


async def test_an_event_is_at_most_three_screens_away_from_the_front_page(visitor: Visitor) -> None:
    await found_chapter(visitor)
    await start_group(visitor)
    await visitor.open("/")
    visitor.screens.clear()
    await visitor.follow("Plan a date")
    await visitor.follow("Add a date")
    await describe_event(visitor)
    await visitor.press("Publish")
    assert visitor.path.endswith("/recruit")
    assert len(visitor.screens) <= MOST_SCREENS, visitor.screens
