"""A chapter in which everything occurs once, for tests that look at every page.

What people typed stands in «guillemets», so that a page's own words can be told from theirs.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from fedevent.chapter import Chapter
from fedevent.events import Event, JoinMode, Visibility
from fedevent.groups import Group
from fedevent.ids import EventId, GroupId, MessageId, PersonId
from fedevent.messages import Audience
from fedevent.moderation import Subject
from fedevent.people import Rank, Stranger
from fedevent.places import Place
from fedevent.remote import RemoteEvent
from fedevent.rsvps import Source, Statement, Status, Wish
from fedevent.usecases import (
    accounts,
    events,
    groups,
    messages,
    moderation,
    people,
    remote,
    rsvps,
    rsvps_from_afar,
)
from fedevent.usecases.messages import Letter
from fedevent.usecases.rsvps import Agreement
from fedevent.usecases.rsvps_from_afar import Asked
from tests.browser.site import Site
from tests.peers import MASTODON
from tests.rig import NOBODY
from web.consent_words import EVENT_MESSAGES
from web.keys import LINKS
from web.links import fingerprint
from web.sessions import GUEST_COOKIE, new_token

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenputztuch"
ELSEWHERE = "https://events.example/events/1"
PLACE = Place("«Library»", "«Mill Road 1»", "«Berlin»", "", "«10999»", "DE", 52.5, 13.4)
TUESDAY = datetime(2030, 3, 12, 19, 0)


@dataclass
class Sample:
    """What was made, by the name that tests call it."""

    site: Site
    by: PersonId = NOBODY
    guest: PersonId = NOBODY
    events: dict[str, Event] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    drafts: dict[str, MessageId] = field(default_factory=dict)
    cookies: dict[str, dict[str, str]] = field(default_factory=lambda: {"visitor": {}})

    def token(self, purpose: str, **fields: Any) -> str:
        """A signed link's token."""
        return self.site.instance.app[LINKS].make(purpose, timedelta(days=7), **fields)


async def fill(site: Site) -> Sample:
    """Make everything."""
    sample = Sample(site)
    chapter = Chapter(
        "«Menders»", "«Berlin»", "Europe/Berlin", "en", "«Neighbours who mend.»", founded_at=site.clock.now
    )
    hashed = await site.hashed("correct horse")
    sample.by = site.organizer = await accounts.found_chapter(
        site.work(), chapter, "grace@chapter.example", "«Grace»", hashed
    )
    await accounts.create(site.work(), "mia@mail.example", "«Mia»", Rank.MEMBER, hashed, proven=True)
    await _groups(sample)
    await _events(sample)
    await _answers(sample)
    await _words(sample)
    await _elsewhere(sample)
    await _sessions(sample)
    await site.settles()
    return sample


async def _groups(sample: Sample) -> None:
    work, by = sample.site.work, sample.by
    busy = groups.Profile(
        "«Repair Table»",
        "«We mend things.»",
        "«Bring **broken** things.»",
        "Europe/Berlin",
        ("en", "de"),
        PLACE,
        ("«repair»", "«tools»"),
        ("«beginners»",),
        ("«zero waste»",),
    )
    sample.groups["busy"] = await groups.create(work(), "menders", busy, by)
    quiet = groups.Profile(f"«{LONG}»", f"«{LONG} {LONG}»", timezone="Asia/Tokyo")
    sample.groups["quiet"] = await groups.create(work(), "quiet", quiet, by)
    await groups.add_host(work(), sample.groups["busy"].id, "bob@mail.example", "«Bob»", by)


async def _events(sample: Sample) -> None:
    rich: dict[str, Any] = {
        "starts": TUESDAY,
        "ends": TUESDAY + timedelta(hours=2),
        "summary": "«Four benches.»",
        "description": "«Bring a **lamp**.»",
        "place": PLACE,
        "guests_max": 2,
        "categories": ("«repair»",),
        "languages": ("de", "fr"),
    }
    await _event(sample, "past", starts=datetime(2030, 3, 3, 19), place=PLACE)
    await _event(sample, "open", **rich, capacity=9)
    await _event(sample, "full", capacity=1, place=PLACE)
    await _event(sample, "asked", join_mode=JoinMode.APPROVAL, place=PLACE)
    await _event(sample, "cancelled", place=PLACE)
    await _event(sample, "external", join_mode=JoinMode.EXTERNAL, external_url="https://tickets.example/")
    await _event(sample, "just come", join_mode=JoinMode.NONE, place=PLACE, timezone="America/New_York")
    await _event(sample, "online", online_url="https://meet.example/«room»")
    await _event(sample, "hidden", visibility=Visibility.UNLISTED, place=PLACE)
    await _event(sample, "draft", published=False)
    await _event(sample, LONG, place=Place(f"«{LONG}»", f"«{LONG}»"))


