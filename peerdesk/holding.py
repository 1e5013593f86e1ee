"""A folder that a living process holds, as far as the system can say so: it lets go when the process ends, however."""

import errno
import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl


class HeldByAnotherError(OSError):
    """Another process holds the folder."""


def hold_folder(place: Path) -> int | None:
    """Hold a folder until the handle that is returned is closed; ``None`` where the system knows no such thing.

    Windows does not, and needs it less: there nobody takes away a file that is open.

    Raises:
        HeldByAnotherError: if somebody holds it already.
        OSError: if the folder cannot be opened.
    """
    if sys.platform == "win32":
        return None
    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise HeldByAnotherError(error.errno, "held by another process", str(place)) from error
        return None  # a share or a disk that knows no such thing
    return handle
