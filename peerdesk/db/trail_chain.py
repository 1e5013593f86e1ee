"""The trail as a chain: each entry with the digest of what it says, all entries up to one with one head.

The head holds who, when, what and the digest, not the words themselves: they can be erased with their salt, for a
person who asks for it, and the head still holds. A head alone stops nobody who can write the file; it stands in
signatures, on paper and in copies.
"""

from hashlib import sha256
from hmac import digest as keyed
from typing import NamedTuple

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.security.framing import framed

BEGINNING = bytes(32)
"""The head of a trail without an entry."""


class TrailEnd(NamedTuple):
    """The last entry of the trail, and the head of the chain with it."""

    entry_id: int
    head: bytes


def content_digest(salt: bytes, old: str | None, new: str | None) -> bytes:
    """The digest of what an entry says was before and is now, each JSON or nothing; the salt can be erased with it."""
    return keyed(salt, framed(_text(part) for part in (old, new)), "sha256")


def next_head(
    head: bytes, entry_id: int, at: str, staff_id: int, action: str, subject_id: int | None, digest: bytes
) -> bytes:
    """The head after one more entry; ``at`` as the file keeps it."""
    subject = b"" if subject_id is None else b"%d" % subject_id
    fields = (head, b"%d" % entry_id, at.encode(), b"%d" % staff_id, action.encode(), subject, digest)
    return sha256(framed(fields)).digest()


def _text(part: str | None) -> bytes:
    return b"" if part is None else b"+" + part.encode()


def go_on_from_what_is_there(database: EncryptedDatabase) -> None:
    """After a salvage: write down where the trail ends now, so that it can go on. What is missing stays missing."""
    head, last = BEGINNING, 0
    rows = database.run("SELECT id, at, staff_id, action, subject_id, digest FROM audit_entry ORDER BY id")
    for entry_id, at, staff_id, action, subject_id, digest in rows:
        head, last = next_head(head, entry_id, str(at), staff_id, action, subject_id, bytes(digest or b"")), entry_id
    database.run("UPDATE record_state SET trail_id = ?, trail_head = ?", (last, head))
