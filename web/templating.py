"""Templates: how a page is made of a template, the request it answers, and what its handler found."""

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from aiohttp import web
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from fedevent.chapter import Chapter
from fedevent.errors import Conflict, Gone, Invalid, NotAllowed, NotFound, Refused, TooMany
from web import csrf, flash, sessions
from web.flash import Kind
from web.forms import Form
from web.i18n import Speech
from web.keys import CHAPTER, CLOCK, CONFIG, TEMPLATES, TRANSLATOR
from web.speech import errors, sentence, speech

FOLDER = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"

STATUS: dict[type[Refused], int] = {
    Gone: 410,
    NotFound: 404,
    NotAllowed: 403,
    Conflict: 409,
    TooMany: 429,
    Invalid: 422,
}


def environment() -> Environment:
    """The templates of the instance; everything put into a page is escaped."""
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def status_of(no: Refused) -> int:
    """The HTTP status for a refusal."""
    return next((status for kind, status in STATUS.items() if isinstance(no, kind)), 400)


def render(request: web.Request, template: str, status: int = 200, /, **values: object) -> web.Response:
    """The page *template* in the language of the request.

    Every template has: ``_``, ``ngettext``, ``csrf`` (the hidden field), ``viewer``, ``guest``, ``locale``,
    ``dir``, ``chapter``, ``fmt``, ``languages``, ``request_path``, ``now``, ``static(name)``, ``url(path)``,
    ``flash``, ``errors``, ``values`` (what was typed), ``domain``; *values* add to these or replace them.
    """
    page = request.app[TEMPLATES].get_template(template)
    html = page.render(_basics(request) | values)
    response = web.Response(text=html, status=status, content_type="text/html")
    response.headers["Content-Language"] = speech(request).language
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept, Accept-Language, Cookie"
    if "flash" not in values:
        flash.clear(request, response)
    return response


def again(
    request: web.Request, template: str, no: Refused, form: Form | None = None, /, **values: object
) -> web.Response:
    """The same form once more: what was typed is kept, what was wrong is said on top and at its field."""
    told = errors(request, no)
    news = [] if told else [("bad", sentence(request, no))]
    # Values given by the handler are what a form shows at first; what was typed since wins.
    shown = {"errors": told, "flash": news} | values
    if form is not None:
        before = values.get("values")
        shown["values"] = (before if isinstance(before, dict) else {}) | form.values
    return render(request, template, status_of(no), **shown)


def see_other(
    request: web.Request, path: str, news: str = "", kind: Kind = "good", **parameters: object
) -> web.Response:
    """Send the browser on after a POST (303). *news*, a message id, is shown on the page it gets to."""
    response = web.Response(status=303, headers={"Location": path})
    if news:
        flash.leave(request, response, kind, speech(request).say(news, **parameters))
    return response


def safe_path(path: str, default: str = "/") -> str:
    """*path* if it lies on this site, else *default*: a link must not send people elsewhere through us."""
    good = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if good and "\\" not in path and len(path) <= 2_000 else default


def bound_to(request: web.Request) -> str:
    """What this browser is known by, for its form tokens: its session, or its guest cookie."""
    return sessions.session_hash(request) or sessions.cookie(request, sessions.GUEST_COOKIE)


@lru_cache(maxsize=200)
def static(name: str) -> str:
    """The address of a static file, with its version, so that a browser may keep it for ever."""
    file = STATIC / name
    version = sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else ""
    return f"/static/{quote(name)}" + (f"?v={version}" if version else "")


def _basics(request: web.Request) -> dict[str, object]:
    words, config, now = speech(request), request.app[CONFIG], request.app[CLOCK]()
    viewer = sessions.viewer(request)
    return {
        "_": _say(words),
        "ngettext": _count(words),
        "csrf": _field(csrf.token(config.secret, bound_to(request), now)),
        "viewer": viewer,
        "guest": sessions.guest(request) is not None and viewer is None,
        "locale": words.language,
        "dir": words.direction,
        "chapter": request.get(CHAPTER) or _nameless(config.default_timezone, words.language),
        "fmt": words.formats_at(now),
        "languages": request.app[TRANSLATOR].names,
        "request_path": request.path_qs if request.method in csrf.SAFE else "/",
        "now": now,
        "static": static,
        "url": lambda path: f"{config.base_url.rstrip('/')}{path}",
        "flash": flash.take(request),
        "errors": {},
        "values": {},
        "domain": config.domain,
        "federates": config.federates,
    }


def _say(words: Speech) -> Callable[..., Markup]:
    def say(message: str, **parameters: object) -> Markup:
        return Markup(words.say(message, **_escaped(parameters)))  # noqa: S704 (our own words; places escaped)

    return say


def _count(words: Speech) -> Callable[..., Markup]:
    def count(one: str, many: str, number: int, **parameters: object) -> Markup:
        return Markup(words.count(one, many, number, **_escaped(parameters)))  # noqa: S704

    return count


def _escaped(parameters: dict[str, object]) -> dict[str, object]:
    return {k: v if isinstance(v, int | float) else escape(v) for k, v in parameters.items()}


def _field(token: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(csrf.FIELD, token)


def _nameless(zone: str, language: str) -> Chapter:
    return Chapter(name="fedevent", place="", timezone=zone, language=language)
