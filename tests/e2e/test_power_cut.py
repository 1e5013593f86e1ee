"""A power cut in the middle of a session: it opens again with every mark and the text."""

import pytest

from peerdesk.services import today
from peerdesk.services.demo import build
from peerdesk.ui.place import SessionPlace
from tests.centres import CHEAP

pytestmark = pytest.mark.window


def test_the_same_session_opens_again_with_its_marks_and_its_text(desk, qtbot):
    plan = build.DemoPlan(today=desk.day, members=30)
    login = build.build(desk.folder, plan, lambda _done, _total: None, CHEAP)[0]
    desk.start()
    desk.log_in(login.user_name, login.password)
    window = desk.program.window
    open_sessions = [
        row
        for row in today.page(desk.program.storage, desk.program._actor, today=desk.day).sessions
        if row.tally.total > 1 and not row.has_note and row.state in ("planned", "draft")
    ]
    session_id = open_sessions[0].id
    window.open(SessionPlace(session_id))
    page = window.pages.session
    page.table.go_to(0)
    qtbot.keyClicks(page.table, "ap")
    qtbot.keyClicks(page.note_panel.shared, "Half a sentence about")
    qtbot.waitUntil(lambda: not page.note_panel.has_unkept_note(), timeout=3000)
    qtbot.keyClicks(page.note_panel.shared, " lost words")
    desk.pull_the_plug()

    desk.start()
    desk.log_in(login.user_name, login.password)
    window = desk.program.window
    page = window.pages.session
    assert window.pages.currentWidget() is page
    assert [row.mark.value for row in page.model.rows()[:2]] == ["A", "P"]
    assert page.note_panel.shared.toPlainText() == "Half a sentence about"
