"""Where translations are read from: gettext catalogues, compiled at install or, in a checkout, at start."""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"
DOMAIN = "messages"


def available(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages there is a catalogue for, as BCP 47 tags, sorted."""
    files = [*folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"), *folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")]
    return tuple(sorted({file.parent.parent.name.replace("_", "-") for file in files}))


@lru_cache(maxsize=100)
def load(language: str, folder: Path = FOLDER) -> NullTranslations:
    """The catalogue of *language*; an empty one, which answers in English, where there is none."""
    base = folder / language.replace("-", "_") / "LC_MESSAGES"
    compiled, source = base / f"{DOMAIN}.mo", base / f"{DOMAIN}.po"
    # A checkout has no .mo, or one from before the last edit; then the .po speaks.
    if source.exists() and (not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime):
        return GNUTranslations(BytesIO(compile_po(source)))
    if compiled.exists():
        return GNUTranslations(BytesIO(compiled.read_bytes()))
    return NullTranslations()


def compile_po(source: Path) -> bytes:
    """The catalogue in *source* as gettext reads it; unsure ("fuzzy") translations are left out."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 needed in a checkout only
    from babel.messages.pofile import read_po  # noqa: PLC0415 the same

    with source.open("rb") as file:
        catalog = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()
