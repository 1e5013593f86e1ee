"""The lock on a data folder: one window at a time, and no lock that outlives whoever held it.

A lock is a file with the number and program of its process, the PC and the start of that PC, which Qt writes; the
operating system holds it for the process as well, and lets go when the process ends, however it ends. So on this PC it
is known whether somebody holds the folder, whatever the file says: after a power cut it may be empty or hold zeros, and
the number in it may be another program's by now. With another PC's name in it, it is not known: the folder was copied
with the lock in it, or it is on a share and open over there. Only a person can go and look.

Where the system can hold a folder itself (not on Windows, which lets nobody take the file of a lock away that is held),
the window holds that too: a lock that somebody deleted by hand does not let a second window in.
"""

import os
import stat
import sys
import weakref
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QLockFile, QSysInfo

from peerdesk.atomic import read_file
from peerdesk.errors import HeldElsewhere, StorageUnavailable
from peerdesk.holding import HeldByAnotherError, hold_folder
from peerdesk.paths import DataFolder

if sys.platform != "win32":
    import fcntl

TURN_LOST_MS = 10_000
"""A turn this old was never given back: the power went just then, or it came with a copy of the whole folder."""

TURN_MS = TURN_LOST_MS + 2_000
"""So long a start waits for another one that is looking at the same lock."""

_LARGEST = 4_096
"""Bytes of a lock; Qt writes less than 300."""


class Holder(NamedTuple):
    """Whose a lock is, as far as its file tells.

    Attributes:
        program: name of the process's program (``pythonw.exe``).
        pc: name of the PC.
        machine: what tells PCs of one name apart; empty where the system knows none.
        since: when the lock was written.
    """

    process: int
    program: str
    pc: str
    machine: str
    since: datetime

    def is_on(self, pc: str, machine: str) -> bool:
        """Whether it is about this PC. A file that names none was cut short where it was written: here."""
        if self.machine and machine:
            return self.machine == machine
        return self.pc in ("", pc)


def read_holder(file: Path) -> Holder | None:
    """Whose lock this is; ``None`` where the file tells nothing (empty, zeros, gone, shut)."""
    try:
        lines = read_file(file).decode(errors="replace").splitlines()
        since = datetime.fromtimestamp(file.stat().st_mtime)
    except OSError:
        return None
    process, program, pc, machine, *_rest = *lines, "", "", "", ""
    if not (process.isascii() and process.isdigit()):
        return None
    return Holder(int(process), program, pc, machine, since)


class FolderLock:
    """The folder, held until `unlock` or the end of the process."""

    def __init__(self, file: QLockFile, place: int | None) -> None:
        self._file = file
        self._let_go = weakref.finalize(self, os.close, place) if place is not None else None

    def unlock(self) -> None:
        """Let the folder go; twice is harmless."""
        self._file.unlock()
        if self._let_go is not None:
            self._let_go()


def lock_folder(folder: DataFolder, confirmed: HeldElsewhere | None = None) -> FolderLock:
    """Hold the folder for one window, over whatever lock was left behind on this PC.

    Args:
        folder: made if it is not there.
        confirmed: what somebody has answered for: that PeerDesk is closed on the other PC. A lock that was written
            since then is not meant.

    Raises:
        HeldElsewhere: if the lock is another PC's and nobody has answered for it.
        StorageUnavailable: if another window holds it, it cannot be written, or something else has the name of a lock.
    """
    try:
        folder.create()
    except OSError as error:
        raise StorageUnavailable.unwritable(folder.root, error) from error
    # Looking at a lock and taking it is one act: of two that start together, the second sees what the first has done.
    beside = folder.lock.with_name(f"{folder.lock.name}.turn")
    for file in (folder.lock, beside):
        _refuse_other_things(file)
    turn = QLockFile(str(beside))
    turn.setStaleLockTime(TURN_LOST_MS)
    if not turn.tryLock(TURN_MS):
        raise _refusal(turn, folder.lock)
    try:
        place = _hold_place(folder)
        try:
            return FolderLock(_take(folder.lock, confirmed), place)
        except BaseException:
            if place is not None:
                os.close(place)
            raise
    finally:
        turn.unlock()


def _refuse_other_things(file: Path) -> None:
    """Something that is no lock has its name: it is somebody's, and is neither written through nor taken away."""
    try:
        found = os.lstat(file)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageUnavailable.unwritable(file.parent, error) from error
    if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
        raise StorageUnavailable("lock-in-the-way", path=str(file))


def _hold_place(folder: DataFolder) -> int | None:
    """Hold the folder itself; ``None`` where the system cannot.

    Raises:
        StorageUnavailable: if a living window on this PC holds it, whatever became of its lock.
    """
    try:
        return hold_folder(folder.root)
    except HeldByAnotherError as error:
        raise _in_use(folder.lock) from error
    except OSError as error:
        raise StorageUnavailable.unwritable(folder.root, error) from error


def _take(file: Path, confirmed: HeldElsewhere | None) -> QLockFile:
    lock = QLockFile(str(file))
    lock.setStaleLockTime(0)  # a day's work is no reason to take a lock away
    if lock.tryLock(0):  # Qt takes over what names this PC and a process or a start of it that is no more
        return lock
    if lock.error() is QLockFile.LockError.LockFailedError and not _is_held(file):
        _ask_for(read_holder(file), confirmed)
        if lock.removeStaleLockFile() and lock.tryLock(0):
            return lock
        if not _is_held(file):
            raise StorageUnavailable("folder-read-only", path=str(file.parent))
    raise _refusal(lock, file)


def _ask_for(holder: Holder | None, confirmed: HeldElsewhere | None) -> None:
    machine = QSysInfo.machineUniqueId().toStdString()
    if holder is None or holder.is_on(QSysInfo.machineHostName(), machine):
        return
    error = HeldElsewhere(
        "folder-held-by-namesake" if holder.pc == QSysInfo.machineHostName() else "folder-held-elsewhere",
        pc=holder.pc,
        program=holder.program,
        process=holder.process,
        since=holder.since,
    )
    if confirmed is None or confirmed.values != error.values:
        raise error


def _refusal(lock: QLockFile, file: Path) -> StorageUnavailable:
    if lock.error() is not QLockFile.LockError.LockFailedError:
        return StorageUnavailable("folder-read-only", path=str(file.parent))
    return _in_use(file)


def _in_use(file: Path) -> StorageUnavailable:
    holder = read_holder(file)
    if holder is None or not holder.pc:
        return StorageUnavailable("folder-in-use", path=str(file.parent))
    return StorageUnavailable("folder-in-use-by", pc=holder.pc, program=holder.program, since=holder.since)


def _is_held(file: Path) -> bool:
    """Whether a living process holds the lock, on this PC or over a share that passes locks on.

    Raises:
        StorageUnavailable: ``lock-unreadable`` if another user of this PC has shut it.
    """
    try:
        if sys.platform == "win32":
            with file.open("r+b"):  # refused while QLockFile has it open
                return False
        with file.open("rb") as opened:
            fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError as error:
        if sys.platform != "win32" and isinstance(error, PermissionError):
            raise StorageUnavailable("lock-unreadable", path=str(file)) from error
        return True
    return False
