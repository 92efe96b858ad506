"""The words by which people answer in a reply: *going*, *stop* and the like, in English and as emoji."""

from fedevent.words import N_

# The message id and the English words. A catalogue translates the id by its own words, separated by commas.
ENGLISH = {
    "going": (
        N_("keyword going"),
        "going, yes, i'm going, im going, coming, i'm coming, i'm in, count me in",
    ),
    "maybe": (N_("keyword maybe"), "maybe, perhaps, interested, not sure, tentative"),
    "declined": (
        N_("keyword declined"),
        "no, not going, declined, can't, cannot, can't come, cannot come, can't make it, not coming",
    ),
    "stop": (N_("keyword stop"), "stop, unsubscribe, no more messages"),
    "help": (N_("keyword help"), "help, info"),
}

EMOJI = {
    "going": ("✅", "✔", "☑", "👍", "🙋", "🎉", "💯", "🙌"),
    "maybe": ("🤔", "❓", "🤷"),
    "declined": ("❌", "👎", "✖", "🚫", "🙅"),
    "stop": ("🛑", "🔕"),
    "help": ("🆘", "ℹ"),
}


def emoji(wish: str) -> frozenset[str]:
    """The emoji for *wish*, each with and without the selector (U+FE0F) that some keyboards add."""
    return frozenset(EMOJI[wish]) | {f"{sign}\ufe0f" for sign in EMOJI[wish]}


def words(text: str) -> frozenset[str]:
    """The words of a list with commas, casefolded; an apostrophe is taken in both its forms."""
    found = {" ".join(part.casefold().split()) for part in text.split(",")} - {""}
    return frozenset(
        found | {word.replace("'", "’") for word in found} | {word.replace("’", "'") for word in found}
    )
