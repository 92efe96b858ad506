"""People in JSON: somebody looked up, oneself, and all that is kept about oneself."""

from msgspec import UNSET, Struct, UnsetType

from fedevent.consents import Purpose
from fedevent.people import Account, Person
from storage.queries.mine import ConsentView, MyDate
from storage.queries.organizing import OrganizedGroup
from web.api.moments import maybe_utc, utc
from web.api.shapes.common import PersonShape
from web.api.shapes.remote import RemoteRsvpShape
from web.api.shapes.rsvps import RsvpShape, write_rsvp


class Lookup(Struct):
    """Who is meant: an email address, @name@host, or an actor's address."""

    address: str


class Found(Struct, kw_only=True):
    """Somebody who was found. *kind* is person or group; *local* says that they are ours."""

    kind: str
    local: bool
    name: str
    id: str | UnsetType = UNSET
    actor: str | UnsetType = UNSET
    handle: str | UnsetType = UNSET
    url: str | UnsetType = UNSET


class MyGroup(Struct):
    """A group that one acts for."""

    id: str
    slug: str
    name: str
    role: str


class Me(Struct, kw_only=True):
    """The person whose token it is, and what the token allows."""

    id: str
    name: str
    username: str
    actor: str
    email: str | None
    email_confirmed: bool
    rank: str
    language: str | None
    timezone: str | None
    groups: list[MyGroup]
    scopes: list[str]


class MyRsvp(Struct):
    """One's answer, and the event it is about."""

    title: str
    starts_at: str
    rsvp: RsvpShape


class MyConsent(Struct, kw_only=True):
    """What holds for one purpose and scope; *text* is what was shown when it was decided."""

    purpose: Purpose
    given: bool
    at: str
    source: str
    text: str
    event: str | None
    group: str | None


class Export(Struct, kw_only=True):
    """Everything that is kept about a person, for that person."""

    person: PersonShape
    username: str
    rank: str
    language: str | None
    timezone: str | None
    created_at: str | None
    email_confirmed_at: str | None
    groups: list[MyGroup]
    rsvps: list[MyRsvp]
    remote_rsvps: list[RemoteRsvpShape]
    consents: list[MyConsent]


def write_me(
    person: Person, account: Account, actor: str, groups: list[OrganizedGroup], scopes: tuple[str, ...]
) -> Me:
    """Oneself."""
    return Me(
        id=person.id,
        name=person.name,
        username=account.username,
        actor=actor,
        email=person.email,
        email_confirmed=person.email_confirmed_at is not None,
        rank=account.rank.value,
        language=person.language,
        timezone=person.timezone,
        groups=write_groups(groups),
        scopes=list(scopes),
    )


def write_groups(groups: list[OrganizedGroup]) -> list[MyGroup]:
    """The groups that one acts for."""
    return [MyGroup(group.id, group.slug, group.name, group.role) for group in groups]


def write_export(
    person: Person,
    account: Account,
    groups: list[OrganizedGroup],
    dates: list[MyDate],
    remote: list[RemoteRsvpShape],
    consents: list[ConsentView],
) -> Export:
    """Everything; one's own address also while it is not proven."""
    return Export(
        person=PersonShape(
            id=person.id,
            name=person.name,
            actor=person.actor or UNSET,
            handle=person.handle or UNSET,
            email=person.email or UNSET,
        ),
        username=account.username,
        rank=account.rank.value,
        language=person.language,
        timezone=person.timezone,
        created_at=maybe_utc(person.created_at),
        email_confirmed_at=maybe_utc(person.email_confirmed_at),
        groups=write_groups(groups),
        rsvps=[
            MyRsvp(d.card.title, utc(d.card.starts_at), write_rsvp(d.rsvp, person, d.consents, 0))
            for d in dates
        ],
        remote_rsvps=remote,
        consents=[_consent(each) for each in consents],
    )


def _consent(view: ConsentView) -> MyConsent:
    return MyConsent(
        purpose=view.purpose,
        given=view.given,
        at=utc(view.at),
        source=view.source,
        text=view.text,
        event=view.event,
        group=view.group,
    )
