"""A copy is opened beside the record, and takes its place; so is a record that was set aside for one.

Neither needs somebody who is logged in: there may be no record that anybody could log into. To look inside, a password
of the copy or its password recovery sheet is needed; to put it in place, only the folder, which nobody may have open.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from peerdesk.db import keys as keys_of
from peerdesk.db.backups import package, replacing
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.db.faults import copying_into
from peerdesk.db.migrate import STEPS
from peerdesk.db.models import Centre, Group, Member, Seal, Session, Staff
from peerdesk.db.page_check import any_page_is_sound
from peerdesk.db.queries import tuples
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Role
from peerdesk.domain.backups.copies import Manifest
from peerdesk.domain.backups.trying import CopyInside, SessionInside
from peerdesk.domain.file_check import Finding
from peerdesk.domain.progress import Progress
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.domain.sessions.signing import SealKind
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.records.clock import latest_entry
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.master import Master
from peerdesk.services import checking
from peerdesk.temporary import TemporaryPlace

NEWEST = 5
"""So many sessions are named, for people to see how new a copy is."""


def unlock(path: Path, user_name: str, password: str) -> Master:
    """Open a copy's keys with a password of the day on which it was made.

    Raises:
        AccessDenied: the same for an unknown name and a wrong password.
        StorageUnavailable: if the copy cannot be read.
    """
    return _keys(path).unlock(user_name, password).master


def unlock_with_sheet(path: Path, code: str) -> Master:
    """Open a copy's keys with its password recovery sheet.

    Raises:
        InvalidInput: if the code was mistyped.
        AccessDenied: if it is the code of another centre, or was replaced before the copy was made.
        StorageUnavailable: if the copy cannot be read.
    """
    return _keys(path).unlock_with_recovery(code).master


def look_inside(path: Path, master: Master, now: datetime, step: Progress) -> CopyInside:
    """Open a copy in a place of its own, check everything in it, and close it again; the record is not touched.

    Raises:
        StorageUnavailable: if it cannot be read or opened, or there is no room to look at it.
    """
    with TemporaryPlace("look") as place:
        folder = DataFolder(place / "copy")
        with copying_into(folder.root):
            folder.create()
            manifest = _lay_out(path, folder, step)
        storage = Storage.open(folder, master, lambda: now)
        try:
            with storage.bound():
                storage.begin_line()  # its fingerprint says that it is whole
                return _inside(storage, manifest)
        finally:
            storage.close()


def restore(path: Path, folder: DataFolder, now: datetime, step: Progress) -> Path | None:
    """Put a copy in the place of the record, which is set aside; where it is now, if there was one.

    Everything of the copy is read, compared and on the disk before the record is touched; a power cut at any moment
    leaves one of the two whole, and the next start finishes what was begun.

    Raises:
        StorageUnavailable: if the copy cannot be read, or the folder not be written: then the record is as it was.
    """
    with copying_into(folder.root):
        folder.create()
        with replacing.coming_in(folder) as coming:
            manifest = _lay_out(path, coming, step)
            about = {"copy": path.name, "put_back_at": now.isoformat(" ")}
            if manifest is not None:
                about["made_at"] = manifest.made_at.isoformat(" ")
            return replacing.put_in_place(folder, about, now)


def only_keys_are_missing(path: Path, folder: DataFolder, master: Master) -> bool:
    """Whether somebody can log in to the record in the folder with the keys of a copy, and nobody with those there."""
    try:
        KeyFile.load(folder)
    except StorageUnavailable:
        key = master.database_key()
        is_theirs = folder.database.is_file() and any_page_is_sound(folder.database, key)
        return is_theirs and keys_of.lets_a_coordinator_in(_keys(path), EncryptedDatabase(folder.database, key))
    return False


def bring_keys(path: Path, folder: DataFolder, now: datetime) -> Path | None:
    """Put the key file of a copy beside the record, which stays as it is; where the damaged keys are now.

    Raises:
        StorageUnavailable: if the copy cannot be read, or the folder not be written.
    """
    keys = _keys(path).to_bytes()
    with copying_into(folder.root):
        return replacing.put_keys_in_place(folder, keys, now)


def _keys(path: Path) -> KeyFile:
    return KeyFile.load(DataFolder(path)) if path.is_dir() else KeyFile.from_bytes(package.read_keys(path))


def _lay_out(path: Path, target: DataFolder, step: Progress) -> Manifest | None:
    """Put what is in a copy, or a record that was set aside, into an empty folder."""
    if path.is_dir():
        replacing.bring_back(target, path)
        return None
    return package.unpack(path, target, step)


def _inside(storage: Storage, manifest: Manifest | None) -> CopyInside:
    findings = checking.check_all(storage, _reader(storage))
    with storage.reading():
        promised = manifest.inside if manifest else None
        if promised and promised.schema == len(STEPS) and promised.counts != storage.counts():
            findings.append(Finding("copy-counts-differ"))
        return CopyInside(
            centre=Centre.get().name,
            made_at=manifest.made_at if manifest else None,
            members=Member.select().count(),
            sessions=Session.select().where(Session.status == SessionStatus.HELD).count(),
            last_entry=latest_entry(),
            newest=_newest(),
            findings=findings,
        )


def _newest() -> Sequence[SessionInside]:
    signed = Seal.select(Seal.session).where(Seal.kind == SealKind.SESSION)
    held = Session.select(Session.day, Group.name, Session.id.in_(signed)).join(Group)
    newest = held.where(Session.status == SessionStatus.HELD).order_by(Session.day.desc(), Session.starts.desc())
    return [SessionInside(day, group, bool(is_signed)) for day, group, is_signed in tuples(newest.limit(NEWEST))]


def _reader(storage: Storage) -> Actor:
    """Who holds a password or the sheet looks with the coordinator's eyes, at numbers alone."""
    with storage.reading():
        row = Staff.select().where(Staff.active & (Staff.role == Role.COORDINATOR)).order_by(Staff.id).first()
    if row is None:
        raise StorageUnavailable("copy-damaged")
    return Actor(row.id, row.user_name, row.name, row.role)
