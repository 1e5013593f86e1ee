"""Values that counsellors and coordinators alone read, each locked up once more inside the encrypted record.

The key of the record opens the file for everybody with a log-in. What the role of office staff keeps from them (notes,
counsellors' measures, incidents, …) is closed under a second key, the notes key, which only the slots of the others
hold. Each value is bound to its table, column and row: moved elsewhere it does not open. How long it is still shows,
in steps of 32 bytes: a code looks like any other of its column.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from peerdesk.security.expanding import expand
from peerdesk.security.identity import Identity, PublicKeys

NOTES_KEY_LENGTH = 32
_NONCE_LENGTH = 12
_VERSION = b"\x01"
_STEP = 32
_FILLING = b"\0"
_HEAD_LENGTH = 1 + _NONCE_LENGTH
_LEAST_LENGTH = _HEAD_LENGTH + 16


@dataclass(frozen=True, slots=True)
class NotesKey:
    """The second key of a centre: 32 random bytes. Kept in memory alone; on disk only inside key slots."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != NOTES_KEY_LENGTH:
            raise ValueError("a notes key has 32 bytes")

    @classmethod
    def new(cls) -> "NotesKey":
        return cls(secrets.token_bytes(NOTES_KEY_LENGTH))

    @property
    def public(self) -> PublicKeys:
        """What the list of keys knows it by, so that no other one is taken for it."""
        return Identity(expand(self.secret, "notes signing"), expand(self.secret, "notes opening")).public

    def values(self) -> "ClosedValues":
        """What closes and opens the values of one connection."""
        return ClosedValues(self)


class ClosedValues:
    """Closes and opens values with AES-256-GCM."""

    def __init__(self, key: NotesKey) -> None:
        self._cipher = AESGCM(expand(key.secret, "notes values"))

    def close(self, cell: str, row: Sequence[object], value: str) -> bytes:
        """Lock a value up.

        Args:
            cell: table and column.
            row: the numbers of the primary key.
            value: what is to be closed; it does not end in a NUL.
        """
        told, nonce = value.encode("utf-8", "surrogatepass"), secrets.token_bytes(_NONCE_LENGTH)
        filled = told + _FILLING * (-len(told) % _STEP)
        return _VERSION + nonce + self._cipher.encrypt(nonce, filled, _label(cell, row))

    def open(self, cell: str, row: Sequence[object], closed: bytes) -> str | None:
        """Return a value; None where it was closed with another key or for another place, or was tampered with."""
        return self._open(_label(cell, row), closed)

    def opener(self, cell: str, keys: int) -> Callable[..., str | None]:
        """What opens the values of one column, each given with its primary key: a check opens a hundred thousand.

        Args:
            cell: table and column.
            keys: how many numbers make the primary key.
        """
        label, opened = _label(cell, ["%s"] * keys).decode(), self._open
        return lambda closed, *row: opened((label % row).encode(), closed)

    def _open(self, label: bytes, closed: bytes) -> str | None:
        if len(closed) < _LEAST_LENGTH or closed[0] != _VERSION[0]:
            return None
        try:
            locked = self._cipher.decrypt(closed[1:_HEAD_LENGTH], closed[_HEAD_LENGTH:], label)
        except InvalidTag:
            return None
        return locked.rstrip(_FILLING).decode("utf-8", "surrogatepass")


def _label(cell: str, row: Sequence[object]) -> bytes:
    """A name of ours and numbers: no two of them are written alike."""
    return f"peerdesk value 1 {cell} {' '.join(map(str, row))}".encode()
