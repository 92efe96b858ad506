"""The port by which rules and protocol speak a human language."""

from typing import Protocol


class Translator(Protocol):
    """Words in a language. *language* is a code such as "de"; an unknown one falls back to English."""

    def say(self, language: str | None, message: str, **parameters: object) -> str:
        """*message* (an English message id) in *language*, its ``%(name)s`` places filled."""
        ...

    def count(self, language: str | None, one: str, many: str, number: int, **parameters: object) -> str:
        """*one* or *many* by *number* (also available as ``%(num)s``) in *language*."""
        ...

    def keywords(self, wish: str) -> frozenset[str]:
        """The words, casefolded, that mean *wish* (going, maybe, declined, stop, help) in any UI language."""
        ...

    def day(self, language: str | None, moment: object, zone: str) -> str:
        """A date in full, with its weekday ("Tuesday, 12 March 2030"), as the wall in *zone* shows it."""
        ...

    def clock(self, language: str | None, moment: object, zone: str) -> str:
        """A time of day with its zone's short name ("19:00 CET"), as the wall in *zone* shows it."""
        ...
