"""From an empty folder to an open centre, by keys and clicks."""

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from peerdesk import i18n
from peerdesk.db.storage import Storage
from peerdesk.errors import StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.security.keyfile import KeyFile
from peerdesk.services import centre, door
from peerdesk.settings import Settings
from peerdesk.ui.window.start_window import StartWindow
from tests.centres import enter
from tests.screen import click, problems_in

pytestmark = pytest.mark.window

PASSWORD = "river stone 7"


@pytest.fixture
def empty(tmp_path):
    return DataFolder(tmp_path / "new")


@pytest.fixture
def window(qtbot, empty, settings, now, runner):
    window = StartWindow(empty, settings, now, runner)
    qtbot.addWidget(window, before_close_func=StartWindow.retire)
    window.show()
    return window


@pytest.fixture
def save_as(monkeypatch):
    """Answers the next file dialogs with a path; an empty one closes them."""
    answers = {"path": ""}
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (answers["path"], ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (answers["path"], ""))
    return lambda path: answers.update(path=str(path))


def press_enter(qtbot, window):
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)


def type_here(qtbot, window, *texts):
    """Type into the field with the cursor, then into those that Tab leads to."""
    for number, text in enumerate(texts):
        if number:
            qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        qtbot.keyClicks(window.focusWidget(), text)


def shown(window):
    return window.first_run_page._current().objectName()


def problems(window):
    return problems_in(window.first_run_page._current().form)


def go_to_centre(qtbot, window):
    press_enter(qtbot, window)
    assert shown(window) == "stepCentre"


def go_to_account(qtbot, window):
    go_to_centre(qtbot, window)
    type_here(qtbot, window, "Asha Kendra", "ash", "MP/2019/114", "Station Road")
    window.first_run_page.steps[1].fields.name.setFocus()
    press_enter(qtbot, window)
    assert shown(window) == "stepAccount"


def go_to_sheet(qtbot, window):
    go_to_account(qtbot, window)
    type_here(qtbot, window, "Meena Rawat", "meena", PASSWORD, PASSWORD)
    press_enter(qtbot, window)
    assert shown(window) == "stepSheet"


def words_on(sheet):
    with pypdfium2.PdfDocument(sheet) as document:
        return document[0].get_textpage().get_text_range().split()


def test_by_keyboard_alone_an_empty_folder_becomes_a_centre_that_is_open(qtbot, window, empty, now, save_as, tmp_path):
    go_to_sheet(qtbot, window)
    page = window.first_run_page
    assert not page.next_button.isEnabled()
    sheet = tmp_path / "sheet.pdf"
    save_as(sheet)
    page.sheet_step.keeper.save_button.setFocus()
    press_enter(qtbot, window)
    press_enter(qtbot, window)
    assert shown(window) == "stepCopies"
    press_enter(qtbot, window)
    assert shown(window) == "stepReady"
    with qtbot.waitSignal(window.entered) as entered:
        press_enter(qtbot, window)
    opened, user_name = entered.args
    assert user_name == "meena"
    storage = Storage.open(empty, opened.master, now, lambda _changed: None)
    with storage.bound():
        actor = enter(storage, user_name)
        details = centre.details(storage, actor)
    storage.close()
    assert (actor.name, details.name, details.code, details.address) == (
        "Meena Rawat",
        "Asha Kendra",
        "ASH",
        "Station Road",
    )
    assert door.unlock(empty, "meena", PASSWORD)
    assert KeyFile.load(empty).unlock_with_recovery(page.draft().code)
    assert set(page.draft().code.split("-")) <= set(words_on(sheet))


def test_a_language_is_in_force_at_once_and_what_was_typed_stays(qtbot, window, settings):
    go_to_account(qtbot, window)
    type_here(qtbot, window, "Meena Rawat", "meena", PASSWORD)
    click(qtbot, window.first_run_page.back_button)
    click(qtbot, window.first_run_page.back_button)
    before = window.first_run_page
    hindi = before.language_step._group.button(1)
    assert hindi.text() == "हिन्दी"
    click(qtbot, hindi)
    page = window.first_run_page
    assert page is not before
    assert i18n.language() == settings.language == "hi"
    assert Settings.load(settings.path).language == "hi"
    assert page.back_button.text() == "वापस"
    draft = page.draft()
    assert (draft.centre.name, draft.centre.language, draft.coordinator.user_name) == ("Asha Kendra", "hi", "meena")
    assert draft.password == PASSWORD


