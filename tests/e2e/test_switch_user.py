"""One person gets up, another sits down: what was being typed is kept, and nothing of it goes on behind the log-in."""

import shutil

import pytest
from peewee import InterfaceError
from PySide6.QtCore import QTimer
from shiboken6 import isValid

from peerdesk.db.models import MODELS
from peerdesk.paths import DataFolder
from peerdesk.services import today
from peerdesk.services.sessions import session_page
from peerdesk.ui.actions import Command
from peerdesk.ui.place import SessionPlace
from tests.screen import click

pytestmark = pytest.mark.window


@pytest.fixture
def next_centre(desk, login) -> DataFolder:
    """Another centre in which everything has the same numbers."""
    folder = DataFolder(desk.folder.root.with_name("next"))
    shutil.copytree(desk.folder.root, folder.root)
    return folder


def open_session(desk) -> int:
    """Go to a session of today that nobody wrote about yet."""
    rows = today.page(desk.program.storage, desk.program._actor, today=desk.day).sessions
    found = next(row.id for row in rows if row.tally.total > 1 and not row.has_note and row.state == "planned")
    desk.program.window.open(SessionPlace(found))
    return found


def type_everywhere(qtbot, page) -> None:
    """A mark, half a note, half a line about a member and half an incident, with no time for any pause."""
    click(qtbot, page.beside.incidents.open_button)
    qtbot.keyClicks(page.beside.incidents.panel.what, "Two members")
    page.table.go_to(0)
    qtbot.keyClicks(page.table, "pn")
    qtbot.keyClicks(page.note_panel.shared, "Half a sentence about")
    qtbot.keyClicks(page.note_panel.member_text, "Slept")


def record_of(desk, session_id: int):
    sheet = session_page.sheet(desk.program.storage, desk.program._actor, session_id)
    return sheet.note.shared, {row.note for row in sheet.rows}, sheet.tally.unmarked == sheet.tally.total


def running(window) -> list[QTimer]:
    return [timer for timer in window.findChildren(QTimer) if timer.isActive()]


@pytest.mark.parametrize("locked", [False, True], ids=["at work", "locked"])
def test_what_is_typed_stays_in_its_centre_and_the_next_centre_hears_nothing_of_it(
    desk, qtbot, login, next_centre, locked
):
    desk.start()
    desk.log_in(login.user_name, login.password)
    window = desk.program.window
    session_id = open_session(desk)
    type_everywhere(qtbot, window.pages.session)
    assert running(window)
    if locked:
        window.action(Command.LOCK).trigger()
    window.user_switched.emit()
    assert running(window) == []  # closed, and not yet deleted
    qtbot.waitUntil(lambda: not isValid(window))

    first = desk.folder
    desk.close()
    desk.folder = next_centre
    desk.start()
    desk.log_in(login.user_name, login.password)
    assert record_of(desk, session_id) == ("", {""}, True)
    desk.close()
    desk.folder = first
    desk.start()
    desk.log_in(login.user_name, login.password)
    assert record_of(desk, session_id) == ("Half a sentence about", {"", "Slept"}, False)


def test_at_the_log_in_nothing_of_the_record_can_be_read(desk, qtbot, login):
    desk.start()
    desk.log_in(login.user_name, login.password)
    storage, actor, window = desk.program.storage, desk.program._actor, desk.program.window
    window.action(Command.SWITCH_USER).trigger()
    assert desk.program.start_window.isVisible()
    with pytest.raises(RuntimeError, match="this storage is closed"):
        today.page(storage, actor, today=desk.day)
    for model in MODELS:
        with pytest.raises(InterfaceError, match="must be bound"):
            model.select().count()
    assert [path.name for path in desk.folder.root.glob("peerdesk.db*")] == ["peerdesk.db"]
    qtbot.waitUntil(lambda: not isValid(window))
    desk.log_in(login.user_name, login.password)
    assert today.page(desk.program.storage, desk.program._actor, today=desk.day).sessions
