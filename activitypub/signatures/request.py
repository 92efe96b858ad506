"""What signatures are made over: a request that came in, and a body that is about to go out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import msgspec

from activitypub.signatures.digests import content_digest, digest, sha256
from activitypub.vocabulary import MEDIA_TYPE, Json


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request as the wire had it, free of any web framework.

    *target* is the request line's own (path and query, nothing decoded); *headers* have lower-case names, and
    lines of the same name are joined by a comma in their order. Use `read` to make one from raw pairs.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @classmethod
    def read(cls, method: str, target: str, pairs: Iterable[tuple[str, str]], body: bytes = b"") -> Self:
        """From header lines as they came. A repeated header is never silently cut down to its first line."""
        headers: dict[str, str] = {}
        for name, value in pairs:
            key, line = name.lower(), value.strip(" \t")
            headers[key] = f"{headers[key]}, {line}" if key in headers else line
        return cls(method.upper(), target, headers, body)

    @property
    def has_body(self) -> bool:
        """Whether a digest must vouch for the body; an empty POST is no exception."""
        return bool(self.body) or self.method not in {"GET", "HEAD"}

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A body and everything about it that is the same for each of its thousand recipients."""

    body: bytes
    digest: str
    content_digest: str
    content_type: str = MEDIA_TYPE

    @classmethod
    def of(cls, document: Json | bytes) -> Self:
        """From a document, or from one that was written down already."""
        body = document if isinstance(document, bytes) else msgspec.json.encode(document)
        raw = sha256(body)
        return cls(body, digest(raw), content_digest(raw))
