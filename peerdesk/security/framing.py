"""Fields joined so that no two lists of them give the same bytes: what is signed and what is hashed is written so."""

from collections.abc import Iterable


def framed(fields: Iterable[bytes]) -> bytes:
    """Join fields, each after its length (8 bytes, the greatest first)."""
    return b"".join([len(part).to_bytes(8, "big") + part for part in fields])  # a check asks for a hundred thousand
