"""A PC whose clock is wrong for a day: who sits there is asked, and nothing of that day is in the record."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from peerdesk.db.models import AuditEntry, Session
from peerdesk.db.storage import Storage
from peerdesk.services import door
from peerdesk.ui.actions import Command
from peerdesk.ui.place import SessionPlace
from tests.centres import nobody
from tests.screen import click

pytestmark = pytest.mark.window

EMPTY_BATTERY, SLIP = date(2019, 1, 1), date(2099, 1, 1)


def entries(storage) -> int:
    with storage.reading():
        return AuditEntry.select().count()


def planned_after(storage, day: date) -> int:
    with storage.reading():
        return Session.select().where(Session.day > day).count()


@pytest.fixture
def asked(desk, login, qtbot):
    """Log in while the clock is wrong and return the question."""

    def asked():
        desk.start()
        desk.give_password(login.user_name, login.password)
        qtbot.waitUntil(lambda: desk.program.start_window.clock_page is not None)
        return desk.program.start_window.clock_page

    return asked


def test_an_empty_battery_is_noticed_at_the_log_in_and_the_day_begins_when_the_clock_is_set(desk, login, asked, qtbot):
    right = desk.day
    desk.start()
    desk.log_in(login.user_name, login.password)
    before = entries(desk.program.storage)
    desk.close()

    desk.day = EMPTY_BATTERY
    page = asked()
    assert "01-01-2019" in page.said.text()
    assert f"{right:%d-%m-%Y}" in page.said.text()
    assert desk.program.window is None
    assert entries(desk.program.storage) == before
    assert page.how.isHidden()
    qtbot.waitUntil(page.set_button.hasFocus)
    qtbot.keyClick(page.set_button, Qt.Key.Key_Return)
    qtbot.waitUntil(page.how.isVisible)

    desk.day = right + timedelta(days=1)
    qtbot.waitUntil(lambda: desk.program.window is not None)
    storage = desk.program.storage
    with storage.reading():
        written = AuditEntry.select().where(AuditEntry.id > before)
        assert written.exists()
        assert not written.where(AuditEntry.at < right).exists()
    assert not planned_after(storage, desk.day + timedelta(days=14))


def test_a_window_that_goes_away_from_the_question_leaves_nothing_behind(desk, login, asked):
    desk.start()
    desk.log_in(login.user_name, login.password)
    before = entries(desk.program.storage)
    right, desk.day = desk.day, EMPTY_BATTERY
    desk.close()
    asked()
    desk.close()
    storage = Storage.open(
        desk.folder, door.unlock(desk.folder, login.user_name, login.password).master, desk.now, nobody
    )
    with storage.bound():
        assert entries(storage) == before
    storage.close()
    desk.day = right


def test_a_clock_that_jumps_while_the_window_is_open_hides_the_pages_and_keeps_what_is_typed(desk, login, qtbot):
    desk.start()
    desk.log_in(login.user_name, login.password)
    program, right = desk.program, desk.day
    window = program.window
    with program.storage.reading():
        session = Session.select().where(Session.day == right).order_by(Session.starts.desc()).first()
    window.open(SessionPlace(session.id))
    note = window.pages.session.note_panel
    qtbot.keyClicks(note.shared, "Half a sentence")
    before = entries(program.storage)

    desk.day = SLIP
    program._look_at_clock()
    page = window._clock_page
    assert "01-01-2099" in page.said.text()
    assert page.isVisible()
    assert not note.isVisible()
    assert not window.action(Command.NEW_MEMBER).isEnabled()
    assert entries(program.storage) == before

    desk.day = right
    qtbot.waitUntil(note.isVisible)
    assert window._clock_page is None
    assert note.shared.toPlainText() == "Half a sentence"
    assert window.action(Command.NEW_MEMBER).isEnabled()
    assert entries(program.storage) == before
    assert not planned_after(program.storage, right + timedelta(days=14))


def test_what_is_done_before_the_clock_was_looked_at_is_refused_and_asked_about(desk, login, qtbot):
    desk.start()
    desk.log_in(login.user_name, login.password)
    program, window, right = desk.program, desk.program.window, desk.day
    with program.storage.reading():
        session = Session.select().where(Session.day == right).order_by(Session.starts.desc()).first()
    window.open(SessionPlace(session.id))
    window.pages.session.table.go_to(0)
    before = entries(program.storage)
    desk.day = EMPTY_BATTERY
    qtbot.keyClicks(window.pages.session.table, "p")
    qtbot.waitUntil(lambda: window._clock_page is not None)
    assert entries(program.storage) == before
    click(qtbot, window._clock_page.use_button)
    assert entries(program.storage) > before
    desk.day = right
    program._look_at_clock()
    click(qtbot, window._clock_page.use_button)


def test_a_locked_window_stays_locked_and_asks_when_somebody_is_back(desk, login, qtbot):
    desk.start()
    desk.log_in(login.user_name, login.password)
    program, window = desk.program, desk.program.window
    window.action(Command.LOCK).trigger()
    right, desk.day = desk.day, SLIP
    program._look_at_clock()
    assert window._clock_page is None
    assert window.lock_page.isVisible()
    qtbot.keyClicks(window.lock_page.password, login.password)
    click(qtbot, window.lock_page.unlock_button)
    qtbot.waitUntil(lambda: window._clock_page is not None and window._clock_page.isVisible())
    desk.day = right
    qtbot.waitUntil(lambda: window._clock_page is None)


def test_a_date_taken_by_mistake_is_put_right_the_next_day_and_the_book_too(desk, login, asked, qtbot):
    right = desk.day
    desk.day = SLIP
    click(qtbot, asked().use_button)
    qtbot.waitUntil(lambda: desk.program.window is not None)
    assert planned_after(desk.program.storage, SLIP)
    desk.close()

    desk.day = right + timedelta(days=1)
    page = asked()
    assert "01-01-2099" in page.said.text()
    click(qtbot, page.use_button)
    qtbot.waitUntil(lambda: desk.program.window is not None)
    assert not planned_after(desk.program.storage, desk.day + timedelta(days=14))


def test_the_last_day_of_the_calendar_cannot_be_taken(desk, asked, qtbot):
    right, desk.day = desk.day, date(9999, 12, 31)
    page = asked()
    page.begin()
    assert page.use_button.isHidden()  # it could only do nothing
    assert "31-12-9999" in page.said.text()
    assert page.why.text().startswith("This date cannot be right, and cannot be used")
    assert "01-01-1900 to 31-12-2199" in page.why.text()
    qtbot.waitUntil(lambda: page.set_button.isVisible() and page.set_button.height() > 0)
    click(qtbot, page.set_button)  # what leads on
    qtbot.waitUntil(page.how.isVisible)
    desk.day = SLIP
    qtbot.waitUntil(lambda: not page.use_button.isHidden())
    assert page.why.text().startswith("For more than 30 days nothing was entered")
    desk.day = right
    qtbot.waitUntil(lambda: desk.program.window is not None)
