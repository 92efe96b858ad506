"""Pages for when something cannot be: in words, with a way on."""

from aiohttp import web

from fedevent.errors import Invalid, Refused
from fedevent.words import N_
from web.keys import REQUEST_ID
from web.machines import by_path, wants_json
from web.problems import problem
from web.speech import errors, say, sentence
from web.templating import render

# Status → heading, and what to do about it. "" where the reason itself says enough.
WORDS: dict[int, tuple[str, str]] = {
    400: (N_("This request makes no sense to us"), N_("Go back and try once more.")),
    403: (N_("This is not open to you"), N_("Perhaps you need to sign in first.")),
    404: (N_("There is nothing here"), N_("The address may be mistyped, or what was here has moved.")),
    405: (N_("This address is not a page"), N_("Something is done here by a button on another page.")),
    409: (N_("That does not work any more"), ""),
    410: (N_("This is gone"), N_("It was deleted on purpose and will not come back.")),
    413: (N_("That is too big"), N_("Pictures may have up to 12 megabytes.")),
    422: (N_("Something needs another look"), N_("Go back; what you typed is still there.")),
    429: (N_("That was a little too often"), N_("Wait a few minutes, then try again.")),
    500: (N_("Something broke on our side"), N_("It was written down. Please try again in a while.")),
    503: (N_("We are not ready yet"), N_("Please try again in a minute.")),
}


def refused(request: web.Request, no: Refused, status: int) -> web.Response:
    """The answer to a request that a rule refused; its reason is shown."""
    if for_program(request):
        fields = errors(request, no) if isinstance(no, Invalid) else {}
        return problem(status, _title(request, status), sentence(request, no), fields)
    return _page(request, status, sentence(request, no))


def failed(request: web.Request, status: int, headers: dict[str, str] | None = None) -> web.Response:
    """The answer to a request that went nowhere. Only ``Allow`` is taken over from *headers*."""
    if for_program(request):
        response = problem(status, _title(request, status))
    else:
        response = _page(request, status, "")
    if headers and "Allow" in headers:
        response.headers["Allow"] = headers["Allow"]
    return response


def for_program(request: web.Request) -> bool:
    """Whether the answer is read by a program: by its path, or because it asks for JSON."""
    return by_path(request.path) or wants_json(request.headers.get("Accept", ""))


def _page(request: web.Request, status: int, reason: str) -> web.Response:
    heading, advice = WORDS.get(status, WORDS[400 if status < 500 else 500])
    return render(
        request,
        "errors/error.html",
        status,
        heading=heading,
        advice=advice,
        reason=reason,
        status=status,
        request_id=request.get(REQUEST_ID, ""),
    )


def _title(request: web.Request, status: int) -> str:
    return say(request, WORDS.get(status, WORDS[400 if status < 500 else 500])[0])