def test_arrow_keys_choose_a_language_too(qtbot, window):
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    assert i18n.language() == "hi"
    assert window.focusWidget().text() == "हिन्दी"


def test_each_problem_of_the_centre_stands_beside_its_field(qtbot, window):
    go_to_centre(qtbot, window)
    type_here(qtbot, window, "", "n.m.k")
    press_enter(qtbot, window)
    assert shown(window) == "stepCentre"
    assert set(problems(window)) == {"name", "code"}
    assert window.focusWidget().accessibleName() == "Name of the centre"
    assert window.first_run_page.steps[1].fields.code.text() == "N.M.K"


def test_a_password_that_is_too_short_or_typed_differently_is_refused_and_kept(qtbot, window):
    go_to_account(qtbot, window)
    type_here(qtbot, window, "Meena Rawat", "meena", "short", "short")
    press_enter(qtbot, window)
    assert set(problems(window)) == {"password"}
    passwords = window.first_run_page.steps[2].passwords
    passwords.set_text(PASSWORD, "river stone 8")
    press_enter(qtbot, window)
    assert problems(window) == {"again": "The two passwords are not the same. Please type both again."}
    assert window.first_run_page.steps[2].name.text() == "Meena Rawat"


def test_passwords_are_hidden_until_asked_for(qtbot, window):
    go_to_account(qtbot, window)
    passwords = window.first_run_page.steps[2].passwords
    edits = [field.editor for field in passwords.fields]
    assert {edit.echoMode() for edit in edits} == {QLineEdit.EchoMode.Password}
    qtbot.keyClick(passwords.show_box, Qt.Key.Key_Space)
    assert {edit.echoMode() for edit in edits} == {QLineEdit.EchoMode.Normal}


def test_going_back_keeps_everything(qtbot, window):
    go_to_sheet(qtbot, window)
    code = window.first_run_page.draft().code
    for _step in range(3):
        click(qtbot, window.first_run_page.back_button)
    assert shown(window) == "stepLanguage"
    for _step in range(3):
        click(qtbot, window.first_run_page.next_button)
    assert shown(window) == "stepSheet"
    assert window.first_run_page.draft().code == code


def test_one_goes_on_only_with_the_sheet_kept_and_another_name_needs_another_sheet(qtbot, window, save_as, tmp_path):
    go_to_sheet(qtbot, window)
    page = window.first_run_page
    click(qtbot, page.sheet_step.keeper.save_button)  # the dialog was closed
    assert not page.next_button.isEnabled()
    save_as(tmp_path / "sheet")
    click(qtbot, page.sheet_step.keeper.save_button)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert page.next_button.isEnabled()
    click(qtbot, page.back_button)
    qtbot.keyClicks(page.steps[2].name, " Singh")
    click(qtbot, page.next_button)
    assert shown(window) == "stepSheet"
    assert not page.next_button.isEnabled()


def test_a_sheet_that_cannot_be_saved_is_said_so_and_does_not_count(qtbot, window, save_as, tmp_path):
    go_to_sheet(qtbot, window)
    save_as(tmp_path / "no such folder" / "sheet.pdf")
    keeper = window.first_run_page.sheet_step.keeper
    click(qtbot, keeper.save_button)
    assert keeper._problem.text().startswith("The file could not be written.")
    assert not window.first_run_page.next_button.isEnabled()


