"""Mail into a folder instead of to people, for development: one .eml file for each letter."""

import re
from pathlib import Path

from web.mail.letter import Letter
from web.mail.outgoing import to_bytes

_ODD = re.compile(r"[^A-Za-z0-9@._-]")


def file_name(letter: Letter) -> str:
    """The file of a letter, named by its Message-ID: sent twice, it is still one file."""
    return f"{_ODD.sub('_', letter.message_id.strip('<>')).lstrip('.')[:200]}.eml"


def put(folder: Path, letter: Letter, mail_from: str) -> Path:
    """Write the letter so that the file is whole or not there. ``OSError`` when the folder takes none."""
    data = to_bytes(letter, mail_from)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / file_name(letter)
    half = target.with_suffix(".tmp")
    half.write_bytes(data)
    half.replace(target)
    return target
