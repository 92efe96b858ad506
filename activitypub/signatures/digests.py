"""Digests of a body: `Digest` (RFC 3230), which the older scheme signs, and `Content-Digest` (RFC 9530)."""

import base64
import binascii
import hashlib
import hmac
import re

_CONTENT_DIGEST = re.compile(r"\s*([a-z0-9-]{1,32})=:([A-Za-z0-9+/=]{0,128}):\s*")
_CONTENT_HASHES = {"sha-256": hashlib.sha256, "sha-512": hashlib.sha512}


def sha256(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()


def digest(raw: bytes) -> str:
    """The value of `Digest` for a SHA-256 hash. Upper case: Takahē reads no other spelling."""
    return f"SHA-256={base64.b64encode(raw).decode()}"


def content_digest(raw: bytes) -> str:
    """The value of `Content-Digest` for a SHA-256 hash."""
    return f"sha-256=:{base64.b64encode(raw).decode()}:"


def digest_matches(header: str, body: bytes) -> bool:
    """Whether `Digest` names the SHA-256 of *body*. Other algorithms are skipped, they prove nothing."""
    stated = [
        value.strip()
        for name, _, value in (part.partition("=") for part in header.split(","))
        if name.strip().lower() == "sha-256"
    ]
    return bool(stated) and all(_equal(value, sha256(body)) for value in stated)


def content_digest_matches(header: str, body: bytes) -> bool:
    """Whether every hash in `Content-Digest` is one we know and that of *body*."""
    parts = [_CONTENT_DIGEST.fullmatch(part) for part in header.split(",")]
    return all(
        part is not None
        and (algorithm := _CONTENT_HASHES.get(part[1])) is not None
        and _equal(part[2], algorithm(body).digest())
        for part in parts
    )


def _equal(stated: str, wanted: bytes) -> bool:
    try:
        return hmac.compare_digest(base64.b64decode(stated, validate=True), wanted)
    except (binascii.Error, ValueError):
        return False
