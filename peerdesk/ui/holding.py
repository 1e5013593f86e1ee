"""Holding the folder for the window that opens: asked, told, or read without where nothing can be written."""

from typing import NamedTuple

from peerdesk.errors import HeldElsewhere, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.ui.folder_lock import FolderLock, lock_folder


class Held(NamedTuple):
    """The lock on the folder, or why there is none: nothing can be written beside the record, which is read alone."""

    lock: FolderLock | None
    unwritable: str = ""


def hold_or_read(folder: DataFolder) -> Held:
    """Hold the folder for this window; one that holds a record and cannot be written is read without.

    Raises:
        StorageUnavailable: as :func:`hold`.
    """
    if folder.database.exists():
        try:
            return Held(lock_folder(folder))
        except StorageUnavailable as error:
            from peerdesk.db.writable import why_unwritable

            if error.code in ("disk-full", "folder-read-only") and (why := why_unwritable(folder.root)):
                return Held(None, why)
    return Held(hold(folder))


def hold(folder: DataFolder, confirmed: HeldElsewhere | None = None) -> FolderLock:
    """Hold the folder for this window; whoever sits before the screen is told why not, or asked.

    Raises:
        StorageUnavailable: if another window has the folder open (or may have), or it cannot be written.
    """
    try:
        return lock_folder(folder, confirmed)
    except StorageUnavailable as error:
        from peerdesk.ui import folder_lock_boxes

        if isinstance(error, HeldElsewhere) and folder_lock_boxes.ask(error):
            return hold(folder, error)
        if not isinstance(error, HeldElsewhere):
            folder_lock_boxes.tell(error)
        raise
