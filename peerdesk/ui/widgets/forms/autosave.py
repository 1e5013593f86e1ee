"""Autosave: what is typed is kept at a pause, and every few seconds of steady typing; timers end with their page."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot


def stop_timers(part: QObject) -> None:
    """Call off whatever waits in a part that ends: Qt deletes it later, and until then its timers would go off."""
    for timer in part.findChildren(QTimer):
        timer.stop()


PAUSE_MS = 700
"""A pause in typing this long keeps what was typed."""

LATEST_MS = 2500
"""Somebody who types without a pause loses no more than this in a power cut."""


class TypingPause(QObject):
    """Waits for a pause after each touch, but not for ever."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pause = self._timer(PAUSE_MS)
        self._latest = self._timer(LATEST_MS)

    @Slot()
    def touch(self) -> None:
        """Something was typed."""
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def stop(self) -> None:
        """What is typed is kept (or was never somebody's typing)."""
        self._pause.stop()
        self._latest.stop()

    def is_waiting(self) -> bool:
        """Whether something was typed that is not yet due."""
        return self._pause.isActive()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._on_time)
        return timer

    @Slot()
    def _on_time(self) -> None:
        self.stop()
        self.due.emit()
