"""The PC dies. With the stick, or with the password recovery sheet besides, the centre works on the same afternoon."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from peerdesk.db.storage import Storage
from peerdesk.domain.backups.places import Drive
from peerdesk.paths import DataFolder
from peerdesk.services import access, door
from peerdesk.services.backups import finding, places
from peerdesk.services.demo import build
from peerdesk.ui.place import BackupsPlace, PageName
from tests.centres import nobody
from tests.screen import click, typed

pytestmark = pytest.mark.window


@pytest.fixture
def stick(desk, tmp_path) -> Drive:
    drive = Drive(tmp_path / "KINGSTON", "KINGSTON", 16 * 10**9, is_apart=True)
    drive.root.mkdir()
    desk.plugged_in.append(drive)
    return drive


OF_THE_COPY = {"audit_entry", "record_state", "disclosure"}
"""What grows by the log-in that makes a copy, and by the line that says that the copy left."""


def every_row(folder: DataFolder, login: build.DemoLogin) -> dict[str, list[tuple[object, ...]]]:
    storage = Storage.open(folder, door.unlock(folder, login.user_name, login.password).master, lambda: None, nobody)
    try:
        tables = [name for name in storage._database.get_tables() if name not in OF_THE_COPY]
        return {name: storage._database.run(f'SELECT * FROM "{name}"') for name in tables}  # noqa: S608 - our own names
    finally:
        storage.close()


def press(qtbot, window, *keys) -> None:
    """Keys go where the cursor is."""
    for key in keys:
        QTest.keyClick(window.focusWidget() or window, key)


def tab_to(window, name: str) -> None:
    """Go on with Tab until the cursor is on something of this name."""
    for _ in range(60):
        focused = window.focusWidget()
        if focused is not None and focused.objectName() == name:
            return
        QTest.keyClick(focused or window, Qt.Key.Key_Tab)
    raise AssertionError(f"no way to {name} with Tab")


def back_up_to(desk, qtbot, stick) -> None:
    """Choose the stick in the settings and wait until the copy is on it."""
    window = desk.program.window
    window.open(BackupsPlace())
    window.pages.settings.backups_tab.choice.use(stick.root)
    qtbot.waitUntil(
        lambda: desk.program._keeper.place() is not None and desk.program._keeper.place().newest is not None
    )


def restore_by_keys(desk, qtbot, way_in: str, fill) -> None:
    """From the way in to the log-in, without the mouse; ``fill`` types what opens the copy."""
    window = desk.program.start_window
    tab_to(window, way_in)
    press(qtbot, window, Qt.Key.Key_Space)
    page = window.restore_page
    qtbot.waitUntil(page.isVisible)
    assert page.model.rowCount() >= 1
    assert window.focusWidget() is page.table
    fill(window, page)
    qtbot.waitUntil(lambda: page.opener.inside is not None)
    assert "Everything in it is whole." in page.opener.result.text()
    tab_to(window, "restoreCopy")
    press(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.restore_page is None)


def test_after_the_pc_died_a_stick_brings_everything_back_by_keys_alone(desk, login, stick, qtbot):
    desk.start()
    desk.log_in(login.user_name, login.password)
    back_up_to(desk, qtbot, stick)
    desk.close()
    was = every_row(desk.folder, login)
    shutil.rmtree(desk.folder.root.parent)  # with the preferences: another PC

    desk.day += timedelta(days=1)
    desk.start()

    def fill(window, page) -> None:
        tab_to(window, "copyUserName")
        QTest.keyClicks(page.opener.user_name, login.user_name)
        tab_to(window, "copyPassword")
        QTest.keyClicks(page.opener.password, login.password)
        press(qtbot, window, Qt.Key.Key_Return)

    restore_by_keys(desk, qtbot, "haveCopy", fill)
    assert every_row(desk.folder, login) == was
    desk.log_in(login.user_name, login.password)
    assert desk.program.window.pages.shows(PageName.TODAY)
    assert desk.program.storage.clock_doubt() is None
    assert desk.program._keeper.place().name == stick.name, "it goes on getting the copies"


def test_with_the_sheet_alone_a_fresh_folder_becomes_the_centre_again(desk, login, stick, qtbot):
    desk.start()
    desk.log_in(login.user_name, login.password)
    code = access.new_recovery(desk.program.storage, desk.program._actor, login.password)
    back_up_to(desk, qtbot, stick)
    desk.close()
    was = every_row(desk.folder, login)
    shutil.rmtree(desk.folder.root.parent)
    desk.start()

    def fill(window, page) -> None:
        tab_to(window, "useSheet")
        press(qtbot, window, Qt.Key.Key_Space)
        QTest.keyClicks(page.opener.code, code.lower())
        press(qtbot, window, Qt.Key.Key_Return)

    restore_by_keys(desk, qtbot, "haveCopy", fill)
    window = desk.program.start_window
    click(qtbot, window.log_in_page.forgotten_button)
    typed(qtbot, window.recover_page.code, code)
    typed(qtbot, window.recover_page.user_name, login.user_name)
    window.recover_page.passwords.set_text("a new river 9", "a new river 9")
    click(qtbot, window.recover_page.keep_button)
    qtbot.waitUntil(lambda: window._ways_in.currentWidget() is window.log_in_page)
    again = replace(login, password="a new river 9")
    assert every_row(desk.folder, again) == was
    desk.log_in(again.user_name, again.password)


def test_what_a_restore_in_the_settings_set_aside_can_be_gone_back_to(desk, login, qtbot):
    desk.start()
    desk.log_in(login.user_name, login.password)
    click(qtbot, desk.program.window.pages.today.backup_line.now_button)
    qtbot.waitUntil(lambda: finding.newest(desk.folder) is not None and desk.program._keeper._job is None)
    desk.program.window.open(BackupsPlace())
    click(qtbot, desk.program.window.pages.settings.backups_tab.restore_button)
    assert desk.program.window is None
    window = desk.program.start_window
    page = window.restore_page
    typed(qtbot, page.opener.password, login.password)
    click(qtbot, page.opener.look_button)
    qtbot.waitUntil(page.restore_button.isEnabled)
    click(qtbot, page.restore_button)
    qtbot.waitUntil(lambda: window.restore_page is None)
    [aside] = finding.set_aside(desk.folder)
    assert str(aside.path) in window.log_in_page._notice.text()
    desk.log_in(login.user_name, login.password)
    assert not desk.folder.brought_back.exists()


def test_closing_the_window_keeps_a_last_copy(desk, login, qtbot):
    desk.start()
    desk.log_in(login.user_name, login.password)
    desk.program.window.close()
    closing = desk.program._closing
    assert closing.isVisible()
    qtbot.waitUntil(lambda: not closing.isVisible())
    assert finding.newest(desk.folder) is not None


def test_whoever_does_not_wait_for_the_last_copy_leaves_nothing_half(desk, login, qtbot):
    desk.start()
    desk.log_in(login.user_name, login.password)
    desk.program.window.close()
    click(qtbot, desk.program._closing.leave_button)
    desk.close()
    assert all(path.name.endswith(".peerdesk-backup") for path in desk.folder.backups.iterdir())


def test_a_copy_that_cannot_be_made_at_the_close_is_said_before_the_program_goes(desk, login, qtbot):
    (desk.folder.backups / "being-made.db").mkdir()  # nothing can be written under this name
    desk.start()
    desk.log_in(login.user_name, login.password)
    desk.program.window.close()
    closing = desk.program._closing
    qtbot.waitUntil(lambda: closing.said.text() == "No copy could be made now.")
    assert closing.isVisible()
    click(qtbot, closing.leave_button)
    assert not closing.isVisible()


def test_a_stick_is_offered_and_one_inside_the_record_refused(desk, login, stick, qtbot):
    desk.start()
    desk.log_in(login.user_name, login.password)
    window = desk.program.window
    window.open(BackupsPlace())
    tab = window.pages.settings.backups_tab
    offered = tab.findChild(type(tab.now_button), "useDrive0")
    assert offered.text() == "Use KINGSTON"
    tab.choice.use(desk.folder.backups)
    assert "inside the folder of the record" in tab.choice.problem.text()
    click(qtbot, offered)
    qtbot.waitUntil(lambda: len(finding.copies_in([stick.root])) == 1)
    place = desk.program._keeper.place()
    assert places.find(place, [stick]) == stick.root / "PeerDesk backups"
