"""Somebody is asked to be a host: the mail names the group, and its link leads in."""

import re
from email import message_from_string, policy

from fedevent.usecases import groups
from tests.rig import BASE, Rig


async def test_the_mail_to_a_new_host_names_the_group_and_lets_them_in(rig: Rig) -> None:
    group = await rig.a_group()
    await groups.add_host(rig.work(), group.id, "cora@mail.example", "Cora", rig.organizer)
    await rig.settles()
    mail = message_from_string(rig.letters()[-1], policy=policy.default)
    part = mail.get_body(preferencelist=("plain",))
    assert part is not None
    assert mail["Subject"] == "You are invited to host · Menders"
    assert "Group: Menders" in part.get_content()
    link = re.search(re.escape(BASE) + r"(/sign-in/[\w.-]+)", part.get_content())
    assert link
    assert (await rig.post(link[1], {})).status == 303
    assert (await rig.get("/organize/menders")).status == 200
