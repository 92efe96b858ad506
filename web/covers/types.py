"""Which motif belongs to which type or category of event, by our names and by those other systems use."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from web.covers import gatherings, making, outings
from web.covers.shapes import Dice, Shape

Motif = Callable[[Dice], list[Shape]]

MOTIFS: Mapping[str, Motif] = MappingProxyType(
    {
        "talk": gatherings.talk,
        "hack": making.hack,
        "meetup": gatherings.meetup,
        "table": gatherings.table,
        "food": gatherings.food,
        "walk": outings.walk,
        "music": outings.music,
        "workshop": making.workshop,
        "reading": making.reading,
        "film": outings.film,
        "sport": outings.sport,
        "games": making.games,
        "art": making.art,
        "market": making.market,
        "online": gatherings.online,
        "action": gatherings.action,
        "board": outings.board,
    }
)
KINDS: tuple[str, ...] = tuple(MOTIFS)

# Words that occur inside a type or category; the first that fits decides. The capitals of Mobilizon's
# categories (BOOK_CLUBS, FOOD_DRINK, OUTDOORS_ADVENTURE ...) are folded before.
_WORDS: tuple[tuple[str, str], ...] = (
    ("book", "reading"),
    ("read", "reading"),
    ("language", "talk"),
    ("hack", "hack"),
    ("code", "hack"),
    ("tech", "hack"),
    ("sprint", "hack"),
    ("kitchen", "table"),
    ("table", "table"),
    ("dinner", "food"),
    ("food", "food"),
    ("lunch", "food"),
    ("cook", "food"),
    ("outdoor", "walk"),
    ("hike", "walk"),
    ("walk", "walk"),
    ("tour", "walk"),
    ("travel", "walk"),
    ("pets", "walk"),
    ("concert", "music"),
    ("music", "music"),
    ("party", "music"),
    ("dance", "music"),
    ("craft", "workshop"),
    ("repair", "workshop"),
    ("workshop", "workshop"),
    ("fashion", "workshop"),
    ("film", "film"),
    ("cinema", "film"),
    ("photo", "film"),
    ("sport", "sport"),
    ("fitness", "sport"),
    ("health", "sport"),
    ("auto", "sport"),
    ("game", "games"),
    ("theatre", "art"),
    ("comedy", "art"),
    ("art", "art"),
    ("exhibition", "art"),
    ("market", "market"),
    ("fair", "market"),
    ("pop", "market"),
    ("online", "online"),
    ("remote", "online"),
    ("stream", "online"),
    ("movement", "action"),
    ("politic", "action"),
    ("cause", "action"),
    ("demonstration", "action"),
    ("lgbt", "action"),
    ("lecture", "talk"),
    ("learn", "talk"),
    ("education", "talk"),
    ("business", "talk"),
    ("panel", "talk"),
    ("meeting", "meetup"),
    ("community", "meetup"),
    ("network", "meetup"),
    ("social", "meetup"),
    ("spiritual", "meetup"),
)


def motif_name(kind: str) -> str:
    """The motif for a type or category; "board" (the noticeboard) when none fits."""
    folded = kind.strip().casefold()
    if folded in MOTIFS:
        return folded
    return next((name for word, name in _WORDS if word in folded), "board")
