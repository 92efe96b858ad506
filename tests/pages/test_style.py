"""The style sheet keeps its promises: readable tokens, both directions, one radius, small, and our own."""

import re
from pathlib import Path

import pytest

import web
from web import colour
from web.colour import Accent, accent_on_dark, accent_on_light, contrast

STATIC = Path(web.__file__).parent / "static"
TEMPLATES = Path(web.__file__).parent / "templates"
CSS = (STATIC / "style.css").read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
SCREEN, PRINT = RULES.split("@media print")
SPRITES = ("icons.svg", "drawings.svg")
STATES = ("going", "maybe", "waiting", "cancelled")


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", block))


LIGHT = tokens(RULES.split("@media (prefers-color-scheme: dark)")[0])
DARK = LIGHT | tokens(RULES.split("@media (prefers-color-scheme: dark)")[1].split("}")[0])


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
def test_text_is_readable_on_every_ground(scheme: dict[str, str], ground: str) -> None:
    for text in ("ink", "muted", "accent-text", *STATES):
        assert contrast(scheme[text], scheme[ground]) >= 4.5, text
    assert contrast(scheme["edge"], scheme[ground]) >= 3


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_a_state_is_readable_on_its_own_wash(scheme: dict[str, str], state: str) -> None:
    assert contrast(scheme[state], scheme[f"{state}-wash"]) >= 4.5
    assert contrast(scheme["ink"], scheme[f"{state}-wash"]) >= 4.5


def test_the_sheet_and_the_colour_arithmetic_know_the_same_paper() -> None:
    assert (LIGHT["paper"], LIGHT["sheet"], LIGHT["ink"]) == (
        colour.LIGHT_PAPER,
        colour.LIGHT_SHEET,
        colour.LIGHT_INK,
    )
    assert (DARK["paper"], DARK["sheet"], DARK["ink"]) == (
        colour.DARK_PAPER,
        colour.DARK_SHEET,
        colour.DARK_INK,
    )


@pytest.mark.parametrize(
    ("scheme", "accent"),
    [(LIGHT, accent_on_light(colour.DEFAULT_ACCENT)), (DARK, accent_on_dark(colour.DEFAULT_ACCENT))],
    ids=["light", "dark"],
)
def test_the_default_accent_is_what_the_arithmetic_gives(scheme: dict[str, str], accent: Accent) -> None:
    given = (scheme["accent"], scheme["on-accent"], scheme["accent-text"], scheme["accent-wash"])
    assert given == (accent.fill, accent.on_fill, accent.text, accent.wash)


def test_colours_stand_in_tokens_only() -> None:
    body = re.sub(r"--[a-z-]+:[^;]*;", "", SCREEN)
    assert re.findall(r":[^;{}]*(?:#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\()", body) == []


def test_every_token_that_is_used_is_defined() -> None:
    used = set(re.findall(r"var\(--([a-z-]+)", CSS))
    defined = set(re.findall(r"--([a-z-]+):", CSS))
    assert used - defined == set()


@pytest.mark.parametrize(
    "physical",
    [
        r"(?:margin|padding|border)-(?:left|right|top|bottom)",
        r"(?<![-\w])(?:left|right|top|bottom)\s*:",
        r"(?<![-\w])(?:min-|max-)?(?:width|height)\s*:",
        r"text-align\s*:\s*(?:left|right)",
        r"float\s*:\s*(?:left|right)",
    ],
)
def test_the_page_can_turn_around_for_right_to_left(physical: str) -> None:
    without_queries = re.sub(r"@media[^{]*", "@media ", RULES)
    assert re.findall(physical, without_queries) == []


def test_there_are_no_shadows_and_no_gradients_but_the_punched_holes() -> None:
    assert "shadow" not in RULES
    assert "linear-gradient" not in RULES


def test_there_is_one_radius() -> None:
    radii = set(re.findall(r"border-radius:\s*([^;]+);", RULES))
    assert radii <= {"var(--radius)", "50%", "0"}


def test_nothing_is_fetched_from_elsewhere() -> None:
    for address in re.findall(r"url\(\"?([^)\"]+)", CSS):
        assert (STATIC / address).is_file(), address
    assert "@import" not in CSS


def test_the_face_is_light_enough_for_a_telephone() -> None:
    assert len(CSS.encode()) <= 40_000
    fonts = list((STATIC / "fonts").glob("*.woff2"))
    assert sum(font.stat().st_size for font in fonts) <= 40_000
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text(encoding="utf-8").upper()


def test_people_who_want_less_motion_or_more_contrast_are_heard() -> None:
    for query in ("prefers-reduced-motion", "forced-colors", "prefers-contrast", "@media print"):
        assert query in CSS
    outside = re.split(r"@media \(prefers-reduced-motion: no-preference\) \{.*?\n\}", RULES, flags=re.DOTALL)
    assert all("transition" not in part and "animation" not in part for part in outside)


def symbols(sprite: str) -> set[str]:
    return set(re.findall(r'<symbol id="([a-z]+)"', (STATIC / sprite).read_text(encoding="utf-8")))


def test_every_icon_a_template_names_is_drawn() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.rglob("*.html")))
    named = set(re.findall(r"""icon\(["']([a-z]+)["']""", text))
    assert len(named) > 10
    assert named - symbols("icons.svg") == set()


@pytest.mark.parametrize("sprite", SPRITES)
def test_sprites_are_pure_drawing(sprite: str) -> None:
    text = (STATIC / sprite).read_text(encoding="utf-8")
    assert not re.search(r"<script|style=|href=|\son[a-z]+=", text)
    assert not re.search(r"(?:fill|stroke)=\"#", text)


PAGES = sorted(
    path for path in TEMPLATES.rglob("*.html") if path.parent.name != "mail"
)  # mail needs inline styles


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_templates_carry_no_inline_style_and_no_inline_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or "application/ld+json" in script, script
