"""The one secret behind everything a centre keeps, and the keys made from it."""

import secrets
from dataclasses import dataclass, field, replace

from peerdesk.security.expanding import expand
from peerdesk.security.values import NotesKey

MASTER_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Master:
    """32 random bytes, made once for a centre's file. Kept in memory alone; on disk only inside key slots.

    Attributes:
        key: these bytes.
        notes: the second key, of what office staff do not read; None for them, and while a centre has none.
    """

    key: bytes = field(repr=False)
    notes: NotesKey | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != MASTER_LENGTH:
            raise ValueError("a master key has 32 bytes")

    @classmethod
    def new(cls) -> "Master":
        return cls(secrets.token_bytes(MASTER_LENGTH))

    def with_notes(self, notes: NotesKey | None) -> "Master":
        """The same with another second key, or with none."""
        return replace(self, notes=notes)

    def database_key(self) -> bytes:
        """Return the raw key of the encrypted record."""
        return expand(self.key, "database")

    def seal_key(self) -> bytes:
        """Return the key of the seals on signed notes."""
        return expand(self.key, "seal")

    def backup_key(self) -> bytes:
        """Return the key of the verified copies."""
        return expand(self.key, "backup")
