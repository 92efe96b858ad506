"""Where the hosts decide, a request takes no place and promises none."""

from email import message_from_string, policy

from fedevent.events import JoinMode
from tests.rig import Rig


def words(letter: str) -> str:
    part = message_from_string(letter, policy=policy.default).get_body(preferencelist=("plain",))
    assert part is not None
    return str(part.get_content())


async def test_an_unproven_request_is_promised_no_place(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group(), join_mode=JoinMode.APPROVAL, capacity=1)
    for name in ("ann", "bob"):
        form = {"name": name, "address": f"{name}@mail.example", "status": "going", "details": "yes"}
        answer = await rig.post(f"/events/{event.id}/rsvp", form, page=f"/events/{event.id}")
        assert "We hold your place" not in await answer.text()
    await rig.settles()
    assert ["They hear of your request once you confirm." in words(each) for each in rig.letters()] == [
        True
    ] * 2
    page = await rig.instance.reads.events.find(event.id)
    assert page is not None
    assert page.taken == 0
