"""The folder of a demo centre that is only looked around in: gone with the program, after a kill with the next one."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from peerdesk.errors import PeerDeskError
from peerdesk.holding import hold_folder
from peerdesk.paths import DataFolder
from peerdesk.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from peerdesk.services.demo.build import DemoLogin

PREFIX = "peerdesk-demo-"

FORGOTTEN_SECONDS = 7 * 24 * 3600
"""Where the system cannot tell whether somebody still looks around, a folder this old is nobody's any more."""


class DemoPlace:
    """A folder of its own, held as long as the program looks around in it."""

    def __init__(self) -> None:
        clear_forgotten(Path(tempfile.gettempdir()))
        self._place = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
        self._held = hold_folder(Path(self._place.name))

    @property
    def folder(self) -> DataFolder:
        """Where the centre is made."""
        return DataFolder(Path(self._place.name) / "demo")

    def fill(
        self,
        runner: TaskRunner,
        today: date,
        done: Callable[[tuple[DataFolder, DemoLogin]], None],
        failed: Callable[[PeerDeskError], None],
    ) -> None:
        """Make the centre on the other thread, and hand over its folder with the coordinator's login."""
        from peerdesk.services.demo import build

        folder, plan = self.folder, build.DemoPlan(today=today)
        runner.start(lambda job: (folder, build.build(folder, plan, job.check)[0]), done, failed)

    def close(self) -> None:
        """Take it away, with all that was tried out in it."""
        self._place.cleanup()
        if self._held is not None:
            os.close(self._held)
            self._held = None


def clear_forgotten(parent: Path) -> None:
    """Take away what programs left that were killed while somebody looked around; what cannot be is left."""
    for place in parent.glob(f"{PREFIX}*"):
        try:
            if place.is_symlink() or not place.is_dir():
                continue
            held = hold_folder(place)
            try:
                if held is not None or time() - place.stat().st_mtime > FORGOTTEN_SECONDS:
                    shutil.rmtree(place, ignore_errors=True)
            finally:
                if held is not None:
                    os.close(held)
        except OSError:  # somebody is in there, or it is another user's
            continue
