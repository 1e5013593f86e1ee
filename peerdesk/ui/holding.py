"""Holding the data folder for a window, with whoever sits before it being asked or told."""

from peerdesk.errors import HeldElsewhere, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.ui.folder_lock import FolderLock, lock_folder


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
