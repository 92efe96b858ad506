"""The scheme of draft-cavage-http-signatures, spoken by every server: RSA-SHA256 over a few headers.

We are stricter than the draft: a signature that leaves out the method, the path, the host, the time or the
body proves too little, so it is refused.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from activitypub.guard import Target
from activitypub.signatures import keys
from activitypub.signatures.claims import MAX_HEADER, Reason, Unproven, moment_of
from activitypub.signatures.digests import digest_matches
from activitypub.signatures.request import Prepared, SignedRequest

# hs2019 means RSA-SHA256 wherever it is sent (GoToSocial sends it); Takahē sends no algorithm at all.
_ALGORITHMS = frozenset({"", "rsa-sha256", "hs2019"})
_PARAMETER = re.compile(r'[ \t]*([A-Za-z]+)[ \t]*=[ \t]*(?:"([^"\\]*)"|([0-9]{1,15}))[ \t]*(?:,|$)')
_MAX_NAMES = 32


def sign(
    signer: keys.Signer, method: str, target: Target, date: str, prepared: Prepared | None
) -> dict[str, str]:
    """The headers of a signed request. No space after commas: Mobilizon's parser splits there."""
    assert_rsa(signer)
    headers = {"Host": target.authority, "Date": date}
    names = "(request-target) host date"
    lines = f"(request-target): {method.lower()} {target.path}\nhost: {target.authority}\ndate: {date}"
    if prepared is not None:
        headers |= {"Digest": prepared.digest, "Content-Type": prepared.content_type}
        names += " digest content-type"
        lines += f"\ndigest: {prepared.digest}\ncontent-type: {prepared.content_type}"
    signature = base64.b64encode(keys.sign(signer.key, lines.encode())).decode()
    headers["Signature"] = (
        f'keyId="{signer.key_id}",algorithm="rsa-sha256",headers="{names}",signature="{signature}"'
    )
    return headers


def assert_rsa(signer: keys.Signer) -> None:
    """Nobody reads this scheme with any other kind of key. Raises BadKey."""
    if not isinstance(signer.key, RSAPrivateKey):
        raise keys.BadKey("draft-cavage is signed with RSA only")


@dataclass(frozen=True, slots=True)
class CavageClaim:
    """A claim in this scheme. *texts*: the strings of which one must have been signed."""

    key_id: str
    moments: tuple[float, ...]
    expires: float | None
    signature: bytes
    texts: tuple[bytes, ...]

    def holds(self, key: keys.PublicKey) -> bool:
        return isinstance(key, RSAPublicKey) and any(
            keys.is_signed(key, self.signature, text) for text in self.texts
        )


def read(request: SignedRequest) -> CavageClaim:
    """What the `Signature` header of *request* claims. Raises Unproven."""
    parameters = _parameters(request.headers.get("signature", ""))
    algorithm = parameters.get("algorithm", "").lower()
    if algorithm not in _ALGORITHMS:
        raise Unproven(Reason.UNKNOWN_ALGORITHM, algorithm)
    names = parameters.get("headers", "date").lower().split()
    if len(names) > _MAX_NAMES or len(set(names)) != len(names):
        raise Unproven(Reason.MALFORMED, "headers")
    created, expires = parameters.get("created"), parameters.get("expires")
    _check_coverage(request, names, dated=created is not None and algorithm == "hs2019")
    if "digest" in names and not digest_matches(request.headers["digest"], request.body):
        raise Unproven(Reason.DIGEST_MISMATCH)
    moments = [float(created)] if created is not None else []
    if "date" in names:
        moments.append(moment_of(request.headers["date"]))
    return CavageClaim(
        key_id=parameters["keyId"],
        moments=tuple(moments),
        expires=None if expires is None else float(expires),
        signature=_bytes(parameters["signature"]),
        texts=tuple(_texts(request, names, parameters)),
    )


def _check_coverage(request: SignedRequest, names: list[str], dated: bool) -> None:
    needed = {"(request-target)", "host"}
    if request.has_body:
        needed.add("digest")
    if not (dated and "(created)" in names):
        needed.add("date")
    if missing := needed.difference(names):
        raise Unproven(Reason.UNCOVERED, " ".join(sorted(missing)))
    for name in names:
        if not name.startswith("(") and name not in request.headers:
            raise Unproven(Reason.MALFORMED, f"{name} is signed but was not sent")


def _parameters(header: str) -> dict[str, str]:
    """The parameters of the header. Raises Unproven for anything but a clean list with all that is needed."""
    if len(header) > MAX_HEADER:
        raise Unproven(Reason.MALFORMED, "too long")
    found: dict[str, str] = {}
    position = 0
    while position < len(header):
        match = _PARAMETER.match(header, position)
        if match is None or match[1] in found:
            raise Unproven(Reason.MALFORMED, "parameters")
        found[match[1]] = match[2] if match[2] is not None else match[3]
        position = match.end()
    if not found.get("keyId") or not found.get("signature"):
        raise Unproven(Reason.MALFORMED, "no keyId or signature")
    for name in ("created", "expires"):
        if name in found and not (found[name].isascii() and found[name].isdecimal()):
            raise Unproven(Reason.MALFORMED, name)
    return found


def _texts(request: SignedRequest, names: list[str], parameters: dict[str, str]) -> Iterator[bytes]:
    """What may have been signed. Mobilizon leaves out the query, and the port when it fetches."""
    host = request.headers["host"]
    for target in dict.fromkeys((request.target, request.path)):
        for named in dict.fromkeys((host, host if host.endswith("]") else host.partition(":")[0])):
            stated = {"(request-target)": f"{request.method.lower()} {target}", "host": named}
            lines = (f"{name}: {_value(name, stated, request, parameters)}" for name in names)
            # Bytes that are no UTF-8 come as surrogates; they were signed as they were sent.
            yield "\n".join(lines).encode(errors="surrogateescape")


def _value(name: str, stated: dict[str, str], request: SignedRequest, parameters: dict[str, str]) -> str:
    if name in stated:
        return stated[name]
    if name in {"(created)", "(expires)"} and name[1:-1] in parameters:
        return parameters[name[1:-1]]
    if name.startswith("("):
        raise Unproven(Reason.MALFORMED, name)
    return request.headers[name]


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise Unproven(Reason.MALFORMED, "signature is no base64") from fault
