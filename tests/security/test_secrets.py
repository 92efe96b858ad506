"""What nobody is told: who has an account here, what strangers are called, and how to keep others out."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from ipaddress import ip_network
from typing import Any

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer

from deploy.compose import compose
from fedevent.ids import PersonId
from fedevent.people import Rank
from fedevent.usecases import accounts, people
from fedevent.usecases.groups import MOST_INVITED
from tests.pages.api_client import Api
from tests.rig import BASE, Rig
from tests.security.doors import token
from web.keys import LIMITER
from web.limits import Limiter
from web.pages.sign_in import TRIES_IN_ALL, WITHIN

GRACE = "grace@chapter.example"
NOBODY = "nobody@mail.example"


async def answers(rig: Rig, path: str, email: str, times: int, **form: str) -> list[tuple[int, str]]:
    """Status and page of each answer to the same form, without what differs between any two."""
    found = []
    for _ in range(times):
        answer = await rig.post(path, {"email": email, **form}, page="/me" if path == "/me/link" else None)
        page = re.sub(r'name="csrf" value="[^"]*"', "", await answer.text()).replace(email, "…")
        found.append((answer.status, page))
    return found


@pytest.mark.parametrize(
    ("path", "form"),
    [("/sign-in", {"way": "link"}), ("/reset", {}), ("/me/link", {}), ("/register", {"name": "X"})],
)
async def test_asking_for_links_never_tells_who_is_known(rig: Rig, path: str, form: dict[str, str]) -> None:
    await rig.a_chapter()
    known, unknown = [await answers(rig, path, email, 5, **form) for email in (GRACE, NOBODY)]
    assert known == unknown
    for email in (GRACE, NOBODY) * 3:
        await accounts.ask_link(rig.work(), email, "me")
    await rig.settles()
    assert len([letter for letter in rig.letters() if GRACE in letter]) == 5


async def test_whoever_knows_an_address_cannot_rename_its_owner(rig: Rig) -> None:
    await rig.a_chapter()
    async with rig.work() as work:
        person = await people.by_email(work, "ada@mail.example", "Ada Lovelace", None)
        await people.prove_email(work, person.id)
        await work.commit()
    assert (await rig.post("/register", {"email": "Ada@mail.example", "name": "Silly Billy"})).status == 200
    found = await rig.instance.reads.mine.person(person.id)
    assert found is not None and found.name == "Ada Lovelace"


async def test_a_name_stays_on_its_line(rig: Rig) -> None:
    await rig.a_chapter()
    person = await accounts.create(
        rig.work(), "eve@mail.example", "Eve\nBcc: all@mail.example", Rank.MEMBER, None
    )
    found = await rig.instance.reads.mine.person(person)
    assert found is not None and found.name == "Eve Bcc: all@mail.example"


# keeping others out


@asynccontextmanager
async def behind_a_proxy(rig: Rig) -> AsyncIterator[TestClient[Any, Any]]:
    """The same instance behind a proxy that says where each request comes from."""
    settings = replace(rig.instance.settings, trusted_proxies=(ip_network("127.0.0.0/8"),))
    other = compose(settings, network=rig.network, clock=rig.clock)
    other.app[LIMITER] = Limiter(clock=lambda: 0.0)
    server = TestServer(other.app)
    await server.start_server()
    jar = CookieJar(unsafe=True, treat_as_secure_origin=server.make_url("/").origin())
    async with TestClient(server, cookie_jar=jar) as client:
        yield client
    await other.database.close()


async def knock(rig: Rig, client: TestClient[Any, Any], password: str, address: str) -> int:
    form = {"csrf": await token(rig), "email": GRACE, "password": password}
    headers = {"Origin": BASE, "X-Forwarded-For": address}
    async with client.post("/sign-in", data=form, headers=headers, allow_redirects=False) as answer:
        return answer.status


async def test_nobody_locks_the_owner_of_an_account_out(rig: Rig) -> None:
    await rig.a_chapter()
    async with behind_a_proxy(rig) as client:
        tried = [await knock(rig, client, "wrong horse", "198.51.100.7") for _ in range(12)]
        assert tried == [422] * 10 + [429] * 2
        assert await knock(rig, client, "correct horse", "203.0.113.9") == 303


async def test_many_addresses_together_do_not_guess_for_ever(rig: Rig) -> None:
    await rig.a_chapter()
    async with behind_a_proxy(rig) as client:
        limiter = client.app[LIMITER] if client.app else None
        assert limiter is not None
        for _ in range(TRIES_IN_ALL - 1):
            assert limiter.allow(f"sign-in as {GRACE}", TRIES_IN_ALL, WITHIN)
        tried = [await knock(rig, client, "wrong horse", f"198.51.100.{n}") for n in range(3)]
    assert tried == [422, 429, 429]


async def test_a_stolen_session_does_not_guess_the_password_for_ever(rig: Rig) -> None:
    await rig.a_chapter()
    await rig.sign_in()
    form = {"old_password": "wrong horse", "new_password": "a longer password"}
    tried = [(await rig.post("/me/password", form, page="/me/profile")).status for _ in range(12)]
    assert tried == [422] * 10 + [429] * 2


async def test_an_organizer_invites_so_many_and_no_more(rig: Rig) -> None:
    await rig.a_group()
    await rig.sign_in()
    statuses = [
        (await rig.post("/organize/menders/hosts", {"email": f"h{n}@mail.example", "name": ""})).status
        for n in range(MOST_INVITED + 2)
    ]
    assert statuses == [303] * MOST_INVITED + [429] * 2
    endless = {"email": "x@mail.example", "name": "x" * 101}
    assert (await rig.post("/organize/menders/hosts", endless)).status == 422


# what an organizer learns


async def test_answering_for_an_address_does_not_tell_whose_it_is(rig: Rig) -> None:
    event = await rig.an_event(await rig.a_group())
    api = await Api.of(rig)
    async with rig.work() as work:
        ada = await people.by_email(work, "ada@mail.example", "Ada Lovelace", None)
        await people.prove_email(work, PersonId(ada.id))
        await work.commit()
    for email in ("ada@mail.example", "nobody@mail.example"):
        said = {"status": "going", "person": {"email": email, "name": "Whoever"}}
        answer = await api.post(f"/events/{event.id}/rsvps", said)
        assert {**answer["person"], "id": ""} == {"id": "", "name": ""}
        assert answer["status"] == "unconfirmed"
