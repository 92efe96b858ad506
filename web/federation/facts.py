"""Loads what the translators need to put our records into ActivityPub."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from activitypub.outgoing.facts import Facts
from activitypub.translate.posts import Tally
from activitypub.urls import Urls
from fedevent.events import Event
from fedevent.groups import Group
from fedevent.ids import EventId
from storage.queries.reads import Reads
from web.i18n import Languages


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who knows how we speak: records in, facts out."""

    reads: Reads
    urls: Urls
    words: Languages
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    default_language: str

    async def language(self, group: Group | None, event: Event | None) -> str:
        """What the event was announced in, else the first language of event, group, chapter, server."""
        chapter = await self.reads.chapter.find()
        wished = (
            event.announced_in if event else "",
            *(event.languages if event else ()),
            *(group.languages if group else ()),
            chapter.language if chapter else "",
        )
        found = (self.words.match(code) for code in wished)
        return next((code for code in found if code), self.default_language)

    async def of_event(self, event_id: EventId) -> Facts | None:
        """The facts about one event, or None when there is none."""
        page = await self.reads.events.find(event_id)
        if page is None:
            return None
        counts = page.counts
        return Facts(
            self.urls,
            self.words,
            self.clock(),
            self.new_id,
            language=await self.language(page.group, page.event),
            group=page.group,
            event=page.event,
            tally=Tally(counts["going"], counts["maybe"], counts["declined"]),
        )

    async def briefly(self, event_id: EventId) -> Facts | None:
        """The facts about one event without its numbers, for words to one person."""
        found = await self.reads.events.brief(event_id)
        if found is None:
            return None
        event, group = found
        language = await self.language(group, event)
        return Facts(
            self.urls, self.words, self.clock(), self.new_id, language=language, group=group, event=event
        )

    async def of_group(self, group: Group | None) -> Facts:
        """The facts about a group, or (None) the instance."""
        language = await self.language(group, None)
        return Facts(self.urls, self.words, self.clock(), self.new_id, language=language, group=group)
