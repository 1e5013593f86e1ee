"""The two copies of the key file on the disk: at every moment one of them is whole.

The copy is no history: after a save, and after every log-in, both hold the same. ``os.replace`` alone would do on a
good disk; on FAT it may lose the file, and without a key file the record is lost. What a disk says of a save that
failed is not believed: what stands there then is read, before anybody is told.
"""

import errno
import os
from pathlib import Path

from peerdesk.atomic import read_file, replace_file
from peerdesk.errors import DoneButAmiss, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.keyformat import Slots, decode, encode

_OF_THE_COPY = {
    "key-file-missing": "key-copy-missing",
    "key-file-damaged": "key-copy-damaged",
    "key-file-newer": "key-copy-newer",
    "key-file-unreadable": "key-copy-unreadable",
}

_NOT_THERE = (errno.ENOENT, errno.EINVAL, errno.EFBIG, errno.EISDIR, errno.ELOOP, errno.ENXIO)
"""Reading ends so where no key file stands: nothing at all, or something of another kind."""


def read(folder: DataFolder) -> tuple[Slots, bool]:
    """Read the copy that counts: the first, unless it cannot be used or the second has later changes of the same keys.

    Returns:
        What it holds, and whether it was the second.

    Raises:
        StorageUnavailable: see `KeyFile.load`.
    """
    try:
        first = _read(folder.keys)
    except StorageUnavailable as error:
        if error.code == "key-file-newer":
            raise  # the copy may be of this version, and a save would undo what the later PeerDesk kept
        try:
            return _read(folder.keys_backup), True
        except StorageUnavailable as second:
            if second.code == "key-file-missing" and not folder.root.is_dir():
                raise StorageUnavailable("folder-gone") from None
            raise (error if second.code == "key-file-missing" else second) from None
    copy = _copy(folder)
    if copy is not None and copy.vault == first.vault and copy.serial > first.serial:
        return copy, True
    return first, False


def write(folder: DataFolder, slots: Slots) -> None:
    """Write both copies, one after the other.

    Raises:
        StorageUnavailable: see `KeyFile.save`.
    """
    _refuse_foreign(folder, slots)
    if not folder.root.is_dir():
        raise StorageUnavailable("folder-gone")
    data = encode(slots)
    try:
        _mend_copy(folder)
    except OSError as error:
        raise StorageUnavailable("key-file-not-saved") from error
    sure = _put(folder.keys, data)
    try:
        # At once, not at the next save: a login taken away, or a password somebody saw, must not go on opening the
        # record from the copy.
        sure = _put(folder.keys_backup, data) or sure
    except StorageUnavailable as error:
        raise DoneButAmiss("key-copy-not-saved") from error
    if not sure:
        raise DoneButAmiss("key-file-unsure")


def mend(folder: DataFolder) -> None:
    """Make the copy that is missing, damaged or behind like the one that counts.

    A file of a newer PeerDesk and the keys of another record stay as they are: they may be the only ones.
    """
    try:
        slots, from_copy = read(folder)
    except StorageUnavailable:
        return
    path = folder.keys if from_copy else folder.keys_backup
    try:
        there: Slots | None = _read(path)
    except StorageUnavailable as error:
        if error.code == "key-file-newer":
            return
        there = None
    if there is None or (there.vault == slots.vault and there != slots):
        try:
            replace_file(path, encode(slots))
        except OSError:
            return  # `check_format` goes on naming it


def check_format(folder: DataFolder) -> list[str]:
    """Look at both copies without a password, for ``peerdesk check``.

    Returns:
        What is wrong: ``key-file-`` or ``key-copy-`` with ``missing``, ``damaged``, ``newer`` or ``unreadable``,
        ``key-copy-differs`` (a save was interrupted), ``key-copy-foreign`` (of another record). Empty if all is well.
        The next log-in mends what `KeyFile.load` can still read.
    """
    found: list[str] = []
    good: list[Slots] = []
    for path in (folder.keys, folder.keys_backup):
        try:
            good.append(_read(path))
        except StorageUnavailable as error:
            found.append(error.code if path == folder.keys else _OF_THE_COPY[error.code])
    if not found and good[0] != good[1]:
        found.append("key-copy-differs" if good[0].vault == good[1].vault else "key-copy-foreign")
    return found


def _read(path: Path) -> Slots:
    try:
        return decode(read_file(path))
    except FileNotFoundError:
        raise StorageUnavailable("key-file-missing") from None
    except OSError as error:
        raise StorageUnavailable("key-file-unreadable") from error


def _copy(folder: DataFolder) -> Slots | None:
    try:
        return _read(folder.keys_backup)
    except StorageUnavailable:
        return None


def _put(path: Path, data: bytes) -> bool:
    """Write one copy; after a fault, look what stands there.

    Returns:
        Whether the disk has confirmed what stands there now: the new content.

    Raises:
        StorageUnavailable: ``key-file-not-saved`` if it is not the new content; ``key-file-unknown`` if the disk does
            not tell.
    """
    try:
        return replace_file(path, data)
    except OSError as error:
        try:
            stands = read_file(path) == data
        except OSError as unread:
            stands = False
            if unread.errno not in _NOT_THERE:
                raise StorageUnavailable("key-file-unknown") from unread
        if not stands:
            raise StorageUnavailable("key-file-not-saved") from error
        return False


def _refuse_foreign(folder: DataFolder, slots: Slots) -> None:
    """Keep a first run in the wrong folder from wiping out the only keys of the record that lies there."""
    try:
        there, _ = read(folder)
    except StorageUnavailable as error:
        if error.code == "key-file-newer":
            raise
    else:
        if there.vault != slots.vault:
            raise StorageUnavailable("key-file-foreign")


def _mend_copy(folder: DataFolder) -> None:
    """Make the second copy whole before the first is touched; keys of another record there are moved out of the way."""
    try:
        present, from_copy = read(folder)
    except StorageUnavailable:
        return  # this is the first save of all, or nothing is left
    if from_copy:
        return
    copy = _copy(folder)
    if copy is not None and copy.vault != present.vault:
        os.replace(folder.keys_backup, folder.keys_backup.with_name(f"{folder.keys_backup.name}.{copy.vault[:8]}"))
    if copy != present:
        replace_file(folder.keys_backup, encode(present))
