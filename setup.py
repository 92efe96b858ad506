"""Compiles the message catalogs on every build and installation; the rest is in pyproject.toml."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithCatalogs(build_py):
    """Compiled catalogs are made, not kept: every .po file gets its .mo beside it."""

    def run(self) -> None:
        """Compile the catalogs first, so that they are among the files to install."""
        for source in Path("web/locale").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
                write_mo(mo, read_po(po))
        super().run()


setup(cmdclass={"build_py": BuildWithCatalogs})
