"""The form about a group: what stands in it at first, and what was meant by what was typed."""

import asyncio
from dataclasses import dataclass

from fedevent.chapter import Chapter
from fedevent.groups import Group
from fedevent.ids import GroupId, PictureId
from fedevent.usecases.groups import Profile
from fedevent.words import N_
from web.forms import Form
from web.pages.organize import lists, place_fields, zone_field


@dataclass(frozen=True, slots=True)
class Typed:
    """A profile as typed, and what must be asked about its time zone."""

    profile: Profile
    zone_choices: tuple[tuple[str, str], ...] = ()


async def read(form: Form, known: Group | None, zone: str, picture: PictureId | None) -> Typed:
    """The profile that was typed; faults are noted in *form*. *zone* counts while none was understood."""
    answer = await zone_field.read(form, zone)
    place = place_fields.read(form, known.place if known else None)
    profile = Profile(
        name=form.need("name", N_("Give the group a name.")),
        summary=form.text("summary"),
        description=form.text("description"),
        timezone=answer.zone,
        languages=lists.codes(form.text("languages")),
        place=await asyncio.to_thread(place_fields.located, place, answer.zone),
        topics=lists.words(form.text("topics")),
        levels=lists.words(form.text("levels")),
        programs=lists.words(form.text("programs")),
        picture=picture,
        picture_alt=form.text("picture_alt") if picture else "",
    )
    return Typed(profile, answer.choices)


def empty(chapter: Chapter, language: str) -> dict[str, str]:
    """What stands in the form of a new group: only what is most likely right."""
    fresh = Group(id=GroupId(""), slug="", name="", timezone=chapter.timezone, languages=(language,))
    return values(fresh)


def values(group: Group) -> dict[str, str]:
    """What stands in the form of a group that is there."""
    return place_fields.values(group.place) | {
        "name": group.name,
        "slug": group.slug,
        "summary": group.summary,
        "description": group.description,
        "zone": group.timezone,
        "languages": lists.joined(group.languages),
        "topics": lists.joined(group.topics),
        "levels": lists.joined(group.levels),
        "programs": lists.joined(group.programs),
        "picture": group.picture or "",
        "picture_alt": group.picture_alt,
    }
