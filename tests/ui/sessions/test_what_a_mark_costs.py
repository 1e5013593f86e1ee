"""What the file is asked and the window does for one mark: what changed, never the whole sheet again."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import groupby

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from peerdesk.domain.access import Permission
from peerdesk.domain.care.goals import GoalText
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.services.care import goals
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance, notes
from peerdesk.ui.sessions.session_page import SessionPage
from tests.ui.sessions.roster import marks, sheet

COUNTED = 3
"""Each unit of work asks where the record's own count stands (``db/commits.py``) and whether its author still may do
what they may (``db/rights.py``), and counts itself."""
MARK = 5 + COUNTED
"""The gate, what stood there, the change, its trail; and the row on the screen."""
FIRST_MARK_OF_SOMEBODY = 6 + COUNTED
"""Whether they are on the roster, too."""
GROUP_NOTE = 6 + COUNTED
MEMBER_NOTE = 6 + COUNTED


def questions(trace: list[str]) -> list[str]:
    """What was asked; a change that runs a trigger is traced twice in a row."""
    asked = [sql for sql in trace if sql.split(maxsplit=1)[0] not in ("BEGIN", "COMMIT")]
    return [sql for sql, _same in groupby(asked)]


class Heard(QObject):
    """Counts what happens to some widgets."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__(widgets[0])
        self.counts: Counter[tuple[str, QEvent.Type]] = Counter()
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.counts[watched.objectName(), event.type()] += 1
        return False


def _settled() -> None:
    for _ in range(10):  # a layout goes up by one level each time
        QApplication.processEvents()


def _zia(storage, coordinator, today) -> int:
    details = MemberDetails("Zia Khan", "", Gender.MALE, age=30)
    return members.register(storage, coordinator, details, today=today)


@pytest.fixture
def begun(qtbot, page) -> SessionPage:
    """A session in which the first two are marked and the note is begun."""
    qtbot.keyClicks(page.table, "pp")
    qtbot.keyClicks(page.note_panel.shared, "Everybody spoke.")
    page.keep_now()
    page.table.setFocus()
    return page


def test_a_mark_over_another_asks_no_more_than_it_must(qtbot, begun, statements):
    begun.table.go_to(0)
    with statements() as trace:
        qtbot.keyClicks(begun.table, "a")
    assert len(questions(trace)) <= MARK, "\n".join(trace)
    assert marks(begun)[:2] == "AP"


def test_a_mark_lays_no_page_out_and_paints_no_heading(qtbot, begun, storage, coordinator, today):
    second = begun.model.rows()[1].member_id
    goals.add(storage, coordinator, second, GoalText("Walk every morning", today + timedelta(20)), today=today)
    for row in (1, 0):
        begun.table.go_to(row)
        _settled()
    headings, roster = begun.table.horizontalHeader().viewport(), begun.table.viewport()
    headings.setObjectName("headings")
    roster.setObjectName("rows")
    heard = Heard(begun, headings, roster)
    qtbot.keyClicks(begun.table, "a")
    _settled()
    assert begun.beside.goals_button.text() == "Goals 1"
    assert heard.counts["rows", QEvent.Type.Paint]
    assert not heard.counts["page", QEvent.Type.LayoutRequest]
    assert not heard.counts["headings", QEvent.Type.Paint]


def test_the_first_mark_of_somebody_asks_whether_they_are_expected(qtbot, begun, statements):
    begun.table.go_to(2)
    with statements() as trace:
        qtbot.keyClicks(begun.table, "t")
    assert len(questions(trace)) <= FIRST_MARK_OF_SOMEBODY, "\n".join(trace)
    assert marks(begun)[:3] == "PPT"


def test_after_each_mark_the_screen_shows_what_the_file_has(qtbot, begun):
    for keys in ("pta", "e", "10", "l"):
        qtbot.keyClicks(begun.table, keys)
        found = sheet(begun)
        assert list(begun.model.rows()) == list(found.rows)
        assert begun._sheet == found
    begun.table.go_to(0)
    begun.marking.undo_button.click()
    assert begun._sheet == sheet(begun)


def test_the_first_and_the_last_mark_make_another_record_of_the_session(qtbot, page):
    assert page.head.state.text() == "Planned"
    qtbot.keyClicks(page.table, "p")
    assert page.head.state.text() == "Draft"
    assert page._sheet == sheet(page)
    page.marking.undo_button.click()
    assert page.head.state.text() == "Planned"
    assert page._sheet == sheet(page)


def test_a_mark_made_elsewhere_shows_in_its_row(begun, storage, counsellor):
    third = begun.model.rows()[2].member_id
    attendance.mark(storage, counsellor, begun._session_id, {third: Attendance(Mark.LATE, 7)})
    assert begun.model.rows()[2].attendance == Attendance(Mark.LATE, 7)
    assert begun._sheet == sheet(begun)


def test_a_walk_in_makes_the_list_longer(begun, storage, counsellor, coordinator, today):
    before = len(begun.model.rows())
    attendance.add_walk_in(storage, counsellor, begun._session_id, _zia(storage, coordinator, today))
    assert len(begun.model.rows()) == before + 1
    assert begun._sheet == sheet(begun)


def test_a_pause_in_typing_keeps_the_note_and_reads_no_sheet(qtbot, begun, statements):
    qtbot.keyClicks(begun.note_panel.shared, " And sang.")
    with statements() as trace:
        begun.keep_now()
    assert len(questions(trace)) <= GROUP_NOTE, "\n".join(trace)
    assert sheet(begun).note.shared == "Everybody spoke. And sang."
    assert begun._sheet == sheet(begun)


def test_a_line_about_a_member_shows_in_their_row_and_reads_no_sheet(begun, statements, storage, counsellor):
    first = begun.model.rows()[0].member_id
    with statements() as trace:
        notes.keep_member_note(storage, counsellor, begun._session_id, first, "Spoke for the first time.")
    assert len(questions(trace)) <= MEMBER_NOTE, "\n".join(trace)
    assert begun.model.rows()[0].note == "Spoke for the first time."
    assert begun._sheet == sheet(begun)


def test_the_office_marks_and_is_shown_no_note(qtbot, open_session, office, storage, counsellor, session_id):
    page = open_session(office)
    qtbot.keyClicks(page.table, "pp")
    assert not office.may(Permission.SEE_NOTES)
    first = page.model.rows()[0].member_id
    notes.keep_member_note(storage, counsellor, session_id, first, "Spoke for the first time.")
    assert page.model.rows()[0].note == ""
    assert marks(page)[:2] == "PP"


def test_a_note_of_blanks_alone_is_none_on_the_screen_and_in_the_file(qtbot, page):
    qtbot.keyClicks(page.note_panel.shared, "  ")
    page.keep_now()
    assert page._sheet == replace(sheet(page), note_author=None)  # who types knows it
    assert not any(day.has_note for day in page._sheet.strip if day.session_id == page._session_id)


def test_an_office_page_that_is_told_of_a_note_says_and_asks_nothing(
    open_session, office, storage, counsellor, session_id, heard, statements
):
    open_session(office)
    with statements() as trace:
        notes.keep_group_note(storage, counsellor, session_id, GroupNote(shared="Everybody spoke."))
    assert heard == []
    assert not any(sql.startswith("BEGIN DEFERRED") for sql in trace)
