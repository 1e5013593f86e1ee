"""New keys for the record, when somebody has left who may have a copy of it, or one was lost.

Their password opens the key file of then, and with it every copy of then: no change of the key file alone helps against
that. So a copy of the record is made under other keys, with another notes key inside, looked at, and put in the place
of the record as a restored copy would be: the former one is set aside whole, with the keys that open it, and every step
can be interrupted. Passwords and the password recovery sheet stay as they are: what they open is locked up anew for
each person.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from peerdesk.db import key_rows
from peerdesk.db.backups import package, replacing
from peerdesk.db.faults import copying_into
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.progress import Progress, unwatched
from peerdesk.domain.signing_keys import KeyEvent
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.master import Master
from peerdesk.security.slots import Opened
from peerdesk.security.values import NotesKey
from peerdesk.services import access


def rekey(folder: DataFolder, opened: Opened, now: Callable[[], datetime], on_progress: Progress = unwatched) -> Path:
    """Give a record that nobody has open other keys; where the former one was set aside.

    Args:
        folder: where the record is.
        opened: what a coordinator's password opened.
        now: the clock.
        on_progress: told of each step.

    Raises:
        AccessDenied: if they are not let in.
        NotPermitted: if they are no coordinator.
        StorageUnavailable: ``rekey-needs-keys`` if the centre has no notes key yet, or somebody no keys of their own;
            if the record cannot be read, or the place not be written: then it is as it was.
    """
    with copying_into(folder.root), replacing.coming_in(folder) as coming:
        master = Master.new().with_notes(NotesKey.new())
        keys = _copy(folder, coming, opened, master, now, on_progress)
        keys.save(coming)
        aside = replacing.put_in_place(folder, {"rekeyed_at": now().isoformat(" ")}, now())
    if aside is None:
        raise RuntimeError("there was a record")
    return aside


def with_former_keys(folder: DataFolder, copies: Iterable[Path]) -> frozenset[Path]:
    """Which copies of the folder's record, and of those set aside, open with the keys of before the locks were changed.

    So with the passwords of their day alone, those of staff who have left since among them.
    """
    try:
        now = KeyFile.load(folder)
    except StorageUnavailable:
        return frozenset()
    return frozenset(path for path in copies if _is_former(path, now))


def _is_former(path: Path, now: KeyFile) -> bool:
    try:
        then = KeyFile.load(DataFolder(path)) if path.is_dir() else KeyFile.from_bytes(package.read_keys(path))
    except StorageUnavailable:
        return False
    return then.slots.vault == now.slots.vault and _changes(then) < _changes(now)


def _changes(keys: KeyFile) -> int:
    """How often the record got other keys, and one more since there is a notes key."""
    return sum(entry.event is KeyEvent.NOTES for entry in keys.slots.entries)


def _copy(
    folder: DataFolder,
    coming: DataFolder,
    opened: Opened,
    master: Master,
    now: Callable[[], datetime],
    on_progress: Progress,
) -> KeyFile:
    """Put the record under other keys into a folder, and return the key file that goes with it."""
    storage = Storage.open(folder, opened.master, now)
    try:
        with storage.bound():
            actor = access.enter(storage, opened, unwritten=True)
            actor.require(Permission.MANAGE_STAFF)
            if opened.master.notes is None:
                raise StorageUnavailable("rekey-needs-keys", user_name="")
            keys = KeyFile.load(folder).with_new_keys(opened, master, now())
            with storage.reading():
                storage.closing.copy_under(coming.database, master, on_progress)
    finally:
        storage.close()
    fresh = Storage.open(coming, master, now)
    try:
        with fresh.bound(), fresh.writing(Changed(0), actor) as unit:
            key_rows.keep(unit, keys)
            unit.audit("keys.replaced", None)
    finally:
        fresh.close()
    return keys
