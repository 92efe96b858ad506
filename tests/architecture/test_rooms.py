"""Every room has a caption and a size: files, functions, and nothing left lying about."""

import ast
import re
from statistics import median

import pytest

from tests.architecture.house import PACKAGES, ROOT, functions, modules, short, tree

OURS = modules(*PACKAGES)
TESTS = modules("tests")
JUDGING = tuple(path for path in TESTS if "bench" not in path.parts)  # a bench measures, and passes nothing
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b|NotImplemented" r"Error|pragma: no " r"cover")
SILENCED = re.compile(r"type: " r"ignore(?!\[)")
DODGED = re.compile(r"pytest\.(skip|xfail)|mark\.(skip|xfail)|time\." r"sleep\(|assert " r"True\b")


def lines_of(path_text: str) -> int:
    return len(path_text.splitlines())


SIZES = {short(path): lines_of(path.read_text(encoding="utf-8")) for path in (*OURS, *TESTS)}


def test_no_file_outgrows_its_room() -> None:
    assert {name: lines for name, lines in SIZES.items() if lines > 400} == {}


def test_most_files_can_be_read_at_a_glance() -> None:
    assert median(SIZES[short(path)] for path in OURS) <= 150


def test_no_function_is_longer_than_a_page() -> None:
    assert {
        f"{short(path)}:{function.lineno} {function.name}": length
        for path in (*OURS, *TESTS)
        for function in functions(path)
        if (length := (function.end_lineno or function.lineno) - function.lineno + 1) > 60
    } == {}


def test_every_module_has_a_caption() -> None:
    assert [short(path) for path in (*OURS, *TESTS) if not ast.get_docstring(tree(path))] == []


def test_nothing_prints() -> None:
    assert [
        f"{short(path)}:{node.lineno}"
        for path in OURS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ] == []


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [(UNFINISHED, OURS), (SILENCED, OURS), (DODGED, JUDGING)],
    ids=["unfinished", "silenced", "dodged"],
)
def test_nothing_is_left_for_later(pattern: re.Pattern[str], paths: tuple[object, ...]) -> None:
    assert [
        f"{short(path)}:{number} {line.strip()}"
        for path in modules(*PACKAGES, "tests")
        if path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ] == []


def test_every_folder_of_ours_is_a_package() -> None:
    folders = {path.parent for path in OURS}
    assert sorted(short(folder) for folder in folders if not (folder / "__init__.py").exists()) == []


def test_the_rooms_of_the_drawing_are_all_there() -> None:
    assert all((ROOT / package / "__init__.py").is_file() for package in PACKAGES)
