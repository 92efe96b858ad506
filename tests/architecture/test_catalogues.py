"""Every sentence in the code is in every catalogue: what is offered is spoken."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.architecture.house import ROOT

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
LANGUAGES = sorted(path.name for path in (ROOT / "web/locale").iterdir() if path.is_dir())


def catalogue(language: str) -> Catalog:
    path: Path = ROOT / "web/locale" / language / "LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


@pytest.fixture(scope="module")
def sentences() -> set[object]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(
        ROOT,
        methods,
        options,
        keywords=KEYWORDS,  # type: ignore[arg-type]
        directory_filter=lambda folder: Path(folder).name not in {".venv", "node_modules", "tests"},
    )
    return {message for _, _, message, _, _ in found}


def test_the_three_languages_promised_are_there() -> None:
    assert set(LANGUAGES) >= {"de", "es", "fr"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_left_out(language: str, sentences: set[object]) -> None:
    spoken = {m.id for m in catalogue(language) if m.string and (isinstance(m.string, str) or all(m.string))}
    assert len(sentences) > 900
    assert sentences - spoken == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess_or_forgotten(language: str) -> None:
    found = catalogue(language)
    assert [m.id for m in found if m.fuzzy] == []
    assert not found.obsolete
