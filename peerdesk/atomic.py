"""A file is replaced whole or not at all, whatever happens to the power."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import BinaryIO

_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.4, 0.5)
"""Seconds between two tries at the last step; two in all, longer than a virus scanner holds a file this small."""


def replace_file(path: Path, data: bytes) -> None:
    """Put new content in the place of a file: a reader sees all of the old or all of the new, never a mixture.

    The file is readable by its owner alone. When this returns, the new content survives a power cut on POSIX; Windows
    promises one of the two, and a FAT disk nothing: whoever cannot bear to lose the content keeps a second copy.

    Raises:
        OSError: if it could not be written; the old file stands untouched.
    """
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """The same for content that is written bit by bit; where the block fails, the old file stands untouched.

    Raises:
        OSError: if it could not be written.
    """
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
    sync_folder(path.parent)


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
