"""A power cut in the middle of a session: it opens again with every mark and the text."""

from itertools import cycle

import pytest
from PySide6.QtCore import QElapsedTimer

from peerdesk.services import today
from peerdesk.ui.place import SessionPlace

pytestmark = pytest.mark.window


def open_a_session(desk, login):
    """The page of a session of today in which nothing was written yet."""
    desk.start()
    desk.log_in(login.user_name, login.password)
    open_sessions = [
        row
        for row in today.page(desk.program.storage, desk.program._actor, today=desk.day).sessions
        if row.tally.total > 1 and not row.has_note and row.state in ("planned", "draft")
    ]
    desk.program.window.open(SessionPlace(open_sessions[0].id))
    return desk.program.window.pages.session


def open_again(desk, login):
    """The page that the program shows by itself after the power is back."""
    desk.start()
    desk.log_in(login.user_name, login.password)
    page = desk.program.window.pages.session
    assert desk.program.window.pages.currentWidget() is page
    return page


def test_the_same_session_opens_again_with_its_marks_and_its_text(desk, login, qtbot):
    page = open_a_session(desk, login)
    page.table.go_to(0)
    qtbot.keyClicks(page.table, "ap")
    qtbot.keyClicks(page.note_panel.shared, "Half a sentence about")
    qtbot.waitUntil(lambda: not page.note_panel.has_unkept_note())
    qtbot.keyClicks(page.note_panel.shared, " lost words")
    desk.pull_the_plug()

    page = open_again(desk, login)
    assert [row.mark.value for row in page.model.rows()[:2]] == ["A", "P"]
    assert page.note_panel.shared.toPlainText() == "Half a sentence about"


def type_without_a_pause(qtbot, editor, keys: int) -> list[int]:
    """Type, and tell how long ago each key was pressed."""
    clock = QElapsedTimer()
    clock.start()
    pressed = []
    for _number, letter in zip(range(keys), cycle("one and another "), strict=False):
        pressed.append(clock.elapsed())
        qtbot.keyClick(editor, letter, delay=30)
    end = clock.elapsed()
    return [end - moment for moment in pressed]


def lost(ages: list[int], kept: str) -> int:
    """For how long what was typed last is missing."""
    return ages[len(kept)] if len(kept) < len(ages) else 0


def test_of_what_is_being_typed_at_most_the_last_second_is_lost(desk, login, qtbot):
    page = open_a_session(desk, login)
    for keys in (41, 57, 72):
        page.note_panel.shared.clear()
        page.keep_now()
        ages = type_without_a_pause(qtbot, page.note_panel.shared, keys)
        desk.pull_the_plug()
        page = open_again(desk, login)
        kept = page.note_panel.shared.toPlainText()
        assert ages[0] > 1000
        assert lost(ages, kept) <= 1000


def test_of_a_line_about_a_member_at_most_the_last_second_is_lost(desk, login, qtbot):
    page = open_a_session(desk, login)
    page.table.go_to(0)
    qtbot.keyClicks(page.table, "n")
    ages = type_without_a_pause(qtbot, page.note_panel.member_text, 64)
    desk.pull_the_plug()
    page = open_again(desk, login)
    assert ages[0] > 1000
    assert lost(ages, page.model.rows()[0].note) <= 1000
