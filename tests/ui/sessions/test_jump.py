"""To a row of the roster by its number or the start of a name; a late arrival costs two keys."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.sessions.marks import Mark
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance
from peerdesk.ui.marking.letter_keys import _PC_SCAN_CODES, _X11_OFFSET
from peerdesk.ui.sessions import roster_table
from tests.screen import click
from tests.ui.sessions.roster import marks, press_key, sheet, sign
from tests.ui.sessions.test_what_a_mark_costs import Heard

pytestmark = pytest.mark.window


@pytest.fixture
def line(page):
    return page.table.jump_line


def at(page) -> str:
    return page.table.current_row().name_latin


def settle() -> None:
    for _turn in range(10):
        QApplication.processEvents()


def test_a_late_arrival_costs_two_keys(qtbot, page):
    qtbot.keyClicks(page.table, "pp")
    qtbot.keyClicks(page.table, "4t")
    assert marks(page) == "PP.T."


def test_the_number_may_be_typed_in_an_indian_script(qtbot, page):
    press_key(page.table, "४")
    qtbot.keyClicks(page.table, "t")
    assert marks(page) == "...T."


def test_digits_straight_after_late_are_minutes_and_later_ones_a_row(qtbot, page, monkeypatch):
    monkeypatch.setattr(roster_table, "MINUTES_MS", 40)
    qtbot.keyClicks(page.table, "3t")
    qtbot.keyClicks(page.table, "15")
    qtbot.waitUntil(lambda: not page.table.jump_line.isVisible())
    qtbot.keyClicks(page.table, "1t")
    assert marks(page) == "T.T.."
    assert [row.attendance.minutes for row in sheet(page).rows if row.attendance] == [None, 15]


def test_what_digits_mean_is_said_over_the_headings(qtbot, page, line):
    qtbot.keyClicks(page.table, "2")
    assert line.says.text() == f"2 · {at(page)}"
    name = at(page)
    qtbot.keyClicks(page.table, "t")
    assert line.says.text() == f"Minutes of {name}: …"
    qtbot.keyClicks(page.table, "10")
    assert line.says.text() == f"Minutes of {name}: 10"
    qtbot.keyClicks(page.table, "p")
    assert not line.isVisible()


def test_the_minutes_of_a_row_that_the_cursor_merely_stands_on_stay(qtbot, page):
    """The last row keeps the cursor when it is marked: the next number must not become its minutes."""
    page.table.go_to(4)
    qtbot.keyClicks(page.table, "t7")
    qtbot.keyClick(page.table, Qt.Key.Key_Up)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClicks(page.table, "2p")
    assert marks(page) == ".P..T"
    assert sheet(page).rows[4].attendance.minutes == 7


def test_digits_of_one_number_are_typed_close_together(
    qtbot, page, storage, coordinator, counsellor, today, monkeypatch
):
    for number in range(8):
        details = MemberDetails(f"Zorawar {'abcdefgh'[number]}", "", Gender.MALE, age=30)
        member_id = members.register(storage, coordinator, details, today=today)
        attendance.add_walk_in(storage, counsellor, page._session_id, member_id)
    qtbot.keyClicks(page.table, "12")
    assert page.table.current_row().serial == 12
    page.table.forget_keys()
    monkeypatch.setattr(roster_table, "SERIAL_MS", 20)
    qtbot.keyClicks(page.table, "1")
    qtbot.waitUntil(lambda: not page.table.jump_line.isVisible())
    qtbot.keyClicks(page.table, "2")
    assert page.table.current_row().serial == 2


def test_a_number_that_nobody_has_is_said_and_the_next_mark_marks_nobody(qtbot, page, line):
    qtbot.keyClicks(page.table, "9")
    assert line.says.text() == "Number 9 is not on the roster"
    qtbot.keyClicks(page.table, "t")
    assert marks(page) == "....."
    qtbot.keyClicks(page.table, "t")
    assert marks(page) == "T...."
    qtbot.keyClicks(page.table, "p")
    page.table.go_to(0)
    qtbot.keyClicks(page.table, "9")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert marks(page) == "TP..."


def test_shift_on_the_way_to_a_digit_ends_no_minutes(qtbot, page):
    qtbot.keyClicks(page.table, "t")
    qtbot.keyClick(page.table, Qt.Key.Key_Shift)
    qtbot.keyClicks(page.table, "8")
    assert sheet(page).rows[0].attendance.minutes == 8


def test_minutes_follow_the_button_too_and_end_with_a_click_on_another_row(qtbot, page):
    click(qtbot, page.marking.mark_buttons[Mark.LATE])
    qtbot.keyClicks(page.table, "6")
    assert sheet(page).rows[0].attendance.minutes == 6
    where = page.table.visualRect(page.model.index(2, 1)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.keyClicks(page.table, "4")
    assert page.table.current_row().serial == 4
    assert sheet(page).rows[0].attendance.minutes == 6


def test_another_key_ends_a_number(qtbot, page):
    qtbot.keyClicks(page.table, "4+1")
    assert page.table.current_row().serial == 1


def test_the_stroke_opens_a_line_in_which_the_start_of_any_word_of_a_name_finds_the_row(qtbot, page, line):
    names = [row.name_latin for row in page.model.rows()]
    qtbot.keyClicks(page.table, "/")
    assert line.edit.hasFocus()
    for name in names:
        for word in name.split():
            line.edit.clear()
            qtbot.keyClicks(line.edit, word[:4].lower())
            assert word in at(page)
    line.edit.clear()
    assert at(page) == names[0]


def test_a_name_is_found_by_its_sound_and_in_the_other_script(qtbot, page, line):
    qtbot.keyClicks(page.table, "/")
    line.edit.setText("रमेश")
    assert at(page) == "Ramesh Kumar"
    line.edit.setText("suneeta")
    assert at(page).startswith("Sunita")


def test_enter_and_escape_go_back_to_the_roster_on_the_row_that_was_found(qtbot, page, line):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        page.table.go_to(0)
        qtbot.keyClicks(page.table, "/")
        qtbot.keyClicks(line.edit, "ram")
        qtbot.keyClick(line.edit, key)
        assert not line.isVisible()
        assert page.table.hasFocus()
        assert at(page) == "Ramesh Kumar"


def test_escape_in_the_line_closes_nothing_else(qtbot, page, line):
    page._open_walk_in()
    page.table.setFocus()
    qtbot.keyClicks(page.table, "/")
    QTest.keyClick(line.edit, Qt.Key.Key_Escape)
    assert page.walk_in_panel.isVisible()


def test_enter_leaves_the_line_only_with_somebody_found(qtbot, page, line):
    qtbot.keyClicks(page.table, "/")
    qtbot.keyClicks(line.edit, "xyz")
    assert line.says.text() == "Nobody here"
    qtbot.keyClick(line.edit, Qt.Key.Key_Return)
    assert line.edit.hasFocus()


def test_the_arrows_go_through_all_whom_the_letters_fit(qtbot, page, line, storage, coordinator, counsellor, today):
    for name in ("Zia Khan", "Zia Pathan"):
        details = MemberDetails(name, "", Gender.MALE, age=30)
        member_id = members.register(storage, coordinator, details, today=today)
        attendance.add_walk_in(storage, counsellor, page._session_id, member_id)
    qtbot.keyClicks(page.table, "/")
    qtbot.keyClicks(line.edit, "zia")
    first = at(page)
    assert line.says.text().endswith("(1/2)")
    qtbot.keyClick(line.edit, Qt.Key.Key_Down)
    assert at(page) != first
    qtbot.keyClick(line.edit, Qt.Key.Key_Down)
    assert at(page) == first


def test_the_line_opens_by_the_place_of_its_key_under_an_indian_layout(qtbot, page, line):
    press_key(page.table, "य", _PC_SCAN_CODES["/"] + _X11_OFFSET)
    assert line.edit.hasFocus()
    assert marks(page) == "....."


def test_less_participation_is_not_taken_for_the_line_where_the_layout_has_it_on_that_key(qtbot, page, line):
    qtbot.keyClicks(page.table, "p")
    page.table.go_to(0)
    press_key(page.table, "+")
    press_key(page.table, "-", _PC_SCAN_CODES["/"] + _X11_OFFSET)
    assert not line.isVisible()


def test_ctrl_f_opens_the_line_from_the_note(qtbot, page, line):
    page.note_panel.shared.setFocus()
    qtbot.keyClick(page.note_panel.shared, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert line.edit.hasFocus()


def test_nothing_moves_when_the_line_comes_and_goes(qtbot, page, line):
    for row in range(len(page.model.rows())):
        page.table.go_to(row)
        settle()
    before = page.table.viewport().geometry()
    heard = Heard(page)
    qtbot.keyClicks(page.table, "/")
    qtbot.keyClicks(line.edit, "ra")
    qtbot.keyClick(line.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(page.table, "3")
    settle()
    assert page.table.viewport().geometry() == before
    assert not heard.counts["page", QEvent.Type.LayoutRequest]


def test_a_signed_session_asks_for_no_minutes(qtbot, page, line):
    sign(qtbot, page)
    page.table.go_to(0)
    qtbot.keyClicks(page.table, "t4")
    assert page.table.current_row().serial == 4


def walk(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier) -> list[str]:
    """Press a key until the cursor is back on the roster; whom it stood on."""
    page.table.setFocus()
    found = []
    for _stop in range(20):
        qtbot.keyClick(page.focusWidget(), key, modifier)
        focused = page.focusWidget()
        assert focused.visibleRegion().boundingRect().isValid()
        found.append(focused.objectName())
        if focused is page.table:
            break
    return found


def test_f6_goes_round_the_parts_and_shift_f6_the_other_way(qtbot, page):
    page.window().resize(1093, 574)
    qtbot.keyClicks(page.table, "p")
    there = walk(qtbot, page, Qt.Key.Key_F6)
    assert there == ["objective", "plan", "activity-icebreaker", "objective", "planOpen", "walkIn", "roster"]
    back = walk(qtbot, page, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert back == [*reversed(there[:-1]), "roster"]


def test_escape_goes_back_to_the_roster_from_every_part(qtbot, page):
    for stops in range(1, 6):
        page.table.setFocus()
        for _stop in range(stops):
            qtbot.keyClick(page.focusWidget(), Qt.Key.Key_F6)
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
        assert page.table.hasFocus()


def test_the_office_goes_round_without_notes(qtbot, open_session, office):
    page = open_session(office)
    stops = walk(qtbot, page, Qt.Key.Key_F6)
    assert stops[-2:] == ["walkIn", "roster"]
    assert "plan" not in stops


def test_more_minutes_than_the_session_has_are_none_but_the_next_number(qtbot, page, line):
    """Found by trying: 7 T 12 and at once 5 P made 125 minutes of a shorter session, and marked the 8th."""
    assert sheet(page).minutes == 60
    qtbot.keyClicks(page.table, "3t12")
    third = sheet(page).rows[2]
    name = third.name_latin or third.name_native
    qtbot.keyClicks(page.table, "5")
    assert line.says.text() == f"5 · {at(page)} · {name} stays at 12 min, the session lasts 60"
    qtbot.keyClicks(page.table, "p")
    assert marks(page) == "..T.P"
    assert sheet(page).rows[2].attendance.minutes == 12


def test_minutes_beyond_the_session_where_no_row_has_that_number_mark_nobody(qtbot, page, line):
    qtbot.keyClicks(page.table, "t79")
    assert line.says.text().startswith("Number 9 is not on the roster · ")
    assert "stays at 7 min" in line.says.text()
    qtbot.keyClicks(page.table, "p")
    assert marks(page) == "T...."
    qtbot.keyClicks(page.table, "t60")
    assert [row.attendance.minutes for row in sheet(page).rows if row.attendance] == [7, 60]
