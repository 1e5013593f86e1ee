"""The door: whether there is a centre behind it, and the password that opens it.

The log-in stands before it, so it loads nothing: the key file, with the cryptography, only once a password was typed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from peerdesk.errors import AccessDenied, StorageUnavailable
from peerdesk.holding import HeldByAnotherError, hold_folder
from peerdesk.paths import DataFolder

if TYPE_CHECKING:
    from peerdesk.security.slots import Opened


def finish_restore(folder: DataFolder) -> str:
    """Finish what a power cut stopped while another record was put in place; which code tells what became of it.

    Returns:
        ``restore-finished``, ``restore-undone`` (it had not begun to take its place), or nothing.

    Raises:
        StorageUnavailable: if it cannot be finished because the place cannot be written.
    """
    try:
        if not folder.coming_in.root.exists():
            return ""
        from peerdesk.db.backups import replacing

        return "restore-finished" if replacing.finish(folder) else "restore-undone"
    except OSError as error:
        raise StorageUnavailable.unwritable(folder.root, error) from error


def has_centre(folder: DataFolder) -> bool:
    """Whether a centre lives in the folder; what a power cut stopped at its last steps is finished first.

    That is a set-up, or a copy that was being put back.

    Raises:
        StorageUnavailable: if the place cannot be looked at, or a set-up cannot be finished there.
    """
    finish_restore(folder)
    try:
        if folder.database.exists():
            _finish_set_up(folder)
            clear_killed_demo(folder)
        return folder.database.exists() or folder.keys.exists()
    except OSError as error:
        raise StorageUnavailable.unwritable(folder.root, error) from error


def what_is_lost(folder: DataFolder) -> str:
    """Which of the two things a centre cannot be opened without is away; it is known before anybody types a password.

    Returns:
        ``record-lost``, ``keys-lost``, or nothing.

    Raises:
        StorageUnavailable: if the place cannot be looked at.
    """
    try:
        if not folder.database.exists() or not folder.database.stat().st_size:
            return "record-lost"
        return "" if folder.keys.exists() or folder.keys_backup.exists() else "keys-lost"
    except OSError as error:
        raise StorageUnavailable.unwritable(folder.root, error) from error


def _finish_set_up(folder: DataFolder) -> None:
    unfinished = folder.being_set_up
    if not unfinished.root.exists():
        return
    from peerdesk.security.keyfile import KeyFile

    if not folder.keys.exists() and unfinished.keys.exists():
        KeyFile.load(unfinished).save(folder)
    shutil.rmtree(unfinished.root)  # what stayed there would go on opening the record with old passwords


def clear_killed_demo(folder: DataFolder) -> None:
    """Take away what the making of a demo centre left that was killed; never while it lives.

    Its key file is put in place last. A record without one, which was moved out of the making, was nobody's yet.

    Raises:
        OSError: if it cannot be taken away.
    """
    making = folder.demo_in_making
    if not making.root.is_dir():
        return
    try:
        held = hold_folder(making.root)
    except HeldByAnotherError:
        return
    try:
        if not folder.keys.exists() and making.keys.exists() and not making.database.exists():
            for file in (folder.database, folder.keys_backup):
                file.unlink(missing_ok=True)
        shutil.rmtree(making.root)
    finally:
        if held is not None:
            os.close(held)


def unlock(folder: DataFolder, user_name: str, password: str, now: Callable[[], datetime] = datetime.now) -> Opened:
    """What a password opens, for somebody who knows it; both copies of the key file are the same again then.

    So a password that was replaced opens nothing from a copy once anybody came in after it. Wrong passwords are noted,
    and after a few in a row a login is not tried for a while (`security/attempts.py`).

    Raises:
        AccessDenied: the same for an unknown name and a wrong password; ``wait-after-failures`` (``seconds``).
        StorageUnavailable: if the key file is missing or damaged.
    """
    from peerdesk.security import attempts, keystore
    from peerdesk.security.keyfile import KeyFile

    keys = KeyFile.load(folder)
    if seconds := attempts.wait(folder, user_name, now()):
        raise AccessDenied("wait-after-failures", seconds=seconds)
    try:
        opened = keys.unlock(user_name, password)
    except AccessDenied:
        if keys.has_user(user_name):
            attempts.note(folder, user_name, now())
        raise
    attempts.end_row(folder, user_name)
    keystore.mend(folder)
    return opened
