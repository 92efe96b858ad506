"""The chapter: what this instance is called, where it is, and how it looks."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Chapter:
    """The one record of the instance, made by the first-run page."""

    name: str
    place: str
    timezone: str
    language: str
    summary: str = ""
    accent: str = "#1f5f4a"
    founded_at: datetime | None = None
