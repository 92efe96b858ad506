"""A language for tests: what was translated shows that it was, and is longer than in English."""

import re
from gettext import NullTranslations

CODE = "xx"
_PLACE = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]+>|&\w+;)")
_ACCENTED = str.maketrans("AEIOUaeiou", "ÅÉÎÖÜåéîöü")
_FILL = " ·lorem·ipsum·dolor·sit·amet"


def pseudo(message: str) -> str:
    """*message* in accents and brackets and four tenths longer, its places left as they are."""
    if not message:
        return message
    parts = _PLACE.split(message)
    words = "".join(p if i % 2 else p.translate(_ACCENTED) for i, p in enumerate(parts))
    extra = _FILL * (1 + len(message) // len(_FILL))
    return f"⟦{words}{extra[: max(3, len(message) * 2 // 5)]}⟧"


class PseudoTranslations(NullTranslations):
    """The catalogue of ``xx``: complete by construction."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)
