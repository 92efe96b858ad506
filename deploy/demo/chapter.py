"""Fills an empty instance with the sample chapter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from deploy.compose import Instance
from deploy.demo.words import (
    CHAPTER,
    EMAIL,
    GROUPS,
    LIBRARY,
    LOCK,
    ORGANIZER,
    PASSWORD,
    PEOPLE,
    SHED,
    ZONE,
    Somebody,
)
from fedevent import times
from fedevent.events import Event, JoinMode
from fedevent.groups import Group
from fedevent.ids import GroupId, PersonId
from fedevent.messages import Audience
from fedevent.people import Stranger
from fedevent.rsvps import Source, Statement, Status, Wish
from fedevent.usecases import accounts, events, groups, messages, people, rsvps, rsvps_from_afar
from fedevent.usecases.messages import Letter
from fedevent.usecases.rsvps import Agreement
from fedevent.usecases.rsvps_from_afar import Asked
from storage.unit_of_work import SqlUnitOfWork
from web.consent_words import EVENT_MESSAGES

NOBODY = PersonId("")
YES, NO = Agreement(True, EVENT_MESSAGES), Agreement(False, EVENT_MESSAGES)


@dataclass
class Sample:
    """Makes the sample. Its clock can stand in the past, since even a past event was once to come."""

    instance: Instance
    now: datetime
    by: PersonId = NOBODY

    def work(self, days_ago: float = 0) -> SqlUnitOfWork:
        """A unit of work, *days_ago*."""
        then = self.now - timedelta(days=days_ago)
        return SqlUnitOfWork(self.instance.database, lambda: then)

    async def fill(self) -> None:
        """Everything."""
        hashed = await self.instance.passwords.hash(PASSWORD)
        self.by = await accounts.found_chapter(self.work(90), CHAPTER, EMAIL, ORGANIZER, hashed)
        made = {slug: await groups.create(self.work(80), slug, p, self.by) for slug, p in GROUPS.items()}
        for slug, group in made.items():
            await self._followed(slug, group)
        lab = await self._lab(made["tuesday_lab"])
        await self._repair(made["repair_table"])
        await self._walks(made["slow_walks"])
        await self._write(made["tuesday_lab"], lab)

    async def _followed(self, slug: str, group: Group) -> None:
        for somebody in PEOPLE:
            if somebody.way != "web" and (len(somebody.name) + len(slug)) % 3:
                follow = f"{somebody.address}#follow-{slug}"
                await groups.follow_by_slug(self.work(70), group.slug, somebody.address, follow)

    async def _lab(self, group: Group) -> Event:
        """The weekly evening: one that was, and the next six."""
        past = await self._event(group, "Tuesday Lab: maps without a map company", -1, days_ago=20)
        for number, somebody in enumerate(PEOPLE[:7]):
            await self._answer(past, somebody, Wish.GOING, days_ago=10 - number / 10)
        topics = ("first patches", "reading strangers’ code", "accessible forms", "talk night", "open table")
        dates = [await self._event(group, f"Tuesday Lab: {t}", n, days_ago=5) for n, t in enumerate(topics)]
        for number, somebody in enumerate(PEOPLE):
            wish = (Wish.GOING, Wish.GOING, Wish.GOING, Wish.MAYBE, Wish.DECLINED)[number % 5]
            await self._answer(dates[0], somebody, wish, days_ago=4 - number / 10)
        return dates[0]

    async def _event(self, group: Group, title: str, week: int, days_ago: float) -> Event:
        day = self._next(1) + timedelta(weeks=week)
        plan = events.Plan(
            title,
            datetime.combine(day, time(19)),
            ZONE,
            datetime.combine(day, time(21)),
            "Soup at nine.",
            "We sit in small tables by topic. **Newcomers** are met at the door at ten to seven.",
            SHED,
            guests_max=1,
            categories=("hack", "learning"),
            languages=("en",),
        )
        return await events.create(self.work(days_ago), group.id, plan, self.by, published=True)

    async def _repair(self, group: Group) -> None:
        """A small room: places, and a list for those who come late."""
        day = self._next(5)
        plan = events.Plan(
            "Repair Table: lamps and radios",
            datetime.combine(day, time(14)),
            ZONE,
            datetime.combine(day, time(17, 30)),
            "Four benches, four menders.",
            "Tell us what is broken, so that the right person is there.\n\n- lamps\n- radios\n- plugs",
            LIBRARY,
            capacity=4,
            categories=("workshop", "repair"),
            languages=("de",),
        )
        event = await events.create(self.work(6), group.id, plan, self.by, published=True)
        for number, somebody in enumerate(PEOPLE[:6]):
            await self._answer(event, somebody, Wish.GOING, days_ago=5 - number / 10)

    async def _walks(self, group: Group) -> None:
        """Approval, an online evening, something cancelled, and a draft."""
        day = self._next(6)
        walk = events.Plan(
            "Herons before breakfast",
            datetime.combine(day, time(7, 30)),
            ZONE,
            datetime.combine(day, time(9, 30)),
            description="A quiet walk for ten. The hosts look at who comes, so that nobody is left behind.",
            place=LOCK,
            capacity=10,
            join_mode=JoinMode.APPROVAL,
            categories=("walk", "nature"),
            languages=("en",),
        )
        event = await events.create(self.work(3), group.id, walk, self.by, published=True)
        for number, somebody in enumerate(PEOPLE[2:6]):
            await self._answer(event, somebody, Wish.GOING, days_ago=2 - number / 10)
        evening = events.Plan(
            "Planning the spring routes",
            datetime.combine(day + timedelta(days=4), time(20)),
            ZONE,
            datetime.combine(day + timedelta(days=4), time(21)),
            "An hour online, with the map on the screen.",
            online_url="https://meet.example/slow-walks",
            categories=("meeting",),
            languages=("en", "tr"),
        )
        await events.create(self.work(2), group.id, evening, self.by, published=True)
        called_off = await events.create(
            self.work(2), group.id, _moved(walk, "Mist over the lock", 8), self.by, published=True
        )
        await events.cancel(self.work(1), called_off.id, "The towpath is closed for works.", self.by)
        await events.create(self.work(1), group.id, _moved(walk, "Ferry day", 22), self.by)

    async def _write(self, group: Group, event: Event) -> None:
        letter = Letter(
            Audience(event.id, (Status.GOING,)),
            "Bring a charger",
            "The sockets are few and far between. **Chargers** and short extension leads are welcome.",
        )
        await messages.send(self.work(0.5), GroupId(group.id), letter, self.by)

    async def _answer(self, event: Event, somebody: Somebody, wish: Wish, days_ago: float) -> None:
        at = self.now - timedelta(days=days_ago)
        if somebody.way == "web":
            await self._by_web(event, somebody, wish, days_ago)
            return
        stranger = Stranger(somebody.address, somebody.handle, somebody.name, "en")
        asked = Asked(stranger, Source(somebody.way), at, f"{somebody.address}#{event.id}")
        await rsvps_from_afar.answer(self.work(days_ago), event.id, asked, wish, EVENT_MESSAGES)

    async def _by_web(self, event: Event, somebody: Somebody, wish: Wish, days_ago: float) -> None:
        work = self.work(days_ago)
        async with work:
            person = await people.by_email(work, somebody.address, somebody.name, "en")
            await work.commit()
        said = Statement(wish, Source.WEB, self.now - timedelta(days=days_ago), name_shown=True)
        agreed = YES if somebody.agrees else NO
        await rsvps.confirm(self.work(days_ago), event.id, person.id, said, agreed)

    def _next(self, weekday: int) -> date:
        """The next day of that *weekday* (Monday is 0), at least two days from now."""
        today = times.wall(self.now, ZONE).date() + timedelta(days=2)
        return today + timedelta(days=(weekday - today.weekday()) % 7)


def _moved(plan: events.Plan, title: str, days: int) -> events.Plan:
    later: Callable[[datetime], datetime] = lambda moment: moment + timedelta(days=days)  # noqa: E731
    ends = later(plan.ends) if plan.ends else None
    return events.Plan(
        title, later(plan.starts), plan.timezone, ends, place=plan.place, categories=plan.categories
    )
