"""The list of keys and the state of the key file as the record has them; inside a reading or a unit of work."""

from hashlib import sha256

from peerdesk.db.audit import Unit
from peerdesk.db.models import KeyEntryRow, KeyFileRow
from peerdesk.db.queries import tuples
from peerdesk.errors import StorageUnavailable
from peerdesk.security.identity import PublicKeys
from peerdesk.security.key_list import KeyEntry, KeyList, KeyListError
from peerdesk.security.keyfile import KeyFile


def entries() -> list[KeyEntry]:
    """The list as it stands there, whatever it is worth."""
    row = KeyEntryRow
    columns = row.event, row.staff_id, row.role, row.signing, row.opening, row.at, row.by, row.signature
    return [
        KeyEntry(event, staff_id, role, PublicKeys(bytes(signing), bytes(opening)), at, bytes(by), bytes(signature))
        for event, staff_id, role, signing, opening, at, by, signature in tuples(row.select(*columns).order_by(row.id))
    ]


def key_list() -> KeyList:
    """The list, read from its beginning.

    Raises:
        StorageUnavailable: ``key-list-broken`` if an entry is not signed by somebody who might.
    """
    try:
        return KeyList(vault(), entries())
    except KeyListError as error:
        raise StorageUnavailable("key-list-broken") from error


def vault() -> str:
    """Which key file belongs to the record; empty while none was seen since there is a list."""
    found = tuples(KeyFileRow.select(KeyFileRow.vault))
    return str(found[0][0]) if found else ""


def last_seen() -> tuple[int, bytes]:
    """Serial and digest of the key file with its last change that the record knows of; 0 while there is none."""
    found = tuples(KeyFileRow.select(KeyFileRow.serial, KeyFileRow.digest))
    return (int(found[0][0]), bytes(found[0][1])) if found else (0, b"")


def digest_of(keys: KeyFile) -> bytes:
    """What tells a key file from every other."""
    return sha256(keys.to_bytes()).digest()


def keep(unit: Unit, keys: KeyFile) -> None:
    """Write into the record what a key file says, and which one it was."""
    known = len(entries())
    for number, entry in enumerate(keys.slots.entries[known:], start=known + 1):
        KeyEntryRow.insert(
            id=number,
            event=entry.event,
            staff_id=entry.staff_id,
            role=entry.role,
            signing=entry.keys.signing,
            opening=entry.keys.opening,
            at=entry.at,
            by=entry.by,
            signature=entry.signature,
        ).execute()
        of = None if entry.role is None else {"staff": entry.staff_id, "role": entry.role}
        unit.audit(f"keys.{entry.event}", number, None, of)
    state = {"id": 1, "vault": keys.slots.vault, "serial": keys.slots.serial, "digest": digest_of(keys)}
    KeyFileRow.insert(state).on_conflict("REPLACE").execute()
