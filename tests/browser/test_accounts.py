"""Signing in without a password, a forgotten password, and signing out wherever one is."""

from tests.browser import letters
from tests.browser.conftest import Arrive
from tests.browser.site import Site
from tests.browser.visitor import Visitor

GRACE = "grace@chapter.example"


async def test_a_mailed_link_signs_in_once(site: Site, arrive: Arrive) -> None:
    await site.a_chapter()
    visitor, thief = await arrive(), await arrive()
    await visitor.open("/organize")
    assert visitor.path == "/sign-in"
    await visitor.write("Email", GRACE)
    await visitor.press("Mail me a link instead")
    await visitor.sees("Look into your mail")
    link = (await letters.to(site, GRACE))[-1].link("/sign-in/")
    await visitor.open(link)
    await visitor.press("Sign in")
    assert visitor.path == "/me"
    await visitor.sees("Grace")
    await thief.open(link)
    await thief.press("Sign in")
    await thief.sees("This link does not work any more")


async def test_a_forgotten_password_is_replaced_and_the_old_one_is_no_good(
    site: Site, arrive: Arrive
) -> None:
    await site.a_chapter()
    elsewhere, visitor = await arrive(), await arrive()
    await elsewhere.sign_in()
    await visitor.open("/sign-in")
    await visitor.follow("Forgot your password?")
    await visitor.write("Email", GRACE)
    await visitor.press("Mail me the link")
    await visitor.open((await letters.to(site, GRACE))[-1].link("/reset/"))
    await visitor.write("New password", "tea with lemon and rain")
    await visitor.press("Set this password")
    await fails_to_sign_in(await arrive(), "correct horse")
    await (await arrive()).sign_in(password="tea with lemon and rain")
    await is_signed_out(elsewhere)


async def test_signing_out_everywhere_reaches_the_other_browser(site: Site, arrive: Arrive) -> None:
    await site.a_chapter()
    here, there = await arrive(), await arrive()
    await here.sign_in()
    await there.sign_in()
    await here.open("/me/profile")
    await here.press("Sign out on every device")
    await here.sees("You are signed out on every device.")
    await is_signed_out(here)
    await is_signed_out(there)


async def fails_to_sign_in(visitor: Visitor, password: str) -> None:
    await visitor.open("/sign-in")
    await visitor.write("Email", GRACE)
    await visitor.write("Password", password)
    await visitor.press("Sign in")
    await visitor.sees("Address and password do not go together.")


async def is_signed_out(visitor: Visitor) -> None:
    await visitor.open("/organize")
    assert visitor.path == "/sign-in"
