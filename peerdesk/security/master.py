"""The one secret behind everything a centre keeps, and the keys made from it."""

import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MASTER_LENGTH = 32


def expand(secret: bytes, purpose: str, salt: bytes | None = None) -> bytes:
    """Make the 32-byte key for one purpose from a secret that nobody can guess (HKDF-SHA256, RFC 5869).

    Keys of two purposes say nothing about each other. A purpose is part of the file format: never reword one.
    """
    return HKDF(SHA256(), length=32, salt=salt, info=f"peerdesk {purpose} 1".encode()).derive(secret)


@dataclass(frozen=True, slots=True)
class Master:
    """32 random bytes, made once for a centre's file. Kept in memory alone; on disk only inside key slots."""

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != MASTER_LENGTH:
            raise ValueError("a master key has 32 bytes")

    @classmethod
    def new(cls) -> "Master":
        return cls(secrets.token_bytes(MASTER_LENGTH))

    def database_key(self) -> bytes:
        """Return the raw key of the encrypted record."""
        return expand(self.key, "database")

    def seal_key(self) -> bytes:
        """Return the key of the seals on signed notes."""
        return expand(self.key, "seal")

    def backup_key(self) -> bytes:
        """Return the key of the verified copies."""
        return expand(self.key, "backup")
