"""Languages: which one a person gets, and what is said in it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from fedevent.translator import Translator
from web import catalogs
from web.formats import Formats, direction, own_name
from web.i18n import Languages
from web.keywords import ENGLISH
from web.pseudo import pseudo

START = datetime(2030, 3, 12, 18, tzinfo=UTC)
BERLIN = "Europe/Berlin"

GERMAN = r"""
msgid ""
msgstr ""
"Language: de\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Sign in"
msgstr "Anmelden"

msgid "%(name)s is open."
msgstr "%(name)s ist offen."

msgid "%(name)s is broken."
msgstr "%(wrong)s ist kaputt."

#, fuzzy
msgid "Sign out"
msgstr "Vielleicht abmelden"

msgid "%(num)s guest"
msgid_plural "%(num)s guests"
msgstr[0] "%(num)s Gast"
msgstr[1] "%(num)s Gäste"

msgid "keyword going"
msgstr "Ich komme, ja, bin dabei"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "de" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "messages.po").write_text(GERMAN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def languages(folder: Path) -> Languages:
    return Languages(folder=folder)


def test_the_languages_are_english_and_those_with_a_catalogue(languages: Languages) -> None:
    assert languages.offered == ("en", "de")
    assert languages.names == [("en", "English"), ("de", "Deutsch")]


def test_an_operator_may_offer_fewer_and_nothing_that_nobody_translated(folder: Path) -> None:
    assert Languages(("de", "tlh"), folder=folder).offered == ("de",)


def test_a_checkout_without_compiled_catalogues_speaks_from_the_source(languages: Languages) -> None:
    assert languages.say("de", "Sign in") == "Anmelden"


def test_a_compiled_catalogue_is_read_where_there_is_no_source(folder: Path) -> None:
    place = folder / "de" / "LC_MESSAGES"
    (place / "messages.mo").write_bytes(catalogs.compile_po(place / "messages.po"))
    (place / "messages.po").unlink()
    assert Languages(folder=folder).say("de", "Sign in") == "Anmelden"


def test_places_are_filled(languages: Languages) -> None:
    assert languages.say("de", "%(name)s is open.", name="Kiel") == "Kiel ist offen."


def test_a_catalogue_with_a_broken_place_does_not_break_a_page(languages: Languages) -> None:
    assert languages.say("de", "%(name)s is broken.", name="Kiel") == "Kiel is broken."


def test_what_is_not_translated_or_unsure_is_said_in_english(languages: Languages) -> None:
    assert languages.say("de", "Register") == "Register"
    assert languages.say("de", "Sign out") == "Sign out"
    assert languages.say("de", "") == ""


def test_a_percent_sign_without_places_stays_as_it_is(languages: Languages) -> None:
    assert languages.say("de", "100 % free") == "100 % free"


@pytest.mark.parametrize(
    ("number", "told"), [(1, "1 Gast"), (2, "2 Gäste"), (0, "0 Gäste"), (1234, "1.234 Gäste")]
)
def test_numbers_choose_the_plural_and_are_written_as_the_language_does(
    languages: Languages, number: int, told: str
) -> None:
    assert languages.count("de", "%(num)s guest", "%(num)s guests", number) == told


def test_an_unknown_language_falls_back_to_the_default(languages: Languages, folder: Path) -> None:
    assert languages.say("tlh", "Sign in") == languages.say(None, "Sign in") == "Sign in"
    assert Languages(default="de", folder=folder).say("tlh", "Sign in") == "Anmelden"


@pytest.mark.parametrize(
    ("asked", "found"),
    [("de", "de"), ("de-AT", "de"), ("DE_ch", "de"), ("en-US", "en"), ("fr", None), ("", None), (None, None)],
)
def test_a_tag_finds_its_language_also_without_the_region(
    languages: Languages, asked: str | None, found: str | None
) -> None:
    assert languages.match(asked) == found


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("de,en;q=0.5", "de"),
        ("en;q=0.5,de", "de"),
        ("fr-CH, fr;q=0.9, de;q=0.8, en;q=0.7, *;q=0.5", "de"),
        ("de;q=0, en", "en"),
        ("*", "en"),
        ("fr", None),
        ("", None),
        ("x" * 5000, None),
        (";;;,,q=1,de;q=nonsense", None),
    ],
)
def test_the_browser_is_answered_in_the_language_it_likes_best(
    languages: Languages, header: str, found: str | None
) -> None:
    assert languages.negotiate(header) == found


