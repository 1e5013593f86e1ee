"""The folder of a demo centre that is only looked around in: gone with the program, after a kill with the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerdesk.errors import PeerDeskError
from peerdesk.paths import DataFolder
from peerdesk.temporary import TemporaryPlace
from peerdesk.ui.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from peerdesk.services.demo.build import DemoLogin


class DemoPlace:
    """A folder of its own, held as long as the program looks around in it."""

    def __init__(self) -> None:
        self._place = TemporaryPlace("demo")

    @property
    def folder(self) -> DataFolder:
        """Where the centre is made."""
        return DataFolder(self._place.path / "demo")

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
        self._place.close()