async def _event(sample: Sample, name: str, *, published: bool = True, **plan: Any) -> None:
    number = len(sample.events)
    wanted: dict[str, Any] = {"starts": TUESDAY + timedelta(days=number), "timezone": "Europe/Berlin"}
    group = sample.groups["quiet" if name == LONG else "busy"].id
    made = events.Plan(title=f"«{name}»", **(wanted | plan))
    work = sample.site.work()
    sample.events[name] = await events.create(work, group, made, sample.by, published=published)


async def _answers(sample: Sample) -> None:
    site = sample.site
    sample.guest = await _comes(sample, "open", "Ada", Wish.GOING, guests=1, note="«By wheelchair.»")
    await _comes(sample, "past", "Ada", Wish.GOING)
    for name in ("open", "full"):
        await _comes(sample, name, "Cleo", Wish.GOING)
    await _comes(sample, "full", "Ada", Wish.GOING)
    await _comes(sample, "asked", "Ada", Wish.GOING, note="«May I?»")
    await _comes(sample, "online", "Ada", Wish.GOING)
    await _comes(sample, "cancelled", "Ada", Wish.GOING)
    await _comes(sample, "open", "Dan", Wish.MAYBE)
    await groups.follow_by_slug(site.work(), "menders", MASTODON.id, f"{MASTODON.id}#follow")
    stranger = Stranger(MASTODON.id, "@ada@social.example", "«Ada afar»", "en")
    asked = Asked(stranger, Source.POLL, site.clock.now, f"{MASTODON.id}#vote")
    await rsvps_from_afar.answer(site.work(), sample.events["open"].id, asked, Wish.GOING, EVENT_MESSAGES)
    own = Statement(Wish.GOING, Source.WEB, site.clock.now)
    await rsvps.answer(site.work(), sample.events["open"].id, sample.by, own, Agreement(False, ""))
    await events.cancel(site.work(), sample.events["cancelled"].id, "«The roof leaks.»", sample.by)
    site.clock.pass_(days=5)  # by now "past" is over


async def _comes(
    sample: Sample, event: str, name: str, wish: Wish, guests: int = 0, note: str = ""
) -> PersonId:
    work = sample.site.work()
    async with work:
        person = await people.by_email(work, f"{name.lower()}@mail.example", f"«{name}»", "en")
        await work.commit()
    said = Statement(wish, Source.EMAIL, sample.site.clock.now, guests, note, name_shown=name == "Ada")
    agreed = Agreement(name == "Ada", EVENT_MESSAGES)
    await rsvps.confirm(sample.site.work(), sample.events[event].id, person.id, said, agreed)
    return person.id


async def _words(sample: Sample) -> None:
    work, by, group = sample.site.work, sample.by, GroupId(sample.groups["busy"].id)
    letter = Letter(
        Audience(sample.events["open"].id, (Status.GOING,)), "«Sockets»", "«Bring a **charger**.»"
    )
    await messages.send(work(), group, letter, by)
    sample.drafts["sent"] = (await sample.site.instance.reads.messages.of_group(group))[0].id
    sample.drafts["draft"] = (await messages.draft(work(), group, letter, by)).id
    dropped = await messages.draft(work(), group, letter, by)
    sample.drafts["dropped"] = (await messages.cancel(work(), dropped.id, by)).id
    for subject, about in ((Subject.EVENT, sample.events["open"].id), (Subject.GROUP, group)):
        made = await moderation.report(work(), subject, about, "«This is spam.»", contact="eve@mail.example")
    await moderation.handle(work(), made.id, by)


async def _elsewhere(sample: Sample) -> None:
    work, lab = sample.site.work, "https://events.example/@lab"
    starts = datetime(2030, 3, 20, 18, tzinfo=UTC)
    await remote.follow(work(), None, lab, sample.by)
    for number, place in ((1, "«Labor»"), (2, "")):
        event = RemoteEvent(
            uri=ELSEWHERE.replace("1", str(number)),
            actor=lab,
            name=f"«Open lab {number}»",
            starts_at=starts,
            timezone="Europe/Vienna",
            url=f"https://events.example/events/{number}/page",
            content="<p>«Come in.»</p>",
            place=place,
        )
        assert await remote.keep(work(), event)
    await remote.answer(work(), ELSEWHERE, sample.by)


async def _sessions(sample: Sample) -> None:
    token = new_token()
    await accounts.sign_in(sample.site.work(), sample.by, fingerprint(token))
    sample.cookies["organizer"] = {"session": token}
    sample.cookies["guest"] = {GUEST_COOKIE: sample.token(GUEST_COOKIE, person=sample.guest)}


def event_of(sample: Sample, name: str) -> EventId:
    """The id of the event of that name."""
    return sample.events[name].id
