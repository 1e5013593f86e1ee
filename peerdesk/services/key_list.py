"""The list of keys, for everybody to read: its fingerprint stands on the password recovery sheet."""

from collections.abc import Sequence
from datetime import datetime

from peerdesk.db import key_rows, keys
from peerdesk.db.models import Staff
from peerdesk.db.queries import pairs
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.signing_keys import KeyEvent, KeyLine, NotesLock
from peerdesk.security.key_list import fingerprint


def notes_lock(storage: Storage, actor: Actor) -> NotesLock:
    """Whether what office staff do not read is locked away from them, and what stands in the way."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        listed = key_rows.key_list()
        for entry in listed.entries:
            if entry.event is KeyEvent.NOTES:
                return NotesLock(datetime.fromisoformat(entry.at))
        return NotesLock(None, listed.sheet is None, tuple(keys.without_keys(listed)))


def known(storage: Storage, actor: Actor) -> Sequence[KeyLine]:
    """Every entry, in the order of the list.

    Raises:
        StorageUnavailable: ``key-list-broken`` if an entry is not signed by somebody who might.
    """
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        listed, names = key_rows.key_list(), pairs(Staff.select(Staff.id, Staff.name))
    owners = {entry.keys.signing: entry.staff_id for entry in listed.entries}
    return [
        KeyLine(
            number,
            datetime.fromisoformat(entry.at),
            entry.event,
            names.get(entry.staff_id, ""),
            names.get(owners.get(entry.by, 0), ""),
            fingerprint(head),
        )
        for number, (entry, head) in enumerate(zip(listed.entries, listed.heads, strict=True), start=1)
    ]
