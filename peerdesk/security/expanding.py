"""Keys made from a secret, one for each purpose."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def expand(secret: bytes, purpose: str, salt: bytes | None = None) -> bytes:
    """Make the 32-byte key for one purpose from a secret that nobody can guess (HKDF-SHA256, RFC 5869).

    Keys of two purposes say nothing about each other. A purpose is part of the file format: never reword one.
    """
    return HKDF(SHA256(), length=32, salt=salt, info=f"peerdesk {purpose} 1".encode()).derive(secret)
