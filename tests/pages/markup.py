"""Reads a page as strictly as a careful browser would, and says what is wrong with it."""

from collections import Counter
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "list")


class Page(HTMLParser):
    """The elements of a page in order, and its faults: unmatched tags, ids twice, references to nothing."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"never closed: {tag}" for tag in self._open]
        self._check()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            self.faults.append(f"attribute twice in {tag}: {names}")
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:]}")
        else:
            self._open.pop()

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """Every element of that name which has these attributes."""
        wanted = attributes.items()
        return [attrs for name, attrs in self.elements if name == tag and wanted <= attrs.items()]

    def _check(self) -> None:
        ids = Counter(attrs["id"] for _, attrs in self.elements if "id" in attrs)
        self.faults += [f"id twice: {name}" for name, times in ids.items() if times > 1]
        for tag, attrs in self.elements:
            for reference in REFERENCES:
                missing = [name for name in attrs.get(reference, "").split() if name not in ids]
                self.faults += [f"{tag} {reference} points at nothing: {name}" for name in missing]
            if tag == "img" and "alt" not in attrs:
                self.faults.append(f"picture without alt: {attrs.get('src')}")
