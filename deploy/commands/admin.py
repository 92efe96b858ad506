"""`fedevent admin`: what an operator does for people from the shell."""

import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import click

from deploy import serving
from deploy.commands.output import Failed, HouseGroup, Said
from deploy.compose import Instance, compose
from deploy.environment import load_settings
from fedevent.people import Rank, check_password
from fedevent.usecases import accounts
from web.links import fingerprint


@asynccontextmanager
async def instance() -> AsyncIterator[Instance]:
    """The instance of this shell's settings, its database in the newest form."""
    composed = compose(serving.ready(load_settings()))
    try:
        await composed.migrate()
        yield composed
    finally:
        await composed.close()


@click.group(cls=HouseGroup)
def admin() -> None:
    """Accounts and tokens."""


@admin.command(name="create-user")
@click.option("--email", required=True, help="Their address; it counts as proven.")
@click.option("--name", required=True, help="What they are called.")
@click.option(
    "--role", type=click.Choice([rank.value for rank in Rank]), default=Rank.MEMBER.value, show_default=True
)
@click.option("--password-stdin", is_flag=True, help="Read a password from standard input.")
async def create_user(email: str, name: str, role: str, password_stdin: bool) -> Said:
    """Make an account. Without a password they sign in by a mailed link."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else ""
    if password_stdin and check_password(password):
        raise Failed("the password needs at least 10 characters")
    async with instance() as here:
        hashed = await here.passwords.hash(password) if password else None
        person = await accounts.create(here.new_work(), email, name, Rank(role), hashed, proven=True)
        found = await here.reads.accounts.account(person)
    username = found[1].username if found else ""
    return Said(f"made @{username}", {"id": person, "username": username, "role": role})


@admin.command(name="create-token")
@click.option("--email", required=True, help="Whose token it is.")
@click.option("--scope", "scopes", multiple=True, default=("read", "write"), show_default=True)
async def create_token(email: str, scopes: tuple[str, ...]) -> Said:
    """Print a bearer token for the API. It is shown once and kept only as a fingerprint."""
    token = secrets.token_urlsafe(32)
    async with instance() as here:
        person = await accounts.create_token(here.new_work(), email, fingerprint(token), scopes)
    return Said(token, {"token": token, "person": person, "scopes": list(scopes)})
