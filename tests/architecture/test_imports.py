"""Imports point down only: import-linter holds the drawing in setup.cfg against the code."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import PACKAGES, ROOT, document

# A sin against each contract of setup.cfg: the file it is added to, and the import that may not be there.
SINS = {
    "fedevent/words.py": "import web",
    "fedevent/errors.py": "import fedevent.usecases",
    "activitypub/reading.py": "import activitypub.translate",
    "activitypub/guard.py": "import fedevent.ids",
    "web/sinner.py": "import storage.tables",
    "fedevent/names.py": "import sqlalchemy",
    "fedevent/ids.py": "import aiohttp",
    "fedevent/places.py": "import little_boxes",
    "deploy/this.py": "import deploy.that",
    "deploy/that.py": "import deploy.this",
}


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("package", PACKAGES)
def test_our_names_are_ours(package: str) -> None:
    found = importlib.util.find_spec(package)
    assert found is not None and found.origin is not None
    assert Path(found.origin) == ROOT / package / "__init__.py"


def test_the_code_keeps_to_the_drawing() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_drawing_has_no_exceptions() -> None:
    settings = [line for line in document("setup.cfg").splitlines() if not line.startswith("#")]
    assert not any("ignore_imports" in line for line in settings)


def test_every_contract_catches_its_sin(tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=shutil.ignore_patterns("static", "locale", "__pycache__"),
        )
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    for name, sin in SINS.items():
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{sin}\n")
    answer = lint(tmp_path)
    verdicts = dict(re.findall(r"^(\d)\..* (KEPT|BROKEN)", answer.stdout, re.M))
    assert verdicts == {str(number): "BROKEN" for number in range(1, 10)}, answer.stdout + answer.stderr
