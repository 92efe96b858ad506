"""What the sample chapter is about: its groups, dates and people."""

from dataclasses import dataclass

from fedevent.chapter import Chapter
from fedevent.places import Place
from fedevent.usecases.groups import Profile

ZONE = "Europe/Berlin"
CHAPTER = Chapter(
    name="Landwehr Commons",
    place="Berlin",
    timezone=ZONE,
    language="en",
    summary="Neighbours along the canal who mend, make and walk together.",
    accent="#0b6b62",
)
ORGANIZER, EMAIL, PASSWORD = "Grace Okafor", "grace@landwehr.example", "canal-side-evenings"

SHED = Place("The Shed", "Paul-Lincke-Ufer 21", "Berlin", "", "10999", "DE", 52.4951, 13.4262)
LIBRARY = Place(
    "Library at the Canal", "Reichenberger Str. 88", "Berlin", "", "10999", "DE", 52.4947, 13.4339
)
LOCK = Place("At the upper lock", "Schleusenufer", "Berlin", "", "10997", "DE", 52.4966, 13.4528)

GROUPS: dict[str, Profile] = {
    "tuesday_lab": Profile(
        "Tuesday Lab",
        "A weekly evening for people who build things with code, kindly.",
        "Bring a laptop and a question, or an hour and some patience.\n\n"
        "Beginners sit next to old hands. We end at nine, and most of us stay for soup.",
        ZONE,
        ("en", "de"),
        SHED,
        ("open source", "web", "learning"),
        ("beginner", "intermediate"),
        ("digital literacy",),
    ),
    "repair_table": Profile(
        "Repair Table",
        "Broken things and steady hands meet over coffee.",
        "Toasters, trousers, bicycles, radios. We mend *with* you, not for you.\n\n"
        "There is no charge; a tin stands by the door.",
        ZONE,
        ("de", "en"),
        LIBRARY,
        ("repair", "zero waste"),
        ("everyone",),
        ("sustainability",),
    ),
    "slow_walks": Profile(
        "Slow Walks",
        "Two hours along the water, at the pace of the slowest.",
        "Step-free routes, a bench every half hour, and someone who knows the birds.",
        ZONE,
        ("en", "tr"),
        LOCK,
        ("walking", "nature", "accessibility"),
        ("everyone",),
        ("neighbourhood",),
    ),
}


@dataclass(frozen=True, slots=True)
class Somebody:
    """A sample person. *way* is how they answer: join, poll, reply, accept, or web for an address."""

    name: str
    way: str
    address: str  # an actor's URI, or an email address
    agrees: bool = False  # whether the hosts may write to the address

    @property
    def handle(self) -> str:
        """``@name@host`` of an actor."""
        host = self.address.split("/")[2]
        return f"@{self.address.rsplit('/', 1)[-1].lstrip('@')}@{host}"


PEOPLE = (
    Somebody("Ada Lindqvist", "poll", "https://social.example/users/ada"),
    Somebody("Bilal Haddad", "join", "https://mobilizon.example/@bilal"),
    Somebody("Chiara Conti", "web", "chiara@post.example", agrees=True),
    Somebody("Deniz Aydın", "reply", "https://toot.example/users/deniz"),
    Somebody("Emeka Obi", "accept", "https://friendica.example/profile/emeka"),
    Somebody("Frida Holm", "web", "frida@post.example"),
    Somebody("Goro Tanaka", "poll", "https://misskey.example/users/goro"),
    Somebody("Hana Novák", "web", "hana@post.example", agrees=True),
    Somebody("Ines Duarte", "poll", "https://social.example/users/ines"),
    Somebody("Jonas Brandt", "web", "jonas@post.example"),
)
