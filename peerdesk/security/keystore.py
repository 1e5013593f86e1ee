"""The two copies of the key file on the disk: at every moment one of them is whole.

The copy is no history: after a save both hold the same. ``os.replace`` alone would do on a good disk; on FAT it may
lose the file, and without a key file the record is lost.
"""

from pathlib import Path

from peerdesk.atomic import replace_file
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.keyformat import Slots, decode, encode

_OF_THE_COPY = {
    "key-file-missing": "key-copy-missing",
    "key-file-damaged": "key-copy-damaged",
    "key-file-newer": "key-copy-newer",
    "key-file-unreadable": "key-copy-unreadable",
}


def read(folder: DataFolder) -> tuple[Slots, bool]:
    """Read the first copy that can be used.

    Returns:
        What it holds, and whether it was the second.

    Raises:
        StorageUnavailable: see `KeyFile.load`.
    """
    try:
        return _read(folder.keys), False
    except StorageUnavailable as first:
        if first.code == "key-file-newer":
            raise  # the copy may be of this version, and a save would undo what the later PeerDesk kept
        try:
            return _read(folder.keys_backup), True
        except StorageUnavailable as second:
            raise (first if second.code == "key-file-missing" else second) from None


def write(folder: DataFolder, slots: Slots) -> None:
    """Write both copies, one after the other.

    Raises:
        StorageUnavailable: see `KeyFile.save`.
    """
    _refuse_foreign(folder, slots)
    data = encode(slots)
    try:
        _mend_copy(folder)
        replace_file(folder.keys, data)
    except OSError as error:
        raise StorageUnavailable("key-file-not-saved") from error
    try:
        # At once, not at the next save: a login taken away, or a password somebody saw, must not go on opening the
        # record from the copy.
        replace_file(folder.keys_backup, data)
    except OSError as error:
        raise StorageUnavailable("key-copy-not-saved") from error


def copy_if_alone(folder: DataFolder, slots: Slots) -> None:
    """Make the second copy where there is none: in a folder of an early version, or put together by hand."""
    if not folder.keys_backup.exists():
        try:
            replace_file(folder.keys_backup, encode(slots))
        except OSError:
            return  # nobody is kept out for it; `check_format` goes on naming it


def check_format(folder: DataFolder) -> list[str]:
    """Look at both copies without a password, for ``peerdesk check``.

    Returns:
        What is wrong: ``key-file-`` or ``key-copy-`` with ``missing``, ``damaged``, ``newer`` or ``unreadable``, and
        ``key-copy-differs`` (a save was interrupted). Empty if all is well. `KeyFile.save` after a login mends what
        `KeyFile.load` can still read.
    """
    found: list[str] = []
    good: list[Slots] = []
    for path in (folder.keys, folder.keys_backup):
        try:
            good.append(_read(path))
        except StorageUnavailable as error:
            found.append(error.code if path == folder.keys else _OF_THE_COPY[error.code])
    if not found and good[0] != good[1]:
        found.append("key-copy-differs")
    return found


def _read(path: Path) -> Slots:
    try:
        return decode(path.read_bytes())
    except FileNotFoundError:
        raise StorageUnavailable("key-file-missing") from None
    except OSError as error:
        raise StorageUnavailable("key-file-unreadable") from error


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
    """Make the second copy whole before the first is touched."""
    try:
        present = _read(folder.keys)
    except StorageUnavailable:
        return  # the copy is what is left, or this is the first save of all
    if check_format(folder):
        replace_file(folder.keys_backup, encode(present))
