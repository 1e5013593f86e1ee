"""What waits in a part of the window, whichever part it is."""

from PySide6.QtCore import QObject, QTimer


def stop_timers(part: QObject) -> None:
    """Call off whatever waits in a part that ends: Qt deletes it later, and until then its timers would go off."""
    for timer in part.findChildren(QTimer):
        timer.stop()
