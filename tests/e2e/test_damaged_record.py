"""A PC whose disk damaged the record: said before anybody goes on, and brought back by whoever sits there."""

import shutil

import pytest

from peerdesk.db.cipher_pages import PAGE
from peerdesk.db.engine import EncryptedDatabase
from peerdesk.domain.file_check import Finding
from peerdesk.services import door
from peerdesk.ui.place import PageName, PagePlace
from tests.screen import click

pytestmark = pytest.mark.window


@pytest.fixture
def members() -> int:
    return 12


@pytest.fixture
def root_of(desk, login):
    """On which page a table of the record begins."""

    def found(table):
        key = door.unlock(desk.folder, login.user_name, login.password).master.database_key()
        database = EncryptedDatabase(desk.folder.database, key)
        with database.connection_context():
            return database.run("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))[0][0]

    return found


def damage(desk, number):
    with desk.folder.database.open("rb+") as file:
        file.seek((number - 1) * PAGE + 2000)
        file.write(b"damaged by the disk")


def damage_page(desk, qtbot):
    """What is said at the log-in."""
    qtbot.waitUntil(lambda: desk.program.salvaging.page is not None)
    return desk.program.salvaging.page


def salvage(desk, qtbot, page):
    """Bring back what can be read, read the report, and go on."""
    click(qtbot, page.salvage_button)
    return report_read(desk, qtbot)


def report_read(desk, qtbot):
    qtbot.waitUntil(lambda: desk.program.salvaging.report_page is not None, timeout=60_000)
    report = desk.program.salvaging.report_page
    lines = report.lines.toPlainText()
    click(qtbot, report.done_button)
    qtbot.waitUntil(lambda: desk.program.window is not None)
    return lines


def test_a_record_that_does_not_open_is_brought_back_at_the_log_in(desk, login, qtbot):
    damage(desk, 1)
    desk.start()
    desk.give_password(login.user_name, login.password)
    page = damage_page(desk, qtbot)
    assert "damaged" in page.said.text()
    assert not page.go_on_button.isVisible()
    said = salvage(desk, qtbot, page)
    assert "Everything is back." in said
    [aside] = desk.folder.set_aside.iterdir()
    assert (aside / "peerdesk.db").is_file()


@pytest.mark.parametrize("table", ["centre", "staff", "audit_entry"])
def test_a_part_that_is_needed_to_get_in_is_brought_back_at_the_log_in_too(desk, login, root_of, qtbot, table):
    damage(desk, root_of(table))
    desk.start()
    desk.give_password(login.user_name, login.password)
    page = damage_page(desk, qtbot)
    assert "A part of the record is damaged" in page.said.text()
    salvage(desk, qtbot, page)
    assert desk.program._actor.user_name == login.user_name


def test_a_damaged_part_is_said_right_after_the_window_is_shown(desk, login, root_of, qtbot):
    damage(desk, root_of("success_story"))
    desk.start()
    desk.log_in(login.user_name, login.password)
    window = desk.program.window
    qtbot.waitUntil(lambda: window.damage_page is not None)
    assert "A part of the record is damaged" in window.damage_page.said.text()
    click(qtbot, window.damage_page.salvage_button)
    desk.give_password(login.user_name, login.password)
    said = report_read(desk, qtbot)  # it was asked for already
    assert "Not everything is back." in said
    qtbot.waitUntil(lambda: not desk.program.window.side_bar.checking.isVisible())
    assert desk.program.window.damage_page is None


def test_whoever_goes_on_as_it_is_can_work(desk, login, root_of, qtbot):
    damage(desk, root_of("success_story"))
    desk.start()
    desk.log_in(login.user_name, login.password)
    window = desk.program.window
    qtbot.waitUntil(lambda: window.damage_page is not None)
    click(qtbot, window.damage_page.go_on_button)
    window.open(PagePlace(PageName.GROUPS))
    assert window.pages.shows(PageName.GROUPS)


def test_a_read_that_meets_a_damaged_part_says_the_same(desk, login, root_of, qtbot):
    desk.start()
    desk.log_in(login.user_name, login.password)
    window = desk.program.window
    qtbot.waitUntil(lambda: not window.side_bar.checking.isVisible())
    window.messages.tell_findings([Finding("database-damaged")])
    assert window.damage_page is not None


def test_a_sound_record_is_looked_at_without_a_word(desk, login, qtbot):
    desk.start()
    desk.log_in(login.user_name, login.password)
    window = desk.program.window
    qtbot.waitUntil(lambda: not window.side_bar.checking.isVisible())
    assert window.damage_page is None


def test_an_older_copy_put_back_by_hand_is_said_before_anything_is_written(desk, login, tmp_path, qtbot):
    desk.start()
    desk.log_in(login.user_name, login.password)
    desk.close()
    shutil.copy(desk.folder.database, tmp_path / "older.db")
    desk.start()
    desk.log_in(login.user_name, login.password)
    desk.close()
    shutil.copy(tmp_path / "older.db", desk.folder.database)
    desk.start()
    desk.give_password(login.user_name, login.password)
    page = damage_page(desk, qtbot)
    assert "not in this record" in page.said.text()
    assert not page.salvage_button.isVisible()
    click(qtbot, page.go_on_button)
    qtbot.waitUntil(lambda: desk.program.window is not None)
