"""The window locks when nobody is there, after the PC slept, and on Ctrl+L whatever stands over it."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from peerdesk.ui.window.locking import Locker


class Clock:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def locker(window, clock):
    window.locker.deleteLater()
    locker = Locker(window, 5, clock)
    locker._watch(window.windowHandle())
    return locker


def let_pass(locker, clock, seconds):
    """In steps as the timer looks."""
    while seconds > 0:
        clock.seconds += min(seconds, 5)
        seconds -= 5
        locker.look()


def is_locked(window):
    return window._whole.currentWidget() is window._lock_page and not window._desk.isVisible()


def test_after_five_idle_minutes_it_locks_and_says_so_a_minute_before(window, locker, clock, qtbot):
    said = []
    window.messages.said.connect(said.append)
    let_pass(locker, clock, 239)
    assert said == []
    let_pass(locker, clock, 10)
    assert said == ["PeerDesk locks in a minute. Any key keeps it open."]
    assert not is_locked(window)
    let_pass(locker, clock, 55)
    assert is_locked(window)


def test_a_key_or_the_mouse_keeps_it_open(window, locker, clock, qtbot):
    let_pass(locker, clock, 280)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    let_pass(locker, clock, 280)
    qtbot.mouseMove(window.windowHandle(), QPoint(200, 200))
    let_pass(locker, clock, 200)
    assert not is_locked(window)


def test_a_pc_that_slept_is_locked_when_it_wakes(window, locker, clock):
    let_pass(locker, clock, 10)
    clock.seconds += 90
    locker.look()
    assert is_locked(window)


def test_it_is_not_locked_twice_while_somebody_types_the_password(window, locker, clock, qtbot):
    let_pass(locker, clock, 400)
    qtbot.keyClicks(window.lock_page.password, "river")
    let_pass(locker, clock, 400)
    assert window.lock_page.password.text() == "river"


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_ctrl_l_locks_over_an_open_menu(window, locker, qtbot):
    menu = QMenu(window)
    menu.addAction("Something")
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    qtbot.waitUntil(menu.isVisible)
    locker._watch_popup()  # as after the click that opened it
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(menu.windowHandle(), pressed)
    assert not menu.isVisible()
    assert is_locked(window)


def test_ctrl_l_locks_over_an_open_question(window, locker, qtbot):
    question = QDialog(window)
    question.setModal(True)
    question.show()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is question)
    locker._watch(question.windowHandle())
    qtbot.keyClick(question.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not question.isVisible()
    assert question.result() == QDialog.DialogCode.Rejected
    assert is_locked(window)


def test_what_peerdesk_put_on_the_clipboard_is_gone(window, locker):
    QGuiApplication.clipboard().setText("Ramesh Kumar, 98260 11111")
    locker.lock()
    assert QGuiApplication.clipboard().text() == ""
