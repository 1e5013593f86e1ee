"""Logging in, and back in with the password recovery sheet."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from peerdesk.domain.access import Role
from peerdesk.domain.centre import CentreDetails, StaffDetails
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.password_recovery import new_code
from peerdesk.services import access, door
from peerdesk.settings import Settings
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.window.start_window import StartWindow
from tests.centres import CHEAP
from tests.screen import click

pytestmark = pytest.mark.window

CODE = new_code()
PASSWORD = "river stone 7"
NEW_PASSWORD = "quiet green hill"


@pytest.fixture
def folder(tmp_path, now):
    folder = DataFolder(tmp_path / "data")
    meena = StaffDetails("meena", "Meena Rawat", "", Role.COORDINATOR)
    access.set_up(folder, CentreDetails("Asha Kendra", "ASH"), meena, PASSWORD, CODE, now, CHEAP)
    return folder


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json", user_name="meena")


@pytest.fixture
def window(qtbot, folder, settings, now, runner):
    window = StartWindow(folder, settings, now, runner)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def page(window):
    return window.log_in_page


@pytest.fixture
def recovery(qtbot, window):
    """The recovery page, reached as somebody would."""
    click(qtbot, window.log_in_page.forgotten_button)
    assert window.recover_page.isVisible()
    return window.recover_page


def test_the_last_user_name_is_offered_and_the_password_opens_the_centre(qtbot, window, page):
    assert window.focusWidget() is page.password
    qtbot.keyClicks(page.password, PASSWORD)
    with qtbot.waitSignal(window.entered) as entered:
        qtbot.keyClick(page.password, Qt.Key.Key_Return)
    opened, user_name = entered.args
    assert user_name == "meena"
    assert opened.master.database_key() == door.unlock(window._folder, "meena", PASSWORD).master.database_key()


def test_a_wrong_password_is_said_beside_it_and_the_name_is_kept(qtbot, window, page):
    qtbot.keyClicks(page.password, "river stone 8")
    click(qtbot, page.log_in_button)
    assert not page.log_in_button.isEnabled()
    qtbot.waitUntil(page.log_in_button.isEnabled)
    assert page._password_field.problem == "The user name or the password is not right."
    assert page.user_name.text() == "meena"
    assert page.password.selectedText() == "river stone 8"
    qtbot.keyClicks(page.password, PASSWORD)  # replaces what is selected
    with qtbot.waitSignal(window.entered):
        qtbot.keyClick(page.password, Qt.Key.Key_Return)


def test_enter_in_the_name_leads_to_the_password(qtbot, window, page):
    page.user_name.setFocus()
    qtbot.keyClick(page.user_name, Qt.Key.Key_Return)
    assert window.focusWidget() is page.password


def test_a_missing_key_file_is_said_with_what_to_do(qtbot, folder, page):
    folder.keys.unlink()
    folder.keys_backup.unlink()
    qtbot.keyClicks(page.password, PASSWORD)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    qtbot.waitUntil(page._problem.isVisible)
    assert "bring it back from the latest backup" in page._problem.text()


def test_a_failure_after_the_right_password_is_said_in_plain_words(window, page):
    window.show_error(StorageUnavailable("database-damaged"))
    assert page._problem.text().startswith("A part of the record is damaged and cannot be read.")


def test_another_language_asks_for_a_new_window_and_is_remembered(qtbot, window, page, settings):
    with qtbot.waitSignal(window.restart_asked):
        click(qtbot, page._languages.button(2))
    assert Settings.load(settings.path).language == "mr"


def test_a_password_found_right_after_its_window_is_gone_opens_nothing(qtbot, folder, settings, now):
    runner, heard = TaskRunner(), []
    window = StartWindow(folder, settings, now, runner)
    window.entered.connect(heard.append)
    qtbot.keyClicks(window.log_in_page.password, PASSWORD)
    qtbot.keyClick(window.log_in_page.password, Qt.Key.Key_Return)
    window.deleteLater()  # as when another language is chosen meanwhile
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert runner.finish()
    QCoreApplication.sendPostedEvents()
    assert heard == []


def test_with_the_recovery_sheet_a_forgotten_password_is_replaced(qtbot, window, recovery):
    assert window.focusWidget() is recovery.code
    qtbot.keyClicks(recovery.code, CODE.replace("-", " ").lower())
    qtbot.keyClicks(recovery.passwords.first.edit, NEW_PASSWORD)
    qtbot.keyClicks(recovery.passwords.second.edit, NEW_PASSWORD)
    qtbot.keyClick(recovery.passwords.second.edit, Qt.Key.Key_Return)
    page = window.log_in_page
    qtbot.waitUntil(page.isVisible)
    assert page._notice.text().startswith("The new password is in force.")
    assert recovery.code.text() == recovery.passwords.text() == ""
    qtbot.keyClicks(page.password, NEW_PASSWORD)
    with qtbot.waitSignal(window.entered):
        qtbot.keyClick(page.password, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("code", "user_name", "field", "words"),
    [
        ("ABCD-EFGH", "meena", "recovery_code", "is not typed correctly"),
        (new_code(), "meena", "recovery_code", "does not open this record"),
        (CODE, "nobody", "user_name", "no login with this user name"),
    ],
    ids=["mistyped code", "another centre's code", "unknown user"],
)
def test_what_does_not_recover_is_said_beside_its_field_and_everything_typed_stays(
    qtbot, recovery, folder, code, user_name, field, words
):
    recovery.code.setText(code)
    recovery.user_name.setText(user_name)
    recovery.passwords.set_text(NEW_PASSWORD, NEW_PASSWORD)
    click(qtbot, recovery.keep_button)
    qtbot.waitUntil(lambda: bool(recovery.form.fields[field].problem))
    assert words in recovery.form.fields[field].problem
    assert (recovery.code.text(), recovery.passwords.text()) == (code, NEW_PASSWORD)
    assert door.unlock(folder, "meena", PASSWORD)


def test_the_new_password_must_be_typed_twice_alike(qtbot, recovery):
    recovery.code.setText(CODE)
    recovery.passwords.set_text(NEW_PASSWORD, PASSWORD)
    qtbot.keyClick(recovery.code, Qt.Key.Key_Return)
    assert recovery.form.fields["again"].problem


def test_escape_leads_back_to_the_log_in(qtbot, window, recovery):
    qtbot.keyClick(recovery.code, Qt.Key.Key_Escape)
    assert window.log_in_page.isVisible()
    assert window.log_in_page.user_name.text() == "meena"


@pytest.mark.parametrize(("file", "word"), [("database", "The record is not"), ("keys", "The keys are not")])
def test_what_is_away_is_said_before_anybody_types_a_password(qtbot, folder, settings, now, runner, file, word):
    folder.keys_backup.unlink(missing_ok=True)
    getattr(folder, file).unlink()
    window = StartWindow(folder, settings, now, runner)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    page = window.log_in_page
    assert page._problem.text().startswith(word)
    qtbot.waitUntil(page.restore_button.hasFocus)
    click(qtbot, page.restore_button)
    qtbot.waitUntil(lambda: window.restore_page is not None and window.restore_page.isVisible())
