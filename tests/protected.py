"""A folder as somebody has it who may not write into it."""

import os
from contextlib import contextmanager

NOBODY = 65534


@contextmanager
def write_protected(folder):
    """The folder as somebody has it who may not write into it; root may write anywhere, so it is nobody then."""
    places = [folder.root, *folder.root.rglob("*")]
    as_root = os.geteuid() == 0
    opened = [parent for parent in folder.root.parents if as_root and not parent.stat().st_mode & 0o001]
    modes = [parent.stat().st_mode for parent in opened]
    for parent in opened:
        parent.chmod(0o711)
    for place in places if as_root else ():
        os.chown(place, NOBODY, NOBODY)
    folder.root.chmod(0o500)
    if as_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if as_root:
            os.seteuid(0)
        folder.root.chmod(0o700)
        for parent, mode in zip(opened, modes, strict=True):
            parent.chmod(mode)
