"""A copy of the whole record is made, looked at, and put into its place; older ones make room."""

from datetime import datetime
from functools import partial
from pathlib import Path

from peerdesk.db.backups import byte_copy, package, replacing
from peerdesk.db.backups.packing import pack, require_whole
from peerdesk.db.backups.rotating import let_go_before, rotate
from peerdesk.db.faults import copying_into
from peerdesk.db.models import Member, Seal, Session
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.backups.copies import SUFFIX, CopyFound, Inside, Manifest, file_name
from peerdesk.domain.disclosures import Disclosure, LeftBy
from peerdesk.domain.progress import Progress
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.paths import DataFolder
from peerdesk.records import centre as centre_records
from peerdesk.records import erasures
from peerdesk.records.clock import latest_entry
from peerdesk.records.trail import heads as heads_of_trail
from peerdesk.security.keyfile import KeyFile
from peerdesk.services import disclosures

_HALF_MADE = "being-made.db"


def make(storage: Storage, actor: Actor, step: Progress) -> CopyFound:
    """Make a copy in the folder of copies, beside whoever writes, and let the oldest go.

    Raises:
        StorageUnavailable: if no copy could be made (``copy-disk-full`` and the like); the record and the older copies
            are untouched.
    """
    actor.require(Permission.BACK_UP)
    folder, made_at = storage.folder, storage.now().replace(microsecond=0)
    with storage.reading():
        code = centre_records.details().code
    with copying_into(folder.backups):
        folder.backups.mkdir(exist_ok=True, mode=0o700)
        target = _free(folder.backups / file_name(made_at, code))
        disclosures.note(storage, actor, Disclosure(LeftBy.BACKUP, folder.backups.name))
        whole = pack(folder, target, made_at, partial(_taken, storage), step, half_made=folder.backups / _HALF_MADE)
        rotate(folder.backups, whole.vault)
        _let_go_of_erased(storage, folder.backups, target)
        return CopyFound(target, target.stat().st_size, whole)


def make_into(storage: Storage, actor: Actor, target: Path, step: Progress) -> Manifest:
    """Make a copy under a name that somebody chose, looked into like any other.

    Raises:
        StorageUnavailable: as :func:`make`.
    """
    actor.require(Permission.BACK_UP)
    with copying_into(target.parent):
        disclosures.note(storage, actor, Disclosure(LeftBy.BACKUP, target.parent.name or str(target.parent)))
        return pack(storage.folder, target, storage.now(), partial(_taken, storage), step)


def copy_files(folder: DataFolder, target: Path, now: datetime, step: Progress) -> Manifest:
    """Copy the record as it lies there, without a log-in; as whole beside an open window as without one.

    Nobody has looked into it: what it holds is not named.

    Raises:
        StorageUnavailable: if there is no record, or the place cannot be written.
    """
    with copying_into(target.parent):
        return pack(folder, target, now, partial(byte_copy.copy_whole, folder), step)


def carry(storage: Storage, actor: Actor, made: Path, place: Path, step: Progress) -> None:
    """Bring a copy to the second place too, read it back there, and let the oldest there go.

    Raises:
        StorageUnavailable: if it did not arrive; the copies that were there are untouched.
    """
    actor.require(Permission.BACK_UP)
    with copying_into(place):
        disclosures.note(storage, actor, Disclosure(LeftBy.BACKUP, place.name or str(place)))
        there = place / made.name
        package.copy(made, there, step)
        require_whole(there, step)
        rotate(place, KeyFile.load(storage.folder).slots.vault)
        _let_go_of_erased(storage, place, there)


def _let_go_of_erased(storage: Storage, place: Path, newest: Path) -> None:
    """A person's record that was erased goes from the older copies of a place too, as soon as it has a newer one."""
    with storage.reading():
        erased = erasures.latest()
    if erased is None:
        return
    let_go_before(place, KeyFile.load(storage.folder).slots.vault, erased, newest)
    if place == storage.folder.backups:
        replacing.let_go_before(storage.folder, erased.at)


def _taken(storage: Storage, snapshot: Path) -> Inside:
    """The copy, and what is in it: both of one state of the record."""
    with storage.reading():
        counts = storage.copy_into(snapshot)
        centre = centre_records.details()
        seals = tuples(Seal.select(Seal.seal).order_by(Seal.id.desc()).limit(1))
        return Inside(
            centre=centre.name,
            code=centre.code,
            schema=storage.schema,
            members=Member.select().count(),
            sessions=Session.select().where(Session.status == SessionStatus.HELD).count(),
            counts=counts,
            last_entry=latest_entry(),
            audit_head=_audit_head(),
            seal_head=bytes(seals[0][0]).hex() if seals else "",
        )


def _audit_head() -> str:
    """How far the trail goes, and the head of its chain there."""
    entry_id, head = heads_of_trail.end()
    return f"{entry_id} {head.hex()}" if entry_id else ""


def _free(path: Path) -> Path:
    """Two copies of one second get different names, and nothing is overwritten."""
    wanted, number = path, 1
    while path.exists():
        number += 1
        path = wanted.with_name(f"{wanted.name.removesuffix(SUFFIX)} {number}{SUFFIX}")
    return path
