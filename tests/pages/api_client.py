"""A client of the API for tests: every answer it gets is held against the description that the API serves."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator

from fedevent.usecases import accounts
from tests.rig import Rig
from web.links import fingerprint

Json = dict[str, Any]
PREFIX = "/api/v1"
ORGANIZER = "grace@chapter.example"


@dataclass
class Api:
    """Somebody's program. *token* is sent with every call that names no other."""

    rig: Rig
    description: Json
    token: str = ""
    answered: set[str] = field(default_factory=set)

    @classmethod
    async def of(cls, rig: Rig) -> "Api":
        """A program of the organizer's, whose token may do everything."""
        await rig.a_chapter()
        async with rig.client.get(f"{PREFIX}/openapi.json") as answer:
            assert answer.status == 200
            api = cls(rig, json.loads(await answer.text()))
        api.token = await api.a_token(ORGANIZER, "admin")
        return api

    async def a_token(self, email: str, *scopes: str) -> str:
        """A token of the account with *email*."""
        token = f"{email} {'+'.join(scopes)}".replace(" ", "-")
        await accounts.create_token(self.rig.work(), email, fingerprint(token), scopes or ("write",))
        return token

    async def somebody(self, name: str = "Mia", *scopes: str) -> str:
        """A token of a new account without any group; its address is "<name>@…"."""
        return await self.a_token(await self.email_of(await self.rig.an_account(name)), *scopes)

    async def email_of(self, person: Any) -> str:
        """The address of an account."""
        found = await self.rig.instance.reads.mine.person(person)
        assert found is not None
        assert found.email is not None
        return found.email

    async def get(self, path: str, status: int = 200, token: str | None = None) -> Any:
        return await self.ask("GET", path, None, status, token)

    async def post(self, path: str, body: Any = None, status: int = 201, token: str | None = None) -> Any:
        return await self.ask("POST", path, body, status, token)

    async def patch(self, path: str, body: Any, status: int = 200, token: str | None = None) -> Any:
        return await self.ask("PATCH", path, body, status, token)

    async def delete(self, path: str, status: int = 204, token: str | None = None) -> Any:
        return await self.ask("DELETE", path, None, status, token)

    async def ask(
        self, method: str, path: str, body: Any = None, status: int = 200, token: str | None = None
    ) -> Any:
        """Make a call; the answer's JSON, once its status and form are as they must be."""
        bearer = self.token if token is None else token
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        said: Any = {} if body is None else {"data": body if isinstance(body, bytes) else json.dumps(body)}
        async with self.rig.client.request(method, f"{PREFIX}{path}", headers=headers, **said) as answer:
            text = await answer.text()
            assert answer.status == status, (method, path, answer.status, text)
            kind = answer.content_type
        operation = self.operation(method, path)
        described = operation["responses"].get(str(status)) or operation["responses"]["default"]
        if "content" not in described:
            assert text == ""
            return None
        assert kind in described["content"]
        found = json.loads(text)
        self.validator(described["content"][kind]["schema"]).validate(found)
        if status < 300:
            self.answered.add(operation["operationId"])
        return found

    def operation(self, method: str, path: str) -> Json:
        """What the description says of a call."""
        for template, operations in self.description["paths"].items():
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path.partition("?")[0]):
                found: Json = operations[method.lower()]
                return found
        raise AssertionError(f"{method} {path} is not described")

    def validator(self, schema: Json) -> Draft202012Validator:
        """What checks answers against *schema*, with the components beside it."""
        return Draft202012Validator({"components": self.description["components"], **schema})

    async def refused(self, method: str, path: str, body: Any, *fields: str, status: int = 422) -> Json:
        """Make a call that is refused because of *fields*; the problem."""
        problem: Json = await self.ask(method, path, body, status)
        assert [error["field"] for error in problem.get("errors", [])] == list(fields), problem
        return problem


def an_event(**changes: Any) -> Json:
    """The body for a new event."""
    return {"title": "Lamp Lab", "starts_at": "2030-03-12T19:00", "timezone": "Europe/Berlin"} | changes
