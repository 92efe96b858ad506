"""HTTP Message Signatures (RFC 9421): signed by a template of ours, verified by a strict library.

The library signs at four times the cost of the key operation, so what we send is written out here, and tests
hold it against the library. What we receive is read by the library and nothing else.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import http_sf
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageVerifier,
    HTTPSignatureAlgorithm,
    MappingKeyResolver,
)
from http_message_signatures.algorithms import ED25519, RSA_V1_5_SHA256

from activitypub.guard import Target
from activitypub.signatures import keys
from activitypub.signatures.claims import MAX_HEADER, Reason, Unproven
from activitypub.signatures.digests import content_digest_matches
from activitypub.signatures.request import Prepared, SignedRequest

_LABEL = "sig1"


def sign(
    signer: keys.Signer, method: str, target: Target, date: str, created: int, prepared: Prepared | None
) -> dict[str, str]:
    """The headers of a signed request, with what Mastodon demands (signed_request.rb): created and keyid."""
    headers = {"Host": target.authority, "Date": date}
    covered = '"@method" "@target-uri"'
    lines = f'"@method": {method}\n"@target-uri": {target.url}\n'
    if prepared is not None:
        headers |= {"Content-Digest": prepared.content_digest, "Content-Type": prepared.content_type}
        covered += ' "content-digest"'
        lines += f'"content-digest": {prepared.content_digest}\n'
    parameters = f'({covered});created={created};keyid="{signer.key_id}"'
    text = f'{lines}"@signature-params": {parameters}'
    signature = base64.b64encode(keys.sign(signer.key, text.encode())).decode()
    headers["Signature-Input"] = f"{_LABEL}={parameters}"
    headers["Signature"] = f"{_LABEL}=:{signature}:"
    return headers


@dataclass(frozen=True, slots=True)
class _Message:
    """The request in the shape the library reads."""

    method: str
    url: str
    headers: Mapping[str, str]


class _Verifier(HTTPMessageVerifier):
    """The library's verifier without its clock: `verify` judges times, by a clock that tests can set."""

    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:
        """Nothing: see the class."""


@dataclass(frozen=True, slots=True)
class Rfc9421Claim:
    """A claim in this scheme."""

    key_id: str
    moments: tuple[float, ...]
    expires: float | None
    required: tuple[str, ...]
    message: _Message = field(repr=False)

    def holds(self, key: keys.PublicKey) -> bool:
        algorithm: type[HTTPSignatureAlgorithm] = (
            RSA_V1_5_SHA256 if isinstance(key, RSAPublicKey) else ED25519
        )
        resolver = MappingKeyResolver(public_keys={self.key_id: key}, private_keys={})
        verifier = _Verifier(signature_algorithm=algorithm, key_resolver=resolver)
        try:
            proven = verifier.verify(self.message, max_age=None, require_components=self.required)
        except HTTPMessageSignaturesException:
            return False
        return len(proven) == 1


def read(request: SignedRequest, origin: str) -> Rfc9421Claim:
    """What `Signature-Input` claims of a request to *origin* (scheme and host, ours). Raises Unproven."""
    covered, parameters = _input(request.headers.get("signature-input", ""))
    required = _required(request, covered)
    if "content-digest" in required and not content_digest_matches(
        request.headers.get("content-digest", ""), request.body
    ):
        raise Unproven(Reason.DIGEST_MISMATCH)
    key_id, created, expires = (parameters.get(name) for name in ("keyid", "created", "expires"))
    if not isinstance(key_id, str) or not key_id or type(created) is not int:
        raise Unproven(Reason.MALFORMED, "no keyid or created")
    if expires is not None and type(expires) is not int:
        raise Unproven(Reason.MALFORMED, "expires")
    message = _Message(request.method, f"{origin}{request.target}", request.headers)
    return Rfc9421Claim(
        key_id, (float(created),), None if expires is None else float(expires), required, message
    )


def _required(request: SignedRequest, covered: frozenset[str]) -> tuple[str, ...]:
    """The components that together pin method, address and body. Raises Unproven when one is not covered."""
    address: tuple[str, ...] = ("@target-uri",)
    if "@target-uri" not in covered:
        place = "@request-target" if "@request-target" in covered else "@path"
        query = ("@query",) if place == "@path" and "?" in request.target else ()
        address = ("@authority", place, *query)
    body = ("content-digest",) if request.has_body else ()
    required = ("@method", *address, *body)
    if missing := set(required) - covered:
        raise Unproven(Reason.UNCOVERED, " ".join(sorted(missing)))
    return required


def _input(header: str) -> tuple[frozenset[str], Mapping[str, object]]:
    """The plain components and the parameters of the one signature. A component with parameters pins less."""
    if len(header) > MAX_HEADER:
        raise Unproven(Reason.MALFORMED, "too long")
    try:
        labels: Any = http_sf.parse(header.encode(), tltype="dictionary")
    except ValueError as fault:
        raise Unproven(Reason.MALFORMED, "Signature-Input") from fault
    if len(labels) != 1:
        raise Unproven(Reason.MALFORMED, "not exactly one signature")
    ((components, parameters),) = labels.values()
    if not isinstance(components, list):
        raise Unproven(Reason.MALFORMED, "Signature-Input")
    plain = frozenset(name for name, extra in components if isinstance(name, str) and not extra)
    return plain, parameters
