"""The door: whether there is a centre behind it, and the password that opens it.

The log-in stands before it, so it loads nothing: the key file, with the cryptography, only once a password was typed.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder

if TYPE_CHECKING:
    from peerdesk.security.master import Master


def has_centre(folder: DataFolder) -> bool:
    """Whether a centre lives in the folder; what a power cut stopped at its last steps is finished first.

    That is a set-up, or a copy that was being put back.

    Raises:
        StorageUnavailable: if it cannot be finished because the place cannot be written.
    """
    if folder.coming_in.root.exists():
        from peerdesk.db.backups import replacing

        try:
            replacing.finish(folder)
        except OSError as error:
            raise StorageUnavailable.unwritable(folder.root, error) from error
    unfinished = folder.being_set_up
    if folder.database.exists() and unfinished.root.exists():
        from peerdesk.security.keyfile import KeyFile

        try:
            if not folder.keys.exists() and unfinished.keys.exists():
                KeyFile.load(unfinished).save(folder)
            shutil.rmtree(unfinished.root)  # what stayed there would go on opening the record with old passwords
        except OSError as error:
            raise StorageUnavailable.unwritable(folder.root, error) from error
    return folder.database.exists() or folder.keys.exists()


def unlock(folder: DataFolder, user_name: str, password: str) -> Master:
    """The master key, for somebody who knows a password; both copies of the key file are the same again then.

    So a password that was replaced opens nothing from a copy once anybody came in after it.

    Raises:
        AccessDenied: the same for an unknown name and a wrong password.
        StorageUnavailable: if the key file is missing or damaged.
    """
    from peerdesk.security.keyfile import KeyFile

    keys = KeyFile.load(folder)
    master = keys.unlock(user_name, password)
    keys.mend(folder)
    return master
