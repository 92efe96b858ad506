"""A refusal of the API as programs read it: application/problem+json (RFC 9457)."""

from collections.abc import Mapping

from aiohttp import web

from fedevent.errors import Parameter, Refused
from fedevent.words import N_
from web.pages import errors
from web.problems import problem
from web.speech import say, sentence
from web.templating import status_of

TITLES = {
    400: N_("This is not JSON that we can read"),
    401: N_("This needs a token"),
    403: N_("This token may not do that"),
    413: N_("That is too big"),
}


class Unfit(Refused):
    """A request that no rule ever saw: without a right token, too big, or not readable at all."""

    def __init__(
        self, status: int, message: str, headers: Mapping[str, str] | None = None, **parameters: Parameter
    ) -> None:
        super().__init__(message, **parameters)
        self.status = status
        self.headers = dict(headers or {})


def answer(request: web.Request, no: Refused) -> web.Response:
    """What a program is told: title, status, detail, and every field that was wrong."""
    if not isinstance(no, Unfit):
        return errors.refused(request, no, status_of(no))
    response = problem(no.status, say(request, TITLES[no.status]), sentence(request, no))
    response.headers.update(no.headers)
    return response
