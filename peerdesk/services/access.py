"""Getting in: setting up a centre, entering an unlocked one, asking for the password again.

A staff member is in two places, a key slot and a row of the file, and the two cannot be written at once. On adding, the
slot is written first and the row second; on removing, the row first and the slot second. So whoever has an active row
always has a slot, and what a power cut can leave over is a slot without an active row: it opens nothing by itself
(:func:`enter` refuses) and the next log-in takes it away. Where no power was cut, what was begun is taken back
(`keys.changing`), and nobody is told that nothing was changed while the change opens the record.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from peerdesk.db import key_rows
from peerdesk.db import keys as keys_of
from peerdesk.db.backups import replacing
from peerdesk.db.faults import writing_into
from peerdesk.db.models import Centre, Staff
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission, Role
from peerdesk.domain.centre import CentreDetails, StaffDetails
from peerdesk.domain.changes import Changed
from peerdesk.domain.clock import ClockDoubt
from peerdesk.errors import AccessDenied, DoneButAmiss, InvalidInput, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.records import brought_back
from peerdesk.records.sessions.chain import Pen
from peerdesk.security import attempts
from peerdesk.security.key_list import Founding
from peerdesk.security.keyfile import KeyFile
from peerdesk.security.password_recovery import new_code
from peerdesk.security.passwords import STANDARD, KdfParameters, password_problems, user_key
from peerdesk.security.slots import Opened
from peerdesk.services.door import clear_killed_demo, has_centre, unlock


def set_up(
    folder: DataFolder,
    centre: CentreDetails,
    coordinator: StaffDetails,
    password: str,
    recovery_code: str,
    now: Callable[[], datetime],
    parameters: KdfParameters = STANDARD,
    founding: Founding | None = None,
) -> None:
    """Write a new centre with its first account: all of it or nothing.

    Everything is made in a folder of its own and moved into place at the end, the key file last. What the list of keys
    begins with is drawn, unless it was (``founding``).

    Raises:
        InvalidInput: with the problems of the centre, the account, the password and the password recovery code.
        StorageUnavailable: if the place cannot be written, or holds a centre already.
    """
    problems = (
        centre.problems()
        + coordinator.problems()
        + password_problems(password, coordinator.user_name, (coordinator.name, centre.name))
    )
    if problems:
        raise InvalidInput(problems)
    if has_centre(folder):
        raise StorageUnavailable("key-file-foreign" if folder.keys.exists() else "folder-not-empty")
    founding = founding or Founding.draw(now())
    keys, master = KeyFile.new(founding, coordinator.user_name, password, recovery_code, parameters)
    making = folder.being_set_up
    with writing_into(folder.root):
        folder.create()
        shutil.rmtree(making.root, ignore_errors=True)
        clear_killed_demo(folder)
        making.create()
        storage = Storage.open(making, master, now, create=True)
        try:
            with storage.bound():
                _write_first_rows(storage, centre, coordinator, keys)
        finally:
            storage.close()
        keys.save(making)
        replacing.move_strays_aside(folder, now())
        os.replace(making.database, folder.database)
        keys.save(folder)
        shutil.rmtree(making.root)


def enter(storage: Storage, opened: Opened, *, accepted: ClockDoubt | None = None, unwritten: bool = False) -> Actor:
    """Who it is that unlocked the file; leaves a line in the audit trail and repairs what a power cut left over.

    Whoever has a slot of an earlier PeerDesk gets keys of their own. A record that is open for reading stays as it is.

    Args:
        storage: the file.
        opened: what their password opened.
        accepted: a clock in doubt (``clock.watch``) that they say is right.
        unwritten: only look: no line, no repair (where the clock is in doubt and nobody is there to be asked).

    Raises:
        ClockInDoubt: if the clock is watched, does not fit the record, and nobody said that it is right.
        AccessDenied: if the account is not active (any more), or the list of keys knows other keys of theirs.
        StorageUnavailable: if the list of keys was tampered with, or the key file is older than the record.
    """
    with storage.reading():
        rows = {user_key(row.user_name): row for row in Staff.select().where(Staff.active)}
        row = rows.get(user_key(opened.user_name))
        if row is None:
            raise AccessDenied("wrong-password")
        met = keys_of.meet(storage)
        actor = keys_of.recognised(storage, Actor(row.id, row.user_name, row.name, row.role), opened, met)
    if unwritten:
        return actor
    if accepted is not None:
        storage.trust_clock()
    if storage.for_reading:
        return actor
    with storage.writing(Changed(0), actor, entering=True) as unit:
        if accepted is not None:
            unit.audit("clock.accept", None, {"latest": accepted.latest}, {"now": unit.at})
        if row.role is not actor.role:  # somebody wrote into the record, and the list of keys knows better
            Staff.update(role=actor.role).where(Staff.id == row.id).execute()
            unit.audit("staff.role-put-right", row.id, {"role": row.role}, {"role": actor.role})
        if failed := attempts.of(storage.folder, opened.user_name):
            unit.audit("staff.failed-log-ins", row.id, None, {"count": failed.count, "since": failed.since})
        unit.audit("staff.log-in", row.id)
        brought_back.note(storage.folder, unit)
    brought_back.forget(storage.folder)
    attempts.forget(storage.folder, opened.user_name)
    with suppress(StorageUnavailable, DoneButAmiss):  # nobody is kept out; the next log-in tries again
        keys_of.settle(storage, actor, opened, met)
    return actor


def check_password(storage: Storage, actor: Actor, password: str) -> Opened:
    """Ask the person in front of the screen once more who they are (before signing, after a lock).

    Returns:
        What their password opens; with keys of their own, also where the log-in could not yet give them any.

    Raises:
        AccessDenied: if the password is not theirs, or was replaced.
        StorageUnavailable: if the keys cannot be read, or were tampered with.
    """
    opened = unlock(storage.folder, actor.user_name, password, storage.now)
    with storage.reading():
        met = keys_of.meet(storage)
        keys_of.recognised(storage, actor, opened, met)
    if (opened.identity is None or met.behind) and not storage.for_reading:
        keys_of.settle(storage, actor, opened, met)
    if opened.identity is None and not storage.for_reading:
        return KeyFile.load(storage.folder).unlock(actor.user_name, password)
    return opened


def pen(storage: Storage, actor: Actor, password: str) -> Pen:
    """What the actor signs with, which their password opens.

    Raises:
        NotPermitted: if they may not sign.
        AccessDenied: if the password is not theirs, or was replaced.
        ClockInDoubt: if the PC's clock does not fit the record.
    """
    actor.require(Permission.SIGN_SESSIONS)
    opened = check_password(storage, actor, password)
    storage.require_clock()
    with storage.reading():
        return Pen(actor.staff_id, opened.require_identity(), key_rows.key_list().head)


def recover(
    folder: DataFolder,
    recovery_code: str,
    user_name: str,
    new_password: str,
    at: datetime,
    parameters: KdfParameters = STANDARD,
) -> None:
    """Give a login another password to somebody who holds the password recovery sheet.

    Nothing is written into the record, which is still closed. Whose login has been taken away stays outside. Whoever
    comes in with the code of a new sheet shows that they hold it: the code of the old one opens nothing any more.

    Raises:
        InvalidInput: if the code was mistyped, or with the problems of the password.
        AccessDenied: ``wrong-recovery-code``; the code is another centre's, or was replaced.
        NotFound: ``no-such-user``.
        StorageUnavailable: if the key file is missing, damaged or cannot be written; damaged is also one in which the
            code does not open the key of what office staff may not read, where the centre has one.
    """
    keys = KeyFile.load(folder)
    opened = keys.unlock_with_recovery(recovery_code)
    if keys.key_list.notes not in (None, opened.master.notes and opened.master.notes.public):
        raise StorageUnavailable("key-file-damaged")  # else who reads notes would be let in no more
    new = keys.with_password(opened, user_name, new_password, at, parameters)
    new.confirmed_by(recovery_code, at).save(folder)
    attempts.end_row(folder, user_name)


def new_recovery(storage: Storage, actor: Actor, own_password: str) -> str:
    """Make another password recovery code and return it for print.

    The one in force goes on opening the record until somebody says that the new sheet is there (`confirm_recovery`).

    Raises:
        AccessDenied: if ``own_password`` is not the actor's.
        StorageUnavailable: if the key file or the record cannot be written.
    """
    actor.require(Permission.MANAGE_STAFF)
    opened = check_password(storage, actor, own_password)
    storage.require_clock()
    code = new_code()
    keys = KeyFile.load(storage.folder)
    try:
        new = keys.with_pending_recovery(opened, code, storage.now())
        with keys_of.changing(storage, actor, Changed(0), new, keys) as unit:
            unit.audit("centre.recovery-code", None)
    except DoneButAmiss as error:
        if error.code == "key-file-unsure":  # no sheet is printed with a code that a power cut could take back
            raise StorageUnavailable("key-file-not-saved") from error
    return code


def waits_for_sheet(storage: Storage, actor: Actor) -> bool:
    """Whether a new password recovery code was made and nobody has said that they hold its sheet."""
    actor.require(Permission.MANAGE_STAFF)
    return KeyFile.load(storage.folder).has_pending_recovery


def confirm_recovery(storage: Storage, actor: Actor, own_password: str) -> None:
    """Somebody holds the new password recovery sheet: from now on the code of the old one opens nothing.

    Raises:
        AccessDenied: if ``own_password`` is not the actor's.
        StorageUnavailable: ``no-sheet-waits`` if there is no new one; if the key file or the record cannot be written,
            both codes open as before.
    """
    actor.require(Permission.MANAGE_STAFF)
    storage.require_clock()
    keys = KeyFile.load(storage.folder)
    if not keys.has_pending_recovery:
        raise StorageUnavailable("no-sheet-waits")
    opened = check_password(storage, actor, own_password)
    keys = KeyFile.load(storage.folder)
    new = keys.with_recovery_confirmed(opened, storage.now())
    with keys_of.changing(storage, actor, Changed(0), new, keys) as unit:
        unit.audit("centre.recovery-confirmed", None)
    with suppress(StorageUnavailable, DoneButAmiss):  # what can begin now begins at the next log-in else
        with storage.reading():
            met = keys_of.meet(storage)
        keys_of.settle(storage, actor, opened, met)


def _write_first_rows(storage: Storage, centre: CentreDetails, coordinator: StaffDetails, keys: KeyFile) -> None:
    first = Actor(1, coordinator.user_name, coordinator.name, Role.COORDINATOR)
    with storage.writing(Changed.CENTRE | Changed.STAFF, first) as unit:
        Centre.create(
            id=1,
            name=centre.name.strip(),
            code=centre.code,
            address=centre.address.strip(),
            registration_number=centre.registration_number.strip(),
            logo=centre.logo,
            language=centre.language,
            planned_through=None,
            pdf_password=centre.pdf_password,
        )
        Staff.create(
            id=1,
            user_name=coordinator.user_name,
            name=coordinator.name.strip(),
            designation=coordinator.designation.strip(),
            role=Role.COORDINATOR,
            active=True,
        )
        unit.audit("centre.set-up", 1, None, {"name": centre.name, "code": centre.code})
        unit.audit("staff.add", 1, None, {"user_name": coordinator.user_name, "role": Role.COORDINATOR})
        key_rows.keep(unit, keys)
