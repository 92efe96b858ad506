"""Uploaded pictures: files named after what is in them, so that the same picture is kept once."""

import asyncio
import os
import re
import tempfile
from hashlib import sha256
from pathlib import Path

from fedevent.ids import PictureId

_ID = re.compile(r"[0-9a-f]{64}\.(webp|png|jpg|svg|avif|gif)")


class Pictures:
    """Pictures in *folder*, which is made when first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, data: bytes, suffix: str) -> PictureId:
        """Keep a picture: once this returns, it survives a power cut. *suffix* is like ".webp".

        ``ValueError`` for a suffix that no picture has.
        """
        name = f"{sha256(data).hexdigest()}.{suffix.removeprefix('.')}"
        if not _ID.fullmatch(name):
            raise ValueError(f"not a picture's suffix: {suffix!r}")
        await asyncio.to_thread(self._write, self._place(name), data)
        return PictureId(name)

    def path(self, picture: str) -> Path | None:
        """The file of a picture, or None when there is none."""
        if not _ID.fullmatch(picture):
            return None
        path = self._place(picture)
        return path if path.is_file() else None

    def _place(self, name: str) -> Path:
        return self._folder / name[:2] / name

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        if path.is_file():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        # Under its own name only when it is whole: a reader never sees half a picture.
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
