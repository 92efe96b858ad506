"""Pictures are kept once, whole, and nothing but pictures can be asked for."""

import os
from pathlib import Path

import pytest

from storage.pictures import Pictures


async def test_the_same_picture_is_kept_once(tmp_path: Path) -> None:
    pictures = Pictures(tmp_path / "pictures")
    first = await pictures.put(b"some bytes", ".webp")
    assert await pictures.put(b"some bytes", "webp") == first
    path = pictures.path(first)
    assert path is not None
    assert path.read_bytes() == b"some bytes"
    assert [file.name for file in path.parent.iterdir()] == [first]


async def test_a_picture_that_is_not_there_has_no_path(tmp_path: Path) -> None:
    pictures = Pictures(tmp_path)
    assert pictures.path("0" * 64 + ".webp") is None


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "", "x.webp", "0" * 64 + ".exe", "0" * 64 + ".webp/../a"]
)
async def test_no_other_file_can_be_asked_for(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.webp").write_bytes(b"not named after what is in it")
    assert Pictures(tmp_path).path(name) is None


async def test_only_suffixes_of_pictures_are_taken(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="suffix"):
        await Pictures(tmp_path).put(b"<script>", ".html")
    assert os.listdir(tmp_path) == []
