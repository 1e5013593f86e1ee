"""Autosave: what is typed is kept at a pause, and every second of steady typing; timers end with their page."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot


def stop_timers(part: QObject) -> None:
    """Call off whatever waits in a part that ends: Qt deletes it later, and until then its timers would go off."""
    for timer in part.findChildren(QTimer):
        timer.stop()


PAUSE_MS = 600
"""A pause in typing this long keeps what was typed."""

LATEST_MS = 750
"""Somebody who types without a pause loses no more than this, and the moment of writing it, in a power cut."""


class TypingPause(QObject):
    """Says when what is typed is to be kept, be there a pause or not, and when there is one."""

    due = Signal()
    """Something waits to be kept, and no longer."""

    paused = Signal()
    """Nobody has typed for a moment: whatever is said about the text may be said without disturbing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pause, self._latest = self._timer(PAUSE_MS), self._timer(LATEST_MS)
        self._pause.timeout.connect(self._on_pause)
        self._latest.timeout.connect(self.due)

    @Slot()
    def touch(self) -> None:
        """Something was typed."""
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def kept(self) -> None:
        """What is typed is being kept; whether the typing goes on will be seen."""
        self._latest.stop()

    def stop(self) -> None:
        """What stands there was never somebody's typing, or nobody looks at it any more."""
        self._pause.stop()
        self._latest.stop()

    def is_waiting(self) -> bool:
        """Whether something was typed that is not yet due."""
        return self._latest.isActive()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer

    @Slot()
    def _on_pause(self) -> None:
        if self._latest.isActive():
            self._latest.stop()
            self.due.emit()
        self.paused.emit()
