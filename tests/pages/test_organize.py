"""What organizers do, from an empty dashboard to a date that is over, through the pages."""

import re
from datetime import datetime

import pytest

from fedevent.events import Status
from fedevent.people import Rank
from tests.pages.markup import Page
from tests.rig import Rig

SHORT = {
    "title": "Repair evening",
    "starts_at_date": "2030-03-12",
    "starts_at_time": "19:00",
    "place.name": "The Shed",
}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


async def test_from_sign_in_to_a_published_date_in_two_forms(rig: Rig) -> None:
    await rig.a_chapter()
    await rig.sign_in()
    assert "Start a group" in await rig.text("/organize")
    made = await rig.post("/organize/new", {"name": "The Menders", "summary": "We mend things."})
    assert made.status == 303
    assert made.headers["Location"] == "/organize/the_menders/events/new"
    dated = await rig.post(made.headers["Location"], {**SHORT, "do": "publish"})
    assert dated.status == 303, await dated.text()
    recruit = await rig.text(dated.headers["Location"])
    assert "@the_menders@chapter.example" in recruit
    assert "Repair evening" in recruit
    assert "Repair evening" in await rig.text("/events")
    assert "Repair evening" in await rig.text("/organize")
    assert "Repair evening" in await rig.text("/organize/the_menders")
