"""A file is replaced whole or not at all, whatever happens to the power; a small one is read, whatever lies there."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import BinaryIO

_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.4, 0.5)
"""Seconds between two tries at the last step; two in all, longer than a virus scanner holds a file this small."""

MOST_BYTES = 1 << 20
"""No small file of PeerDesk's is larger: what is, is something else."""


def replace_file(path: Path, data: bytes) -> bool:
    """Put new content in the place of a file: a reader sees all of the old or all of the new, never a mixture.

    The file is readable by its owner alone. When this returns, the new content survives a power cut on POSIX; Windows
    promises one of the two, and a FAT disk nothing: whoever cannot bear to lose the content keeps a second copy.

    Returns:
        Whether the disk has confirmed it. Where not, the new content stands all the same, and a power cut now could
        bring the old one back.

    Raises:
        OSError: if it could not be written; the old file stands untouched, as far as the disk tells the truth.
    """
    with _written_beside(path) as file:
        file.write(data)
    try:
        sync_folder(path.parent)
    except OSError:
        return False
    return True


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """The same for content that is written bit by bit; where the block fails, the old file stands untouched.

    Raises:
        OSError: if it could not be written.
    """
    with _written_beside(path) as file:
        yield file
    sync_folder(path.parent)


@contextmanager
def _written_beside(path: Path) -> Iterator[BinaryIO]:
    """Write to a file beside it, which takes its place once its content is on the disk."""
    fresh = path.with_name(f"{path.name}.tmp")
    fresh.unlink(missing_ok=True)  # left by a power cut; opening with "x" below would otherwise refuse
    try:
        with open(fresh, "xb", opener=_for_owner_alone) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        move(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def read_file(path: Path) -> bytes:
    """Read a small file, and nothing that only lies in its place: a folder, a device, a pipe that nobody writes to.

    Raises:
        OSError: if it is not there, cannot be read, is no file or is too large to be what was kept.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "no file", str(path))
    with open(handle, "rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise OSError(errno.EFBIG, "too large", str(path))
    return data


def _for_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def move(source: Path, target: Path) -> None:
    """Rename over the target, waiting a little for a virus scanner or indexer that holds it (Windows)."""
    for pause in _PAUSES:
        try:
            os.replace(source, target)
        except PermissionError:
            sleep(pause)
        else:
            return
    os.replace(source, target)


def sync_folder(folder: Path) -> None:
    """Make a rename in it durable; Windows cannot be asked for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
