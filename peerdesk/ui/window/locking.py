"""When the window locks by itself, and how: nothing of the record is left on the screen or on the clipboard."""

import time
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.ui.actions import Command
from peerdesk.ui.messages import Messages
from peerdesk.ui.window.system_lock import SystemLock

_LOOK_MS = 5_000
_WARNED_BEFORE = 60.0
_SLEPT = 60.0
"""Seconds between two looks: longer is no slow PC, it slept."""

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Lockable(Protocol):
    """A window that can be locked."""

    messages: Messages
    locked: Any
    unlocked: Any

    def lock(self) -> None: ...


class Locker(QObject):
    """Locks a window when nobody is there, with the screen, after the PC slept, and on Ctrl+L whatever stands over it.

    It watches the windows of the system that have the keyboard, not every widget: a page that is painted costs nothing.

    Args:
        window: what is locked.
        minutes: without a key or the mouse; 0 never.
        now: seconds, of a clock that goes on while the PC sleeps.
    """

    def __init__(self, window: QWidget, minutes: int, now: Callable[[], float] = time.time) -> None:
        super().__init__(window)
        self._after, self._now = 60.0 * minutes, now
        self._last_sign = self._last_look = now()
        self._is_locked = self._warned = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._window.locked.connect(self._on_locked)
        self._window.unlocked.connect(self._on_unlocked)
        self._is_ours = False
        QGuiApplication.clipboard().dataChanged.connect(self._on_copied)
        self.system = SystemLock(self)
        self.system.locked.connect(self._on_system_locked)
        app = QApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(app.focusWindow())

    @property
    def _window(self) -> Lockable:
        """Whose part it is; not held, else Python keeps a window that Qt has deleted."""
        return self.parent()  # type: ignore[return-value]  # it is one

    @Slot()
    def look(self) -> None:
        """Lock if nobody was there for long enough; say so a minute before."""
        now, before = self._now(), self._last_look
        self._last_look = now
        if self._is_locked or not self._after:
            return
        idle = now - self._last_sign
        if idle >= self._after or now - before > _SLEPT:
            self.lock()
        elif idle >= self._after - _WARNED_BEFORE and not self._warned:
            self._warned = True
            self._window.messages.say(_("PeerDesk locks in a minute. Any key keeps it open."))

    def lock(self) -> None:
        """Close what stands over the window, and lock it."""
        self._close_what_stands_over()
        self._window.lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._last_sign, self._warned = self._now(), False
            if isinstance(event, QKeyEvent) and self._is_lock_key(event) and self._stands_over():
                self.lock()
                return True
            if event.type() != QEvent.Type.MouseMove:
                QTimer.singleShot(0, self._watch_popup)  # a menu that it opens has keys of its own
        return super().eventFilter(watched, event)

    def _is_lock_key(self, event: QKeyEvent) -> bool:
        """Where nothing stands over the window, its command does it."""
        return not self._is_locked and Command.LOCK.is_pressed(event)

    def _stands_over(self) -> bool:
        return QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() is not None

    def _close_what_stands_over(self) -> None:
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            continue
        for widget in QApplication.topLevelWidgets():
            if widget is self.parent() or not widget.isVisible():
                continue
            if isinstance(widget, QDialog):
                widget.reject()
            else:
                widget.hide()

    @Slot()
    def _watch_popup(self) -> None:
        popup = QApplication.activePopupWidget()
        self._watch(None if popup is None else popup.window().windowHandle())

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)  # once is enough
            window.installEventFilter(self)
            self.system.begin(int(window.winId()))

    @Slot()
    def _on_copied(self) -> None:
        """Something was copied: here, if it is here that somebody types."""
        self._is_ours = QGuiApplication.focusWindow() is not None

    @Slot()
    def _on_system_locked(self) -> None:
        """Whatever was chosen about minutes: who locks the screen goes away."""
        if not self._is_locked:
            self.lock()

    @Slot()
    def _on_locked(self) -> None:
        self._is_locked = True
        clipboard = QGuiApplication.clipboard()
        if self._is_ours or clipboard.ownsClipboard():
            clipboard.clear()

    @Slot()
    def _on_unlocked(self) -> None:
        self._is_locked = self._warned = False
        self._last_sign = self._last_look = self._now()
