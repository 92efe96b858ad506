"""A picture that came with a form: cleaned, stored at once, and kept by its id while the form has faults."""

import asyncio

from aiohttp import web

from fedevent.errors import Fault, fault
from fedevent.ids import PictureId
from fedevent.words import N_
from web.forms import Form
from web.keys import PICTURES
from web.pictures import MAX_BYTES, Refusal, clean_picture

ACCEPT = "image/jpeg,image/png,image/webp,image/gif,image/avif"
_UNREADABLE = N_("This is no picture that we can read; use JPEG, PNG or WebP.")
_WHY = {
    Refusal.EMPTY: N_("This file is empty."),
    Refusal.TOO_MANY_PIXELS: N_("This picture has too many pixels; make it smaller first."),
    Refusal.TOO_SMALL: N_("This picture is too small."),
}


async def picture(request: web.Request, form: Form) -> PictureId | None:
    """The picture that the form leaves the record with: a new one, the one before, or none.

    Faults (of the file, or of a missing description) are noted in *form*, under ``picture_file`` and
    ``picture_alt``.
    """
    chosen = await _uploaded(request, form) or _before(request, form)
    if chosen and not form.text("picture_alt"):
        form.add("picture_alt", N_("Describe the picture in one sentence, for people who cannot see it."))
    return chosen


async def _uploaded(request: web.Request, form: Form) -> PictureId | None:
    sent = form.file("picture_file")
    if sent is None:
        return None
    data = await asyncio.to_thread(sent.file.read, MAX_BYTES + 1)
    clean = await asyncio.to_thread(clean_picture, data)
    if isinstance(clean, Refusal):
        form.faults.append(_fault(clean))
        return None
    return await request.app[PICTURES].put(clean.bytes, f".{clean.mime.rpartition('/')[2]}")


def _before(request: web.Request, form: Form) -> PictureId | None:
    kept = PictureId(form.text("picture"))
    if not kept or form.checked("picture_remove") or request.app[PICTURES].path(kept) is None:
        return None
    return kept


def _fault(why: Refusal) -> Fault:
    if why is Refusal.TOO_MANY_BYTES:
        return fault("picture_file", N_("Use a picture of at most %(count)s MB."), count=MAX_BYTES // 1024**2)
    return fault("picture_file", _WHY.get(why, _UNREADABLE))


def typed(form: Form, kept: PictureId | None) -> dict[str, str]:
    """What was typed, with the picture that is kept by now: for showing the form again."""
    values = form.values | {"picture": kept or ""}
    for name in ("picture_remove", "do"):
        values.pop(name, None)
    return values
