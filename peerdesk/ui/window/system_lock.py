"""What the system says of the screen: somebody locked it, or the PC goes to sleep.

On Windows it tells a window that asked for it (Remote Desktop Services, *session change*; *power broadcast*), on Linux
the message buses (logind, and the screen saver of the desktop). Where neither is there, PeerDesk still notices that it
slept, and that nobody was there.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from ctypes import wintypes
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_SESSION_CHANGE, _SESSION_LOCKED = 0x02B1, 0x7
_POWER, _SUSPENDS = 0x0218, 0x4
_OF_WINDOWS = b"windows_generic_MSG"
_SYSTEM_BUS = Path("/run/dbus/system_bus_socket")
_SESSION_BUS = "DBUS_SESSION_BUS_ADDRESS"

_ON_LOCK: Any = SLOT("_on_lock()")
_ON_STATE: Any = SLOT("_on_state(bool)")
"""PySide's own stubs ask for bytes, PySide itself for text."""

_LOGIND = "org.freedesktop.login1"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


def tells_lock(message: int, what: int) -> bool:
    """Whether a message of Windows says that the screen is locked, or that the PC goes to sleep."""
    return (message, what) in ((_SESSION_CHANGE, _SESSION_LOCKED), (_POWER, _SUSPENDS))


class SystemLock(QObject):
    """Listens to the system; :attr:`locked` is told each time."""

    locked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._messages: _WindowMessages | None = None
        self._begun = False

    def begin(self, window: int) -> None:
        """Listen from now on, once; ``window`` is the number by which Windows knows it."""
        if self._begun:
            return
        self._begun = True
        if sys.platform == "win32":
            self._messages = _WindowMessages(self)
            QCoreApplication.instance().installNativeEventFilter(self._messages)  # type: ignore[union-attr]
            with suppress(OSError, AttributeError):
                ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(wintypes.HWND(window), 0)
            return
        if _SYSTEM_BUS.exists() or _SESSION_BUS in os.environ:
            from PySide6.QtDBus import QDBusConnection

            if _SYSTEM_BUS.exists():
                self.listen_to_logind(QDBusConnection.systemBus())
            if _SESSION_BUS in os.environ:
                self.listen_to_savers(QDBusConnection.sessionBus())

    def listen_to_logind(self, bus: QDBusConnection) -> None:
        """Of the whole PC: its sleep, and the lock of a session."""
        bus.connect(_LOGIND, "", f"{_LOGIND}.Session", "Lock", self, _ON_LOCK)
        bus.connect(_LOGIND, "", f"{_LOGIND}.Manager", "PrepareForSleep", self, _ON_STATE)

    def listen_to_savers(self, bus: QDBusConnection) -> None:
        """Of the desktop: its screen saver, which asks for the password."""
        for saver in _SAVERS:
            bus.connect("", "", saver, "ActiveChanged", self, _ON_STATE)

    @Slot()
    def _on_lock(self) -> None:
        self.locked.emit()

    @Slot(bool)
    def _on_state(self, active: bool) -> None:  # as the bus sends it
        if active:
            self.locked.emit()


class _WindowMessages(QAbstractNativeEventFilter):
    """Reads what Windows tells its windows, and keeps nothing from them."""

    def __init__(self, listener: SystemLock) -> None:
        super().__init__()
        self._listener = listener

    def nativeEventFilter(self, kind: Any, message: int) -> tuple[bool, int]:  # noqa: N802  # Qt's name
        if bytes(kind) == _OF_WINDOWS:
            told = wintypes.MSG.from_address(int(message))
            if tells_lock(told.message, told.wParam):
                self._listener.locked.emit()
        return False, 0
