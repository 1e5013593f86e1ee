"""The disks and sticks that are plugged in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStorageInfo

from peerdesk.i18n import gettext as _

if TYPE_CHECKING:  # the log-in names the disks and does not look at them
    from peerdesk.domain.backups.places import Drive

_OF_THE_SYSTEM = ("/boot", "/dev", "/proc", "/run/lock", "/run/user", "/snap", "/sys", "/tmp", "/var", "/etc", "/usr")  # noqa: S108
_LINUX_STICKS = ("/media/", "/run/media/", "/mnt/")


def plugged_in() -> list[Drive]:
    """What is plugged in and can be written to, sticks first."""
    from peerdesk.domain.backups.places import Drive

    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if not volume.isValid() or not volume.isReady() or volume.isReadOnly() or _is_of_the_system(root):
            continue
        name = volume.name() or Path(root).name or root
        shown = _("{name} ({letter})").format(name=name, letter=root.rstrip("/")) if sys.platform == "win32" else name
        found.append(Drive(Path(root), shown, volume.bytesAvailable(), _is_apart(root)))
    return sorted(found, key=lambda drive: (not drive.is_apart, drive.name))


def _is_of_the_system(root: str) -> bool:
    if sys.platform == "win32":
        return False
    return any(root == place or root.startswith(f"{place}/") for place in _OF_THE_SYSTEM)


def _is_apart(root: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        removable = 2
        return bool(ctypes.windll.kernel32.GetDriveTypeW(root.replace("/", "\\")) == removable)
    return root.startswith(_LINUX_STICKS)
