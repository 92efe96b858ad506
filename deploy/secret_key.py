"""The instance's own secret: made on the first start, kept in the data folder, read ever after."""

import os
import secrets
import tempfile
from dataclasses import replace
from pathlib import Path

from deploy.settings import Settings

FILE = "secret_key"


def keep_secret_key(settings: Settings) -> Settings:
    """*settings* with a secret key: the one set, the one kept, or a new one that is kept now.

    Raises ``OSError`` when the data folder cannot be written.
    """
    if settings.secret_key:
        return settings
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = settings.data_dir / FILE
    if not path.exists():
        _make(path)
    return replace(settings, secret_key=path.read_text(encoding="ascii").strip())


def _make(path: Path) -> None:
    # Linking a finished file is atomic: of two that start at once, one wins and both read its key.
    descriptor, draft = tempfile.mkstemp(prefix=f".{FILE}.", dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
