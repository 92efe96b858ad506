"""Loads what the letters about a domain event need, and has them written."""

from dataclasses import dataclass

from fedevent.domain_events import DomainEvent
from web.mail.letter import Letter


@dataclass(frozen=True, slots=True)
class Mailing:
    """Records in, letters out."""

    async def letters(self, happened: DomainEvent) -> list[Letter]:
        """The letters that *happened* leads to."""
        return []
