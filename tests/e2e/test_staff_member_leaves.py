"""A staff member leaves: their log-in goes, and the record gets other locks, in the window from beginning to end."""

import shutil

import pytest

from peerdesk.db.storage import Storage
from peerdesk.paths import DataFolder
from peerdesk.services import checking, door, rekeying
from peerdesk.services.backups import finding
from peerdesk.ui.place import BackupsPlace
from tests.centres import enter
from tests.screen import click

pytestmark = pytest.mark.window


@pytest.fixture
def staff_tab(desk, login, qtbot):
    """The list of the staff, with a copy of the record made before."""
    desk.start()
    desk.log_in(login.user_name, login.password)
    click(qtbot, desk.program.window.pages.today.backup_line.now_button)
    qtbot.waitUntil(lambda: finding.newest(desk.folder) is not None and desk.program._keeper._job is None)
    window = desk.program.window
    window.go(window.pages.settings)
    window.pages.settings.tabs.setCurrentWidget(window.pages.settings.staff_tab)
    return window.pages.settings.staff_tab


def choose(tab, user_name: str) -> None:
    [row] = [number for number, row in enumerate(tab.model.rows()) if row.user_name == user_name]
    tab.table.selectRow(row)


def waited_for(desk, qtbot) -> str:
    """What is said at the log-in once the locks are changed."""
    qtbot.waitUntil(lambda: desk.program.window is None)
    start = desk.program.start_window
    qtbot.waitUntil(lambda: start.damage_page is None, timeout=60_000)
    return start.log_in_page._notice.text()


def test_who_leaves_takes_no_key_along_that_opens_what_comes(desk, login, qtbot, staff_tab, tmp_path):
    taken = DataFolder(tmp_path / "stick")
    taken.create()
    for name in ("database", "keys"):
        desk.program.storage.fold()
        shutil.copy(getattr(desk.folder, name), getattr(taken, name))
    before = door.unlock(desk.folder, login.user_name, login.password).master
    choose(staff_tab, "kavita")
    click(qtbot, staff_tab.take_away_button)
    panel = staff_tab.take_away_panel
    assert panel.locks.isChecked()
    qtbot.keyClicks(panel.own_password.edit, login.password)
    click(qtbot, panel.keep_button)
    assert "other locks" in waited_for(desk, qtbot)
    after = door.unlock(desk.folder, login.user_name, login.password).master
    assert after.key != before.key
    former = Storage.open(taken, before, desk.now)  # what they took opens as it was, and is no more than that
    former.close()
    desk.log_in(login.user_name, login.password)
    window = desk.program.window
    assert checking.check_all(desk.program.storage, desk.program._actor) == []
    window.open(BackupsPlace())
    click(qtbot, window.pages.settings.backups_tab.restore_button)
    page = desk.program.start_window.restore_page
    assert [row.former_keys for row in page.model.rows()] == [True, True]
    shown = [page.model.index(row, 1).data() for row in range(2)]
    assert all("former locks" in text for text in shown)


def test_the_locks_are_changed_by_themselves_too(desk, login, qtbot, staff_tab):
    click(qtbot, staff_tab.locks_button)
    panel = staff_tab.locks_panel
    qtbot.keyClicks(panel.own_password.edit, "not this one")
    click(qtbot, panel.keep_button)
    assert desk.program.window is not None
    assert panel.isVisible()
    panel.own_password.edit.clear()
    qtbot.keyClicks(panel.own_password.edit, login.password)
    click(qtbot, panel.keep_button)
    assert "other locks" in waited_for(desk, qtbot)
    [copy] = finding.copies_in([desk.folder.backups])
    [aside] = finding.set_aside(desk.folder)
    assert rekeying.with_former_keys(desk.folder, [copy.path, aside.path]) == {copy.path, aside.path}
    desk.log_in(login.user_name, login.password)
    assert enter(desk.program.storage, login.user_name, login.password)


def test_where_it_fails_the_record_is_as_it_was_and_it_is_said(desk, login, qtbot, staff_tab, monkeypatch):
    def full(*_anything):
        raise OSError(28, "No space left on device")

    before = desk.folder.keys.read_bytes()
    click(qtbot, staff_tab.locks_button)
    qtbot.keyClicks(staff_tab.locks_panel.own_password.edit, login.password)
    monkeypatch.setattr("peerdesk.db.engine.EncryptedDatabase.copy_under", full)
    click(qtbot, staff_tab.locks_panel.keep_button)
    qtbot.waitUntil(lambda: desk.program.window is None)
    page = desk.program.start_window.damage_page
    qtbot.waitUntil(page.problem.isVisible)
    assert "not enough room on the disk" in page.problem.text()
    monkeypatch.undo()
    monkeypatch.setattr("peerdesk.commands.now", desk.now)
    click(qtbot, page.back_button)
    assert desk.folder.keys.read_bytes() == before
    desk.log_in(login.user_name, login.password)
