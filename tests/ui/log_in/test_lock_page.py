import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from peerdesk.ui.log_in.lock_page import LockPage
from tests.screen import click

pytestmark = pytest.mark.window

PASSWORD = "river stone 7"


@pytest.fixture
def page(qtbot, context):
    page = LockPage(context)
    qtbot.addWidget(page)
    page.show()
    page.ask()
    return page


def test_it_shows_whose_screen_it_is_and_waits_for_the_password(page):
    assert "Ravi Tomar" in [label.text() for label in page.findChildren(QLabel)]
    assert page.focusWidget() is page.password


def test_the_password_unlocks(qtbot, page):
    qtbot.keyClicks(page.password, PASSWORD)
    with qtbot.waitSignal(page.unlocked):
        qtbot.keyClick(page.password, Qt.Key.Key_Return)
    assert page.password.text() == ""


def test_a_wrong_password_keeps_it_locked_and_says_so(qtbot, page):
    qtbot.keyClicks(page.password, "river stone 8")
    with qtbot.assertNotEmitted(page.unlocked):
        click(qtbot, page.unlock_button)
    assert page._field.problem == "This is not the right password."
    assert page.password.hasSelectedText()


def test_a_missing_key_file_is_said_plainly(qtbot, page, folder):
    folder.keys.unlink()
    folder.keys_backup.unlink()
    qtbot.keyClicks(page.password, PASSWORD)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    assert "peerdesk.keys is not in the data folder" in page._field.problem


def test_asking_again_starts_empty_and_hidden(qtbot, page):
    qtbot.keyClicks(page.password, "river")
    qtbot.keyClick(page._show, Qt.Key.Key_Space)
    page.ask()
    assert page.password.text() == ""
    assert page.password.echoMode() is page.password.EchoMode.Password


def test_somebody_else_can_take_over(qtbot, page):
    page.switch_button.setFocus()
    with qtbot.waitSignal(page.user_switched):
        qtbot.keyClick(page.switch_button, Qt.Key.Key_Return)
