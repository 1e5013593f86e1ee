"""The disk fills up, or is pulled out, in the middle of a session; and a record that can only be read."""

from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from peerdesk import words
from peerdesk.app import Program
from peerdesk.domain.sessions.marks import Mark
from peerdesk.errors import StorageUnavailable
from peerdesk.services import today
from peerdesk.settings import Settings
from peerdesk.ui.actions import Command
from peerdesk.ui.holding import Held, hold_or_read
from peerdesk.ui.place import PageName, PagePlace, SessionPlace
from peerdesk.ui.window.pages import PAGES
from tests.nobody import write_protected
from tests.screen import click

pytestmark = pytest.mark.window

SOON_MS = 50


@pytest.fixture
def page(desk, login, qtbot):
    """The page of a session of today in which nothing was written yet; the disk is tried again soon."""
    desk.start()
    desk.log_in(login.user_name, login.password)
    rows = today.page(desk.program.storage, desk.program._actor, today=desk.day).sessions
    desk.program.window.open(
        SessionPlace(
            next(r.id for r in rows if r.tally.total > 1 and not r.has_note and r.state in ("planned", "draft"))
        )
    )
    found = desk.program.window.pages.session
    found.note_keeping.again.setInterval(SOON_MS)
    return found


def told(desk):
    """What the line over the page says."""
    banner = desk.program.window.banner
    return banner.accessibleName() if banner.isVisible() else ""


@contextmanager
def full_disk(desk):
    storage = desk.program.storage
    [(pages,)] = storage.pragma("page_count")
    storage.pragma(f"max_page_count={pages}")
    yield
    storage.pragma("max_page_count=1000000")


@contextmanager
def pulled_out(desk):
    away = desk.folder.root.rename(desk.folder.root.with_name("away"))
    yield
    away.rename(desk.folder.root)


@pytest.mark.parametrize(
    ("fault", "code"), [(full_disk, "disk-full"), (pulled_out, "file-unreachable")], ids=["full", "pulled out"]
)
def test_what_is_typed_meanwhile_stays_is_said_and_is_kept_by_itself_when_the_disk_is_there_again(
    desk, page, qtbot, fault, code
):
    panel = page.note_panel
    with fault(desk):
        panel.shared.setPlainText("Half a sentence about weddings. " * 300)
        qtbot.waitUntil(lambda: told(desk) == words.failure(StorageUnavailable(code)), timeout=5000)
        assert panel.unsaved()
        assert page.note_keeping.again.isActive()
    qtbot.waitUntil(lambda: not panel.unsaved(), timeout=5000)
    qtbot.waitUntil(lambda: told(desk) == "What was typed is kept now.", timeout=5000)
    assert not page.note_keeping.again.isActive()
    assert panel.shared.toPlainText().startswith("Half a sentence")


def test_a_mark_is_refused_in_plain_words_and_works_when_it_is_set_again(desk, page, qtbot):
    before = page.model.rows()[0].mark
    page.table.go_to(0)
    with pulled_out(desk):
        qtbot.keyClicks(page.table, "a")
        assert told(desk) == words.failure(StorageUnavailable("file-unreachable"))
        assert page.model.rows()[0].mark is before is not Mark.ABSENT
    page.table.go_to(0)
    qtbot.keyClicks(page.table, "a")
    assert page.model.rows()[0].mark is Mark.ABSENT


def test_a_page_that_could_not_be_read_is_read_when_it_is_next_shown(desk, page):
    window = desk.program.window
    with pulled_out(desk):
        window.open(PagePlace(PageName.MEMBERS))
        assert told(desk) == words.failure(StorageUnavailable("file-unreachable"))
    window.open(PagePlace(PageName.TODAY))
    window.open(PagePlace(PageName.MEMBERS))
    assert window.pages.members.list.model.rowCount() > 0


def test_a_write_protected_record_is_read_without_a_word_of_alarm_and_says_so(desk, login, qtbot, qapp):
    with write_protected(desk.folder):
        held = hold_or_read(desk.folder)
        assert held == Held(None, "folder-read-only")
        settings = Settings(desk.folder.root.parent / "settings.json")
        desk.program = Program(qapp, desk.folder, settings, desk.now, held=held)
        desk.program.show_start()
        desk.log_in(login.user_name, login.password)
        window = desk.program.window
        sentence = words.failure(StorageUnavailable("reading-read-only"))
        assert window.findChild(QLabel, "readingOnly").text() == sentence
        assert told(desk) == ""
        for name in PAGES:
            window.open(PagePlace(name))
        assert told(desk) == ""
        rows = today.page(desk.program.storage, desk.program._actor, today=desk.day).sessions
        window.open(SessionPlace(rows[0].id))
        window.pages.session.table.go_to(0)
        qtbot.keyClicks(window.pages.session.table, "a")
        assert told(desk) == sentence
        assert window.pages.session.note_panel.shared.isReadOnly()
        click(qtbot, window.banner.findChild(QPushButton, "bannerClose"))
        window.commands[Command.SWITCH_USER].trigger()
        assert not desk.folder.lock.exists()
    desk.log_in(login.user_name, login.password)  # somebody gave the permission meanwhile
    assert desk.program.window.findChild(QLabel, "readingOnly").isHidden()
    assert desk.folder.lock.exists()
    desk.close()
    assert not desk.folder.lock.exists()


def test_a_record_that_can_be_written_has_no_such_line(desk, page):
    assert desk.program.window.findChild(QLabel, "readingOnly").isHidden()