def test_keywords_come_from_every_language_whatever_is_offered(folder: Path) -> None:
    words = Languages(("en",), folder=folder).keywords("going")
    assert {"going", "yes", "ich komme", "ja", "bin dabei", "✅", "👍", "✔️"} <= words
    assert all(word == word.casefold() for word in words)


def test_an_apostrophe_is_understood_in_both_its_forms(languages: Languages) -> None:
    assert {"can't come", "can’t come"} <= languages.keywords("declined")


def test_no_word_means_two_things_in_any_of_our_languages() -> None:
    ours = Languages()
    meanings: dict[str, set[str]] = {}
    for wish in ENGLISH:
        for word in ours.keywords(wish):
            meanings.setdefault(word, set()).add(wish)
    assert {word: wishes for word, wishes in meanings.items() if len(wishes) > 1} == {}


def test_it_speaks_as_the_rules_ask(languages: Languages) -> None:
    port: Translator = languages
    assert port.day("en", START, BERLIN) == "Tuesday, 12 March 2030"
    assert port.day("de", START, BERLIN) == "Dienstag, 12. März 2030"
    assert port.clock("en", START, BERLIN) == "19:00 CET"
    assert port.clock("en", "2030-03-12T19:00:00", BERLIN) == "19:00 CET"
    assert port.clock("de", START, BERLIN) == "19:00 MEZ"


def test_what_is_no_moment_is_refused(languages: Languages) -> None:
    with pytest.raises(TypeError):
        languages.day("en", 5, BERLIN)


def test_the_wall_of_the_place_counts_not_the_server() -> None:
    late = datetime(2030, 3, 12, 23, 30, tzinfo=UTC)
    assert Formats("en").date(late, BERLIN) == "Wednesday, 13 March 2030"
    assert Formats("en").date(late, "America/New_York") == "Tuesday, 12 March 2030"


def test_a_wall_clock_time_is_shown_as_it_is() -> None:
    assert Formats("en").time(datetime(2030, 3, 12, 19), BERLIN) == "19:00"


@pytest.mark.parametrize(
    ("zone", "name"), [("Asia/Kathmandu", "UTC+05:45"), ("America/Sao_Paulo", "UTC−03:00"), ("UTC", "UTC")]
)
def test_a_zone_without_letters_is_named_by_its_distance(zone: str, name: str) -> None:
    assert Formats("en").zone_short(START, zone) == name


def test_relative_times_need_a_now() -> None:
    assert Formats("en", START).relative(datetime(2030, 3, 15, 18, tzinfo=UTC)) == "in 3 days"
    with pytest.raises(ValueError, match="what time it is"):
        Formats("en").relative(START)


def test_languages_know_their_name_and_direction() -> None:
    assert own_name("fr") == "Français"
    assert own_name("not-a-language") == "not-a-language"
    assert (direction("ar"), direction("de")) == ("rtl", "ltr")
    assert Formats("de").language_name("fr") == "Französisch"
    assert Formats("de").language_name("zz-nothing") == "zz-nothing"


def test_the_pseudo_language_marks_and_lengthens_every_string() -> None:
    ours = Languages(("en", "xx"))
    said = ours.say("xx", "Sign in to %(name)s", name="Kiel")
    assert said.startswith("⟦")
    assert "Kiel" in said
    assert len(said) >= 1.3 * len("Sign in to Kiel")
    assert ours.count("xx", "%(num)s guest", "%(num)s guests", 2).startswith("⟦2 ")


@pytest.mark.parametrize("text", ["%(num)s guests", "a <strong>b</strong>", "&amp; %(name)s", "50 %%"])
def test_the_pseudo_language_leaves_places_and_marks_whole(text: str) -> None:
    places = re.findall(r"%\(\w+\)s|<[^>]+>|&\w+;|%%", text)
    assert re.findall(r"%\(\w+\)s|<[^>]+>|&\w+;|%%", pseudo(text)) == places


def test_the_pseudo_language_is_offered_only_when_it_is_asked_for() -> None:
    assert "xx" not in Languages().offered


def test_every_catalogue_of_ours_keeps_every_place_of_its_sentences() -> None:
    place = re.compile(r"%\(\w+\)[sd]")
    wrong = []
    for source in catalogs.FOLDER.glob("*/LC_MESSAGES/messages.po"):
        with source.open("rb") as file:
            for message in read_po(file):
                wanted = set(place.findall(str(message.id)))
                told = message.string
                strings = [told] if isinstance(told, str) else list(told or ())
                wrong += [(source.parts[-3], s) for s in strings if s and set(place.findall(s)) - wanted]
    assert wrong == []
