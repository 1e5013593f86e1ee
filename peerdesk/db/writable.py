"""Whether anything can be written beside a record. Loads nothing: the start asks before the log-in."""

import errno
import os
from pathlib import Path

FULL = (errno.ENOSPC, errno.EDQUOT)
_PROTECTED = (errno.EACCES, errno.EPERM, errno.EROFS)
_PROBE = bytes(64 * 1024)


def why_unwritable(folder: Path) -> str | None:
    """Whether the disk is full or the place is write-protected, by writing a little; ``None`` where that works.

    SQLite tells less: that no room could be made for an index of its log looks to it like any I/O error.
    """
    probe = folder / f"peerdesk.probe-{os.getpid()}"
    try:
        try:
            probe.write_bytes(_PROBE)
        finally:
            probe.unlink(missing_ok=True)
    except OSError as error:
        if error.errno in FULL:
            return "disk-full"
        return "folder-read-only" if error.errno in _PROTECTED else None
    return None
