"""At every pause the log is folded into the record, so that a copy made by hand is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from peerdesk.errors import PeerDeskError
from peerdesk.ui.tasks import Job, TaskRunner

if TYPE_CHECKING:
    from peerdesk.db.storage import Storage

PAUSE_MS = 30_000


class Pauses(QObject):
    """Looks every half minute whether anything was kept since the last look; if not, it is a pause."""

    def __init__(self, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._storage: Storage | None = None
        self._seen = self._folded = 0
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, storage: Storage) -> None:
        """From now on this file is the one that is worked on."""
        self._storage, self._seen, self._folded = storage, storage.kept, -1
        self._timer.start()

    def stop(self) -> None:
        """It is closed, which folds its log."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        self._storage = self._job = None

    @Slot()
    def look(self) -> None:
        """Fold if nothing was kept since the last look."""
        if self._storage is None:
            return
        seen, self._seen = self._seen, self._storage.kept
        if seen == self._seen:
            self.fold()

    @Slot()
    def fold(self) -> None:
        """Now, beside the window: somebody locked it and may go and make a copy."""
        if self._storage is None or self._job is not None or self._folded == self._storage.kept:
            return
        storage, kept = self._storage, self._storage.kept

        def work(job: Job) -> int:
            job.check()
            return kept if storage.fold() else -1

        self._job = self._runner.start(work, self._on_folded, self._on_failed)

    def _on_folded(self, kept: int) -> None:
        self._job, self._folded = None, kept

    def _on_failed(self, _error: PeerDeskError) -> None:
        """A full disk or a lost one: the next write says so to somebody who waits for it."""
        self._job = None
