"""Writing to the people of a date: compose, see in words to whom it goes, send, and see what arrived."""

from typing import Any

from aiohttp import web
from markupsafe import Markup

from fedevent import richtext
from fedevent.errors import Conflict, Invalid
from fedevent.events import Event, Status
from fedevent.messages import Audience, Channel, Message, State
from fedevent.rsvps import Status as Answer
from fedevent.usecases import messages
from fedevent.usecases.messages import Letter
from fedevent.words import N_
from web.forms import Form
from web.keys import READS, UNIT_OF_WORK
from web.pages.organize.desk import Desk, EventDesk, at_event, at_group, at_message
from web.speech import say
from web.templating import again, render, see_other

FORM = "organize/message_form.html"
ANSWERS = (Answer.GOING, Answer.MAYBE, Answer.WAITING)
WAYS = (Channel.FEDIVERSE, Channel.EMAIL)
# What we ourselves note about a delivery; what other servers said is shown as they said it.
OWN_WORDS = (
    N_("the account cannot be reached"),
    N_("too late to be of use"),
    N_("no mail server is set up"),
    N_("the mail server takes no addresses with these letters"),
)


async def page(request: web.Request) -> web.Response:
    """Every message of a group, drafts too."""
    desk = await at_group(request)
    rows = await request.app[READS].messages.of_group(desk.group.id)
    return render(request, "organize/messages.html", group=desk.group, messages=rows)


async def new(request: web.Request) -> web.Response:
    """The composer for the people of a date."""
    desk = await at_event(request)
    _need_people(desk.event)
    values = {"statuses": [Answer.GOING.value], "channels": [way.value for way in WAYS]}
    return render(request, FORM, **_around(desk), values=values)


async def keep(request: web.Request) -> web.Response:
    """Keep what was written as a draft, and show to whom it would go. Sends nothing."""
    desk, form = await at_event(request), Form(await request.post())
    _need_people(desk.event)
    letter = read(form, desk.event)
    try:
        form.refuse()
        message = await messages.draft(request.app[UNIT_OF_WORK](), desk.group.id, letter, desk.viewer.person)
    except Invalid as no:
        return again(request, FORM, no, **_around(desk), values=_typed(form))
    return see_other(request, f"/organize/{desk.group.slug}/messages/{message.id}")


async def show(request: web.Request) -> web.Response:
    """A message: as a draft with the question whether to send it, once sent with its delivery report."""
    desk, message = await at_message(request)
    event = await request.app[READS].events.find(message.audience.event)
    around: dict[str, Any] = {
        "group": desk.group,
        "message": message,
        "event": event.event if event else None,
        "body": Markup(richtext.render(message.body)),  # noqa: S704 (sanitized by richtext)
        "plain": richtext.plain(richtext.render(message.body)),
    }
    if message.state is State.DRAFT:
        return await _preview(request, desk, message, around)
    report = await request.app[READS].messages.report(message.id)
    own = {words: say(request, words) for words in OWN_WORDS}
    return render(request, "organize/message.html", **around, report=report, own_words=own)


async def _preview(
    request: web.Request, desk: Desk, message: Message, around: dict[str, Any]
) -> web.Response:
    letter = Letter(message.audience, message.subject, message.body, message.channels)
    preview = await messages.preview(request.app[UNIT_OF_WORK](), desk.group.id, letter, desk.viewer.person)
    return render(
        request,
        "organize/message_preview.html",
        **around,
        total=preview.total,
        by_channel={way.value: len(people) for way, people in preview.by_channel.items()},
        left_out={why.value: number for why, number in preview.left_out.items()},
    )


async def edit(request: web.Request) -> web.Response:
    """The composer with a draft in it."""
    message, desk = await _draft(request)
    values = {
        "subject": message.subject,
        "body": message.body,
        "statuses": [status.value for status in message.audience.statuses],
        "channels": [way.value for way in message.channels],
    }
    return render(request, FORM, **_around(desk, message), values=values)


async def change(request: web.Request) -> web.Response:
    """Change a draft, and show again to whom it would go."""
    message, desk = await _draft(request)
    form = Form(await request.post())
    letter = read(form, desk.event)
    try:
        form.refuse()
        await messages.edit(request.app[UNIT_OF_WORK](), message.id, letter, desk.viewer.person)
    except (Invalid, Conflict) as no:
        return again(request, FORM, no, **_around(desk, message), values=_typed(form))
    return see_other(request, f"/organize/{desk.group.slug}/messages/{message.id}")


async def send(request: web.Request) -> web.Response:
    """Send a draft. Pressing the button twice sends it once."""
    desk, message = await at_message(request)
    await messages.send_draft(request.app[UNIT_OF_WORK](), message.id, desk.viewer.person)
    return see_other(request, f"{desk.path}/messages/{message.id}", N_("Sent. This page tells what arrived."))


async def drop(request: web.Request) -> web.Response:
    """Throw a draft away."""
    desk, message = await at_message(request)
    await messages.cancel(request.app[UNIT_OF_WORK](), message.id, desk.viewer.person)
    return see_other(request, f"{desk.path}/messages", N_("The draft is gone. Nobody got it."))


def read(form: Form, event: Event) -> Letter:
    """The letter as typed; what is missing is noted in *form*."""
    statuses = tuple(answer for answer in ANSWERS if answer.value in form.list("statuses"))
    channels = tuple(way for way in WAYS if way.value in form.list("channels"))
    if not statuses:
        form.add("statuses", N_("Choose whom to write to."))
    if not channels:
        form.add("channels", N_("Choose at least one way to send it."))
    return Letter(
        Audience(event.id, statuses),
        form.need("subject", N_("Give the message a subject.")),
        form.need("body", N_("Write something.")),
        channels,
    )


async def _draft(request: web.Request) -> tuple[Message, EventDesk]:
    desk, message = await at_message(request)
    if message.state is not State.DRAFT:
        raise Conflict(N_("This message is sent already."))
    page = await request.app[READS].events.find(message.audience.event)
    if page is None or page.event.status is Status.DELETED:
        raise Conflict(N_("This event was deleted."))
    return message, EventDesk(desk.viewer, page)


def _around(desk: EventDesk, message: Message | None = None) -> dict[str, Any]:
    return {"group": desk.group, "event": desk.event, "counts": desk.page.counts, "message": message}


def _typed(form: Form) -> dict[str, Any]:
    return form.values | {"statuses": form.list("statuses"), "channels": form.list("channels")}


def _need_people(event: Event) -> None:
    if event.status is Status.DRAFT:
        raise Conflict(N_("Publish this date first; then people can sign up and be written to."))
