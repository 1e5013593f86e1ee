"""Bytes as text in the JSON of a key file."""

from base64 import b64decode, b64encode


def to_text(data: bytes) -> str:
    """Write bytes in base 64."""
    return b64encode(data).decode()


def from_text(text: str, *lengths: int) -> bytes:
    """Read what `to_text` wrote.

    Raises:
        ValueError: if it is not base 64, or of none of the lengths.
    """
    data = b64decode(text, validate=True)
    if len(data) not in lengths:
        raise ValueError("wrong length")
    return data
