"""Accounts through the door: signing in by password and by link, registering, resetting, signing out."""

import re
from email import message_from_string, policy

import pytest
from yarl import URL

from fedevent.people import Rank
from fedevent.usecases import groups
from tests.rig import BASE, Rig

GRACE = "grace@chapter.example"


def link_in(letter: str) -> str:
    """The path of the one link of ours in a mail that is a button."""
    message = message_from_string(letter, policy=policy.default)
    part = message.get_body(preferencelist=("plain",))
    assert part is not None
    found = re.findall(re.escape(BASE) + r"(/(?:sign-in|reset|me/link)/[\w.-]+)", part.get_content())
    assert len(set(found)) == 1, part.get_content()
    return str(found[0])


async def signed_in(rig: Rig) -> bool:
    return "/sign-out-everywhere" in await (await rig.get("/me/profile")).text()


async def mailed_link(rig: Rig, path: str, **form: str) -> str:
    answer = await rig.post(path, form)
    assert answer.status == 200
    await rig.settles()
    return link_in(rig.letters()[-1])


async def test_the_right_password_opens_and_leads_back_to_where_one_was(rig: Rig) -> None:
    await rig.a_chapter()
    answer = await rig.get("/organize/new?x=1")
    assert URL(answer.headers["Location"]).query["next"] == "/organize/new?x=1"
    page = await rig.text(answer.headers["Location"])
    assert 'name="next" value="/organize/new?x=1"' in page
    form = {"email": " Grace@Chapter.example ", "password": "correct horse", "next": "/organize/new?x=1"}
    answer = await rig.post("/sign-in", form)
    assert (answer.status, answer.headers["Location"]) == (303, "/organize/new?x=1")
    assert await signed_in(rig)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"])
async def test_signing_in_never_leads_to_another_site(rig: Rig, elsewhere: str) -> None:
    await rig.a_chapter()
    answer = await rig.post("/sign-in", {"email": GRACE, "password": "correct horse", "next": elsewhere})
    assert answer.headers["Location"] == "/me"


async def test_a_wrong_password_and_an_unknown_address_look_the_same(rig: Rig) -> None:
    await rig.a_chapter()
    pages = []
    for email in (GRACE, "nobody@mail.example"):
        answer = await rig.post("/sign-in", {"email": email, "password": "wrong horse"})
        assert answer.status == 422
        pages.append(re.sub(r'name="csrf" value="[^"]*"', "", await answer.text()).replace(email, ""))
    assert pages[0] == pages[1]
    assert not await signed_in(rig)


async def test_guessing_is_stopped_after_some_tries_even_with_the_right_one(rig: Rig) -> None:
    await rig.a_chapter()
    for _ in range(10):
        await rig.post("/sign-in", {"email": GRACE, "password": "wrong horse"})
    answer = await rig.post("/sign-in", {"email": GRACE, "password": "correct horse"})
    assert answer.status == 429
    assert not await signed_in(rig)


async def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_hosts(rig: Rig) -> None:
    await rig.a_chapter()
    answer = await rig.post("/sign-in", {"email": GRACE, "password": "correct horse"})
    (cookie,) = [c for c in answer.headers.getall("Set-Cookie") if "session" in c]
    assert cookie.startswith("__Host-session=")
    assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


async def test_a_mailed_link_signs_in_by_its_button_only_and_only_once(rig: Rig) -> None:
    await rig.a_chapter()
    link = await mailed_link(rig, "/sign-in", email=GRACE, way="link")
    for _ in range(2):  # a mail scanner opens it, twice
        assert (await rig.get(link)).status == 200
    assert not await signed_in(rig)
    assert (await rig.post(link, {})).status == 303
    assert await signed_in(rig)
    await rig.post("/sign-out", {}, page="/me/profile")
    assert (await rig.post(link, {})).status == 410
    assert not await signed_in(rig)


async def test_a_link_is_too_old_after_an_hour(rig: Rig) -> None:
    await rig.a_chapter()
    link = await mailed_link(rig, "/sign-in", email=GRACE, way="link")
    rig.clock.pass_(hours=1, seconds=1)
    assert (await rig.get(link)).status == 410
    assert (await rig.post(link, {}, page="/sign-in")).status == 410


async def test_an_unknown_address_gets_no_mail_and_the_page_does_not_tell(rig: Rig) -> None:
    await rig.a_chapter()
    for path, form in (("/sign-in", {"way": "link"}), ("/reset", {}), ("/me/link", {})):
        page = "/me" if path == "/me/link" else path
        known = await rig.post(path, form | {"email": GRACE}, page=page)
        unknown = await rig.post(path, form | {"email": "nobody@mail.example"}, page=page)
        assert (known.status, unknown.status) == (200, 200)
    await rig.settles()
    assert all("nobody@mail.example" not in letter for letter in rig.letters())
    assert len(rig.letters()) == 3