def test_without_a_printer_the_sheet_can_still_be_saved(qtbot, window, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    go_to_sheet(qtbot, window)
    press_enter(qtbot, window)  # the cursor is on Print
    keeper = window.first_run_page.sheet_step.keeper
    assert keeper._problem.text().startswith("No printer was found.")
    assert not window.first_run_page.next_button.isEnabled()


def test_a_printed_sheet_opens_the_way(qtbot, window, monkeypatch, tmp_path):
    def accept(dialog):
        dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Laser"])
    monkeypatch.setattr(QPrintDialog, "exec", accept)
    go_to_sheet(qtbot, window)
    press_enter(qtbot, window)
    assert window.first_run_page.next_button.isEnabled()
    assert (tmp_path / "printed.pdf").stat().st_size > 0


def test_a_logo_is_shown_and_what_is_no_picture_is_refused(qtbot, window, save_as, tmp_path):
    go_to_centre(qtbot, window)
    logo = window.first_run_page.steps[1].fields.logo
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    assert picture.save(str(tmp_path / "logo.png"))
    (tmp_path / "letter.png").write_bytes(b"\x89PNG\r\n\x1a\n but nothing more")
    save_as(tmp_path / "logo.png")
    click(qtbot, logo.choose_button)
    save_as(tmp_path / "letter.png")
    click(qtbot, logo.choose_button)
    assert problems(window) == {"logo": "The logo must be a PNG or JPEG picture of at most 1000 kilobytes."}
    assert window.first_run_page.draft().centre.logo == (tmp_path / "logo.png").read_bytes()
    click(qtbot, logo.remove_button)
    assert window.first_run_page.draft().centre.logo is None


def test_a_place_that_cannot_be_written_is_said_in_plain_words_and_everything_typed_stays(
    qtbot, settings, now, runner, save_as, tmp_path
):
    (tmp_path / "file").write_text("in the way")
    window = StartWindow(DataFolder(tmp_path / "file" / "data"), settings, now, runner)
    qtbot.addWidget(window, before_close_func=StartWindow.retire)
    window.show()
    go_to_sheet(qtbot, window)
    save_as(tmp_path / "sheet.pdf")
    click(qtbot, window.first_run_page.sheet_step.keeper.save_button)
    press_enter(qtbot, window)
    press_enter(qtbot, window)
    press_enter(qtbot, window)
    page = window.first_run_page
    qtbot.waitUntil(lambda: page._problem.isVisible())
    assert page._problem.text().startswith("Where the data folder should be, there is a file")
    assert page.next_button.isEnabled()
    assert page.draft().coordinator.user_name == "meena"


def test_a_centre_that_was_made_but_could_not_be_opened_is_logged_into_and_not_made_twice(
    qtbot, window, empty, save_as, tmp_path
):
    go_to_sheet(qtbot, window)
    save_as(tmp_path / "sheet.pdf")
    click(qtbot, window.first_run_page.sheet_step.keeper.save_button)
    press_enter(qtbot, window)
    press_enter(qtbot, window)
    with qtbot.waitSignal(window.entered):
        press_enter(qtbot, window)
    window.show_error(StorageUnavailable("file-busy"))
    page = window.log_in_page
    assert page._problem.text().startswith("Another program is using the file.")
    assert page.user_name.text() == "meena"


def test_a_demo_centre_can_be_looked_at_first(qtbot, window):
    with qtbot.waitSignal(window.demo_asked):
        click(qtbot, window.first_run_page.language_step.demo_button)


def test_nothing_can_be_typed_while_something_is_being_made(qtbot, window, runner):
    page = window.first_run_page
    runner.busy.emit(True)
    assert not page.next_button.isEnabled()
    assert page._busy.isVisible()
    runner.busy.emit(False)
    assert page.next_button.isEnabled()


def test_caps_lock_is_mentioned_while_a_password_is_typed(qtbot, window):
    go_to_account(qtbot, window)
    field = window.first_run_page.steps[2].passwords.first
    for text, modifier, expected in (
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("A", Qt.KeyboardModifier.ShiftModifier, False),
        ("a", Qt.KeyboardModifier.ShiftModifier, True),
        ("a", Qt.KeyboardModifier.NoModifier, False),
    ):
        QApplication.sendEvent(field.edit, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, modifier, text))
        assert field.caps_lock.isVisible() is expected
