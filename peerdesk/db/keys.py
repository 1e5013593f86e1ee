"""Keys and record together: whether who came in is who the list of keys knows, and every change of the keys.

The list stands in the key file and in the record. A change is written into the key file first and into the record
second; what a power cut kept out of the record is entered at the next log-in.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace

from sqlcipher3.dbapi2 import DatabaseError

from peerdesk.db import key_rows
from peerdesk.db.audit import Unit
from peerdesk.db.closing import Closing
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.models import Staff
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Role, reads_notes
from peerdesk.domain.changes import Changed
from peerdesk.domain.signing_keys import KeyEvent
from peerdesk.errors import AccessDenied, DoneButAmiss, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.key_list import KeyList, KeyListError, longest
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.passwords import user_key
from peerdesk.security.slots import Opened
from peerdesk.security.values import NotesKey


@dataclass(frozen=True, slots=True)
class Met:
    """The key file as it lies there, and what is known of keys altogether.

    Attributes:
        file: the key file.
        known: the list of keys: the file's or the record's, whichever goes on from the other.
        older: whether the record knows of a later change of the file than stands in it.
        behind: whether the record or the file has to be told something.
    """

    file: KeyFile
    known: KeyList
    older: bool
    behind: bool


def meet(storage: Storage) -> Met:
    """Lay key file and record side by side; inside a reading.

    Raises:
        StorageUnavailable: ``key-list-broken`` or ``key-lists-differ``: somebody wrote into one of them.
    """
    file = KeyFile.load(storage.folder)
    serial, digest = key_rows.last_seen()
    vault = file.slots.vault
    if key_rows.vault() not in ("", vault):
        raise StorageUnavailable("key-file-foreign")
    try:
        known = longest([file.key_list, KeyList(vault, key_rows.entries())])
    except KeyListError as error:
        raise StorageUnavailable("key-list-broken") from error
    if known is None:
        raise StorageUnavailable("key-lists-differ")
    same = digest == key_rows.digest_of(file)
    return Met(file, known, serial > file.slots.serial or (serial == file.slots.serial and not same), not same)


def recognised(storage: Storage, actor: Actor, opened: Opened, met: Met) -> Actor:
    """The person who came in, with the role that the list gives them; nothing is written.

    Raises:
        AccessDenied: ``log-in-replaced`` if their password was, or their log-in taken away, since this key file;
            ``log-in-without-notes`` if they may read notes and have no key for it.
        StorageUnavailable: ``key-file-older`` if the record knows of later changes, and no coordinator put the keys of
            a copy in their place.
    """
    listed = met.known.of(actor.staff_id)
    accepted = storage.folder.keys_brought_back.exists() and actor.role is Role.COORDINATOR
    if met.older and not accepted:
        raise StorageUnavailable("key-file-older")
    if opened.identity is None:
        if listed is not None or not met.known.takes_own_word:
            raise AccessDenied("log-in-replaced")
        return actor
    if opened.root != met.known.root:
        raise StorageUnavailable("key-lists-differ")
    if listed is None or not listed.in_force or listed.role is None:
        raise AccessDenied("log-in-replaced")
    if listed.keys != opened.identity.public and not accepted:
        raise AccessDenied("log-in-replaced")
    _require_notes_key(listed.role, opened, met)
    return Actor(actor.staff_id, actor.user_name, actor.name, listed.role)


def _require_notes_key(role: Role, opened: Opened, met: Met) -> None:
    """Who reads notes has the key for it, and nobody has slipped them another one."""
    notes = opened.master.notes
    if notes is not None and notes.public != met.known.notes:
        raise StorageUnavailable("key-lists-differ")
    if notes is None and met.known.notes is not None and reads_notes(role):
        raise AccessDenied("log-in-without-notes")


def lets_a_coordinator_in(keys: KeyFile, database: EncryptedDatabase) -> bool:
    """Whether a coordinator of a key file out of a copy would be let into a record; where it cannot be read, yes.

    The keys of a copy from before everybody had keys of their own let nobody in any more (`recognised`).

    Args:
        keys: the key file of the copy.
        database: the record, which nobody has open.
    """
    listed = "SELECT staff_id, role, event FROM key_entry WHERE id IN (SELECT max(id) FROM key_entry GROUP BY staff_id)"
    try:
        with database.connection_context():
            if not database.run("SELECT 1 FROM sqlite_master WHERE name = 'key_entry'"):
                return True
            latest = {staff_id: (role, event) for staff_id, role, event in database.run(listed)}
            is_closed = Closing(database).has_begun()
    except DatabaseError:
        return True
    left, coordinator = KeyEvent.LEFT.value, Role.COORDINATOR.value
    coordinators = [staff_id for staff_id, (role, event) in latest.items() if role == coordinator and event != left]
    if is_closed:
        holders = {slot.staff_id for slot in keys.slots.users if slot.content.notes}
        coordinators = [staff_id for staff_id in coordinators if staff_id in holders]
    return not latest or any(map(keys.key_list.is_in, coordinators))


def settle(storage: Storage, actor: Actor, opened: Opened, met: Met) -> None:
    """Give who came in with a slot of an earlier PeerDesk keys of their own, and tell file and record what they lack.

    Slots of nobody, which a power cut left over, go.

    Args:
        storage: the file.
        actor: who came in, and was recognised.
        opened: what their password opened.
        met: see `meet`.
    """
    new = met.file
    if len(met.known.entries) > len(new.slots.entries):
        new = new.with_list(met.known)
    listed = met.known.of(actor.staff_id)
    if opened.identity is None:
        new = new.renewed(opened, actor.staff_id, actor.role, storage.now())
    elif listed is not None and listed.keys != opened.identity.public:
        new = new.brought_back(opened, actor.staff_id, storage.now())
    with storage.reading():
        new = _of_who_is_active(new).with_notes(opened)
        learns = not storage.closing.has_begun()
    if begins := _begins_notes(storage, new, actor, opened):
        new = new.with_new_notes(opened, begins, storage.now())
    # Whoever tells the record of a notes key holds it: what stands open there is closed with it.
    waits = learns and opened.master.notes is None and met.known.notes is not None
    if new is met.file:
        if met.behind and not waits:
            with _closing(storage, opened.master.notes), storage.writing(Changed(0), actor) as unit:
                if learns:
                    _close(storage, unit)
                key_rows.keep(unit, new)
                _note(storage, unit, new, met)
    else:
        with (
            _closing(storage, begins or opened.master.notes),
            changing(storage, actor, Changed(0), new, met.file) as unit,
        ):
            if learns:
                _close(storage, unit)
            _note(storage, unit, new, met)
    storage.folder.keys_brought_back.unlink(missing_ok=True)


@contextmanager
def changing(storage: Storage, actor: Actor, changed: Changed, new: KeyFile, former: KeyFile) -> Iterator[Unit]:
    """Keep another key file, and in the same unit of work what the record says of it: both, or neither.

    Raises:
        StorageUnavailable: as `KeyFile.save`, before the block; ``keys-without-record`` if the block failed and the
            former keys cannot be put back.
        DoneButAmiss: as `KeyFile.save`, but after the block: the record is written too.
    """
    with _in_force(storage.folder, new, former), storage.writing(changed, actor) as unit:
        key_rows.keep(unit, new)
        yield unit


@contextmanager
def _in_force(folder: DataFolder, new: KeyFile, former: KeyFile) -> Iterator[None]:
    """Save the keys, and in the block write into the record what goes with it."""
    told: DoneButAmiss | None = None
    try:
        new.save(folder)
    except DoneButAmiss as error:
        told = error
    try:
        yield
    except Exception:
        _undo(folder, new, former)
        raise
    if told is not None:
        raise told


def _undo(folder: DataFolder, new: KeyFile, former: KeyFile) -> None:
    """Put former slots back, as a later change: of two copies they are the ones that count."""
    try:
        KeyFile(replace(former.slots, serial=new.slots.serial + 1)).save(folder)
    except DoneButAmiss:
        return  # the former are in force
    except StorageUnavailable as error:
        raise StorageUnavailable("keys-without-record") from error


def _of_who_is_active(keys: KeyFile) -> KeyFile:
    """The key file without slots of nobody; inside a reading."""
    rows = tuples(Staff.select(Staff.user_name, Staff.id).where(Staff.active))
    active = {user_key(name): staff_id for name, staff_id in rows}
    for slot in keys.slots.users:
        if user_key(slot.user_name) not in active and slot.staff_id not in active.values():
            keys = keys.without_user(slot.user_name)
    return keys


def _begins_notes(storage: Storage, keys: KeyFile, actor: Actor, opened: Opened) -> NotesKey | None:
    """A notes key for a centre that has none, drawn as soon as everybody who needs it can be given it."""
    known = keys.key_list
    if actor.role is not Role.COORDINATOR or opened.identity is None or known.notes is not None or known.sheet is None:
        return None
    with storage.reading():
        return None if without_keys(known) else NotesKey.new()


def without_keys(known: KeyList) -> list[str]:
    """The names of those who read notes and have no keys of their own yet; inside a reading."""
    rows = tuples(Staff.select(Staff.id, Staff.name, Staff.role).where(Staff.active).order_by(Staff.name))
    return [name for staff_id, name, role in rows if reads_notes(role) and not known.is_in(staff_id)]


def _closing(storage: Storage, notes: NotesKey | None) -> AbstractContextManager[None]:
    return nullcontext() if notes is None else storage.closing.taking(notes)


def _close(storage: Storage, unit: Unit) -> None:
    """Close what stands open; inside the unit of work in which the record learns of the key.

    Later nobody's is closed for them: somebody who knows SQL wrote it, and a check names it.
    """
    if storage.closing.has_key and storage.closing.is_due():
        storage.closing.close_all()
        unit.audit("keys.closed", None)


def _note(storage: Storage, unit: Unit, keys: KeyFile, met: Met) -> None:
    """Write into the trail that the record has seen the keys."""
    unit.audit("keys.seen", None, None, {"serial": keys.slots.serial})
    if met.older and storage.folder.keys_brought_back.exists():
        unit.audit("keys.older-accepted", None, None, {"serial": met.file.slots.serial})
