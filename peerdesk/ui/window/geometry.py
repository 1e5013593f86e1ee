"""Where the window stood, from one start to the next: always where somebody can take hold of it."""

from PySide6.QtCore import QByteArray, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_LEAST_SEEN = 200
"""Pixels of a window, across and down, by which it can be taken hold of."""

_ABOVE = 12
"""The frame of a window at the edge of a screen stands out so far."""


def packed(window: QWidget) -> str:
    """Place and size, for the preferences."""
    return bytes(window.saveGeometry().toBase64().data()).decode()


def restore(window: QWidget, kept: str) -> None:
    """Put a window where it stood; if that is off every screen by now, or was never a place, onto the first screen.

    It comes back as it was or maximised; never without its frame, which PeerDesk has no key to bring back.
    """
    usual = window.size()
    if not window.restoreGeometry(QByteArray.fromBase64(kept.encode())):
        return
    window.setWindowState(window.windowState() & Qt.WindowState.WindowMaximized)
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if screens and not any(_within_reach(window.geometry(), screen) for screen in screens):
        window.resize(usual.boundedTo(screens[0].size()))
        window.move(screens[0].topLeft())


def _within_reach(place: QRect, screen: QRect) -> bool:
    seen = place.intersected(screen)
    return min(seen.width(), seen.height()) >= _LEAST_SEEN and place.top() >= screen.top() - _ABOVE
