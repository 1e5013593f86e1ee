"""The screen is locked, or the PC goes to sleep: the window locks with it."""

import ctypes
import shutil
import subprocess
from ctypes import wintypes

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from peerdesk.ui.window.locking import Locker
from peerdesk.ui.window.system_lock import SystemLock, _WindowMessages, tells_lock

pytestmark = pytest.mark.window

LOCKED, UNLOCKED, SUSPENDS, RESUMES = (0x02B1, 0x7), (0x02B1, 0x8), (0x0218, 0x4), (0x0218, 0x12)


@pytest.fixture
def buses():
    """A message bus of our own, as a desktop has one, and both ends of it: who listens, and who tells."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.fail("dbus-daemon is needed for this test")
    process = subprocess.Popen(
        [daemon, "--session", "--print-address", "--nofork", "--nopidfile"], stdout=subprocess.PIPE, text=True
    )
    address = process.stdout.readline().strip()
    names = "peerdesk-listens", "peerdesk-tells"
    yield tuple(QDBusConnection.connectToBus(address, name) for name in names)
    for name in names:
        QDBusConnection.disconnectFromBus(name)
    process.kill()
    process.communicate()


def tell(connection, interface, name, *values):
    message = QDBusMessage.createSignal("/org/freedesktop/ScreenSaver", interface, name)
    message.setArguments(list(values))
    assert connection.send(message)


def test_what_windows_says_of_lock_and_sleep_is_told_from_everything_else():
    assert [tells_lock(*said) for said in (LOCKED, UNLOCKED, SUSPENDS, RESUMES, (0x0100, 0x7))] == [
        True,
        False,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(("said", "times"), [(LOCKED, 1), (UNLOCKED, 0), (SUSPENDS, 1)])
def test_a_message_of_windows_is_read_and_passed_on(qapp, said, times):
    listener, told = SystemLock(qapp), []
    listener.locked.connect(lambda: told.append(said))
    message = wintypes.MSG(None, said[0], said[1], 0)
    where = ctypes.addressof(message)
    assert _WindowMessages(listener).nativeEventFilter(b"windows_generic_MSG", where) == (False, 0)
    assert _WindowMessages(listener).nativeEventFilter(b"xcb_generic_event_t", where) == (False, 0)
    assert len(told) == times


def test_the_window_locks_with_the_screen_of_the_desktop_whatever_was_chosen(qtbot, window, buses):
    listens, tells = buses
    locker = Locker(window, 0)
    locker.system.listen_to_savers(listens)
    tell(tells, "org.freedesktop.ScreenSaver", "ActiveChanged", False)
    tell(tells, "org.example.Other", "ActiveChanged", True)
    tell(tells, "org.freedesktop.ScreenSaver", "ActiveChanged", True)
    with qtbot.waitSignal(window.locked):
        pass
    assert window._whole.currentWidget() is window._lock_page