async def test_an_invitation_lets_a_new_host_in(rig: Rig) -> None:
    group = await rig.a_group()
    await groups.add_host(rig.work(), group.id, "new@mail.example", "Noor", rig.organizer)
    await rig.settles()
    answer = await rig.post(link_in(rig.letters()[-1]), {})
    assert (answer.status, answer.headers["Location"]) == (303, "/organize")
    assert await signed_in(rig)


async def test_signing_out_ends_the_session_and_the_cookie_alone_opens_nothing(rig: Rig) -> None:
    await rig.a_chapter()
    await rig.sign_in()
    cookies = {c.key: c.value for c in rig.client.session.cookie_jar}
    answer = await rig.post("/sign-out", {}, page="/me/profile")
    assert answer.status == 303
    assert not await signed_in(rig)
    rig.client.session.cookie_jar.update_cookies(cookies)
    assert not await signed_in(rig)


async def test_signing_out_everywhere_ends_other_sessions_and_spends_links(rig: Rig) -> None:
    await rig.a_chapter()
    link = await mailed_link(rig, "/sign-in", email=GRACE, way="link")
    await rig.sign_in()
    other = {c.key: c.value for c in rig.client.session.cookie_jar}
    rig.client.session.cookie_jar.clear()
    await rig.sign_in()
    assert (await rig.post("/sign-out-everywhere", {}, page="/me/profile")).status == 303
    rig.client.session.cookie_jar.update_cookies(other)
    assert not await signed_in(rig)
    rig.client.session.cookie_jar.clear()
    assert (await rig.post(link, {})).status == 410


async def test_a_session_ends_by_itself_after_two_months(rig: Rig) -> None:
    await rig.a_chapter()
    await rig.sign_in()
    rig.clock.pass_(days=59)
    assert await signed_in(rig)
    rig.clock.pass_(days=2)
    assert not await signed_in(rig)


async def test_a_forgotten_password_is_set_anew_by_link_and_ends_every_session(rig: Rig) -> None:
    await rig.a_chapter()
    await rig.sign_in()
    link = await mailed_link(rig, "/reset", email=GRACE)
    short = await rig.post(link, {"password": "short"})
    assert short.status == 422
    answer = await rig.post(link, {"password": "battery staple"})
    assert (answer.status, answer.headers["Location"]) == (303, "/sign-in")
    assert not await signed_in(rig)
    assert (await rig.post(link, {"password": "another horse"})).status == 410
    assert (await rig.post("/sign-in", {"email": GRACE, "password": "correct horse"})).status == 422
    assert (await rig.post("/sign-in", {"email": GRACE, "password": "battery staple"})).status == 303


async def test_registering_sends_a_link_that_opens_an_account(rig: Rig) -> None:
    await rig.a_chapter()
    link = await mailed_link(rig, "/register", email="mia@mail.example", name="Mia")
    assert (await rig.post(link, {})).status == 303
    found = await rig.instance.reads.accounts.by_username("mia")
    assert found is not None
    assert (found[1].rank, found[0].reachable_by_mail) == (Rank.ORGANIZER, True)


async def test_registering_with_a_taken_address_tells_nobody_and_changes_nothing(rig: Rig) -> None:
    await rig.a_chapter()
    answer = await rig.post("/register", {"email": GRACE, "name": "Mallory"})
    assert answer.status == 200
    found = await rig.instance.reads.accounts.by_username("grace")
    assert found is not None
    assert found[0].name == "Grace"


async def test_a_robot_that_fills_in_everything_gets_the_same_page_and_no_account(rig: Rig) -> None:
    await rig.a_chapter()
    form = {"email": "bot@mail.example", "name": "Bot", "website": "https://spam.example"}
    assert (await rig.post("/register", form)).status == 200
    assert await rig.instance.reads.accounts.credentials("bot@mail.example") is None


async def test_a_new_password_needs_the_old_one_and_keeps_this_browser_signed_in(rig: Rig) -> None:
    await rig.a_chapter()
    await rig.sign_in()
    wrong = await rig.post(
        "/me/password", {"old_password": "x", "new_password": "battery staple"}, page="/me/profile"
    )
    assert wrong.status == 422
    assert 'id="f-old_password-error"' in await wrong.text()
    form = {"old_password": "correct horse", "new_password": "battery staple"}
    assert (await rig.post("/me/password", form, page="/me/profile")).status == 303
    assert await signed_in(rig)
    rig.client.session.cookie_jar.clear()
    assert (await rig.post("/sign-in", {"email": GRACE, "password": "battery staple"})).status == 303


async def test_the_language_button_changes_the_pages_and_stays_on_the_page(rig: Rig) -> None:
    await rig.a_chapter()
    answer = await rig.post("/language", {"language": "en", "next": "/events?q=a"}, page="/sign-in")
    assert (answer.status, answer.headers["Location"]) == (303, "/events?q=a")
    page = await rig.get("/sign-in", **{"Accept-Language": "de"})
    assert page.headers["Content-Language"] == "en"
    away = await rig.post("/language", {"language": "tlh", "next": "//evil.example"}, page="/sign-in")
    assert away.headers["Location"] == "/"
