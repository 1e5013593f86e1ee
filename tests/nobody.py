"""A folder as somebody has it who is not root: root may read and write anywhere, so a test is nobody for a while."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peerdesk.paths import DataFolder

NOBODY = 65534


@contextmanager
def as_nobody(folder: DataFolder) -> Iterator[None]:
    """Inside the block the folder is the test's own, and the test is not root."""
    root = folder.root
    as_root = os.geteuid() == 0
    shut = [parent for parent in root.parents if as_root and not parent.stat().st_mode & 0o001]
    modes = [parent.stat().st_mode for parent in shut]
    for parent in shut:
        parent.chmod(0o711)
    places: list[Path] = [root, *root.rglob("*")] if as_root and root.exists() else []
    for place in places:
        os.chown(place, NOBODY, NOBODY)
    if as_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if as_root:
            os.seteuid(0)
        if root.is_dir():
            root.chmod(0o700)
        for parent, mode in zip(shut, modes, strict=True):
            parent.chmod(mode)


@contextmanager
def write_protected(folder: DataFolder) -> Iterator[None]:
    """Nobody may write into it besides."""
    folder.root.chmod(0o500)
    with as_nobody(folder):
        yield
