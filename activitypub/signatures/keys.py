"""Keys: ours made and loaded quickly, foreign ones loaded with care."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPublicKey,
    generate_private_key,
)

PrivateKey = RSAPrivateKey | Ed25519PrivateKey
PublicKey = RSAPublicKey | Ed25519PublicKey

MIN_RSA_BITS = 2048
MAX_RSA_BITS = 8192  # a longer one only serves to keep us busy
_MAX_PEM = 8192
_PADDING = PKCS1v15()
_SHA256 = hashes.SHA256()


class BadKey(ValueError):
    """The text is no key we can use."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Both halves as PEM: PKCS#8 and SubjectPublicKeyInfo."""

    private_pem: str
    public_pem: str


@dataclass(frozen=True, slots=True)
class Signer:
    """An actor of ours who signs: *key_id* is where others find the public half."""

    key_id: str
    key: PrivateKey

    @classmethod
    def of(cls, key_id: str, private_pem: str) -> Self:
        return cls(key_id, load_private(private_pem))


def generate_rsa() -> KeyPair:
    """RSA with 2,048 bits: the one kind that every server accepts. Takes about a tenth of a second."""
    return _pair(generate_private_key(public_exponent=65537, key_size=2048))


def generate_ed25519() -> KeyPair:
    """Ed25519, for the peers that read it (FEP-521a): six times cheaper to sign with."""
    return _pair(Ed25519PrivateKey.generate())


@lru_cache(maxsize=4096)
def load_private(pem: str) -> PrivateKey:
    """A private key of ours. Never a foreign one: its numbers are not checked, as that takes 58 ms each."""
    try:
        key = serialization.load_pem_private_key(
            pem.encode(), password=None, unsafe_skip_rsa_key_validation=True
        )
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise BadKey("not a private key") from fault
    if not isinstance(key, RSAPrivateKey | Ed25519PrivateKey):
        raise BadKey("neither RSA nor Ed25519")
    return key


def load_public(pem: str) -> PublicKey:
    """A public key in SPKI or PKCS#1 (Mobilizon sends the latter). Raises BadKey."""
    if len(pem) > _MAX_PEM:
        raise BadKey("too long for a key")
    try:
        key = serialization.load_pem_public_key(pem.strip().encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise BadKey("not a public key") from fault
    if isinstance(key, RSAPublicKey):
        if not MIN_RSA_BITS <= key.key_size <= MAX_RSA_BITS:
            raise BadKey(f"RSA with {key.key_size} bits")
        return key
    if isinstance(key, Ed25519PublicKey):
        return key
    raise BadKey("neither RSA nor Ed25519")


def sign(key: PrivateKey, message: bytes) -> bytes:
    """RSASSA-PKCS1-v1_5 with SHA-256, or Ed25519, as the key is."""
    if isinstance(key, RSAPrivateKey):
        return key.sign(message, _PADDING, _SHA256)
    return key.sign(message)


def is_signed(key: RSAPublicKey, signature: bytes, message: bytes) -> bool:
    """Whether *signature* is the RSASSA-PKCS1-v1_5 SHA-256 signature of *message*."""
    try:
        key.verify(signature, message, _PADDING, _SHA256)
    except InvalidSignature:
        return False
    return True


def _pair(key: PrivateKey) -> KeyPair:
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return KeyPair(private.decode(), public.decode())
