"""The trail as a chain: whether every entry says what it said, and its heads; inside a reading."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from peerdesk.db.functions import LONGEST_OPEN
from peerdesk.db.models import AuditEntry, RecordStateRow
from peerdesk.db.queries import kept
from peerdesk.db.trail_chain import BEGINNING, TrailEnd, content_digest, next_head
from peerdesk.security.key_list import fingerprint


def letters(head: bytes) -> str:
    """A head for print and for reading aloud."""
    return fingerprint(head)


class Walked(NamedTuple):
    """What was found along the trail.

    Attributes:
        heads: at the entries that were asked for, and at the beginning.
        altered: the numbers of entries that say something else than they did, or that are no more.
        ends: whether its end is where it was last written down.
    """

    heads: dict[int, bytes]
    altered: list[int]
    ends: bool


def end() -> TrailEnd:
    """Where the trail ends, as the record says."""
    row = RecordStateRow.select(RecordStateRow.trail_id, RecordStateRow.trail_head).where(RecordStateRow.id == 1)
    [(entry_id, head)] = kept(row)
    return TrailEnd(entry_id, bytes(head))


def _says(old: str | None, new: str | None, salt: bytes | None, digest: bytes | None, *, notes: bool) -> bool:
    """Whether an entry says what it said; of one that is closed there is nothing to be said without its key."""
    if salt is None:
        return old is None and new is None and digest is None
    if len(salt) > LONGEST_OPEN or isinstance(old, bytes) or isinstance(new, bytes):
        return not notes
    return content_digest(bytes(salt), old, new) == digest


def walk(wanted: Collection[int], erased: Mapping[int, bytes | None], *, notes: bool) -> Walked:
    """Go along the trail from its beginning; what office staff do not read is looked at if asked for.

    Of an entry of which a coordinator erased the words it is asked whether just those stand there that were left.
    """
    row = AuditEntry
    columns = row.id, row.at, row.staff, row.action, row.subject_id, row.old, row.new, row.salt, row.digest
    head, expected = BEGINNING, 1
    heads, altered = {0: BEGINNING}, list[int]()
    rows = kept(row.select(*columns).order_by(row.id))
    for entry_id, at, staff_id, action, subject_id, old, new, salt, digest in rows:
        altered += range(expected, entry_id)
        if (salt is None and entry_id not in erased) or not _says(
            old, new, salt, erased.get(entry_id, digest), notes=notes
        ):
            altered.append(entry_id)
        head = next_head(head, entry_id, at, staff_id, action, subject_id, bytes(digest or b""))
        expected = entry_id + 1
        if entry_id in wanted:
            heads[entry_id] = head
    return Walked(heads, altered, end() == (expected - 1, head))
