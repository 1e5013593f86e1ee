"""What only one person has: the key that they sign with, and the key that opens what is locked up for them.

Both are drawn together and replaced together, with every new password. Only standard parts: Ed25519 (RFC 8032) for
signatures, HPKE (RFC 9180, base mode with X25519, HKDF-SHA256 and AES-256-GCM) for what is locked up.
"""

import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

KEY_LENGTH = 32
SIGNATURE_LENGTH = 64
SEALED_ROOM = 48
"""So many bytes more has what is locked up for somebody than it has open."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The half of an identity that everybody may know."""

    signing: bytes
    opening: bytes

    def __post_init__(self) -> None:
        if len(self.signing) != KEY_LENGTH or len(self.opening) != KEY_LENGTH:
            raise ValueError("a public key has 32 bytes")

    def vouch_for(self, signature: bytes, message: bytes) -> bool:
        """Whether it was this person who signed the message."""
        return signed_by(self.signing, signature, message)

    def lock_up(self, secret: bytes, label: bytes) -> bytes:
        """Lock something up for this person alone; the label is bound to it and must be shown again to open it."""
        return _SUITE.encrypt(secret, X25519PublicKey.from_public_bytes(self.opening), label)


@dataclass(frozen=True, slots=True)
class Identity:
    """Both private keys of one person. Kept in memory while they are used; on disk only inside a key slot."""

    signing: bytes = field(repr=False)
    opening: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "Identity":
        return cls(secrets.token_bytes(KEY_LENGTH), secrets.token_bytes(KEY_LENGTH))

    @classmethod
    def parse(cls, secret: bytes) -> "Identity":
        """Read what `secret` returned."""
        if len(secret) != 2 * KEY_LENGTH:
            raise ValueError("an identity has two keys of 32 bytes")
        return cls(secret[:KEY_LENGTH], secret[KEY_LENGTH:])

    @property
    def secret(self) -> bytes:
        """Both keys, to be locked up in a slot."""
        return self.signing + self.opening

    @property
    def public(self) -> PublicKeys:
        """What others know this person by."""
        return PublicKeys(
            Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw(),
            X25519PrivateKey.from_private_bytes(self.opening).public_key().public_bytes_raw(),
        )

    def sign(self, message: bytes) -> bytes:
        """Sign a message: 64 bytes that nobody else can make."""
        return Ed25519PrivateKey.from_private_bytes(self.signing).sign(message)

    def unlock(self, sealed: bytes, label: bytes) -> bytes | None:
        """Return what was locked up for this person; None where key, label or bytes are not those of then."""
        try:
            return _SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(self.opening), label)
        except (InvalidTag, ValueError):
            return None


def signed_by(signing: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the owner of a public key signed a message."""
    try:
        Ed25519PublicKey.from_public_bytes(signing).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
