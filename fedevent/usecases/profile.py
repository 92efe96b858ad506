"""What a person says of themselves: name, language, time zone."""

from dataclasses import replace

from fedevent.errors import fault, refuse
from fedevent.groups import LANGUAGE
from fedevent.ids import PersonId
from fedevent.people import Person, check_name, one_line
from fedevent.ports import UnitOfWork
from fedevent.times import check_zone
from fedevent.words import N_


async def describe(
    work: UnitOfWork, person: PersonId, name: str, language: str | None, timezone: str | None
) -> Person:
    """Change one's own name, and the language and time zone one is written to in (None: unknown). Commits."""
    faults = check_name(name) + (check_zone(timezone) if timezone else [])
    if language and not LANGUAGE.fullmatch(language):
        faults.append(fault("language", N_("Write languages as codes, such as de or pt-BR.")))
    refuse(faults)
    async with work:
        known = await work.people.get(person)
        changed = replace(known, name=one_line(name), language=language or None, timezone=timezone or None)
        if changed != known:
            await work.people.put(changed)
        await work.commit()
    return changed
